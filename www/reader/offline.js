// The reader without a network: a service worker keeps the site's own files, and no text of an article.

import { make } from '../lib/dom.js';

/**
 * Registers the service worker that the build writes, where there is one, and says when a newer version is ready.
 * @param {HTMLElement} notice
 */
export async function startOffline(notice) {
  // Only a built site has a list of its files.
  const isBuilt = document.querySelector('meta[name="sourcelight-offline"]')?.getAttribute('content') === 'yes';
  if (!isBuilt || !navigator.serviceWorker) return;
  try {
    const registration = await navigator.serviceWorker.register('../service-worker.js', { updateViaCache: 'none' });
    const tell = () => {
      if (registration.waiting && navigator.serviceWorker.controller) showUpdate(notice, registration.waiting);
    };
    const watch = () => registration.installing?.addEventListener('statechange', tell);
    registration.addEventListener('updatefound', watch);
    watch();
    tell();
  } catch {
    // A browser may forbid it, as in a private window, or the network may be gone: then the page works as long as it is open.
  }
}

/** @param {HTMLElement} notice @param {ServiceWorker} waiting */
function showUpdate(notice, waiting) {
  const button = make('button', { type: 'button', class: 'link' }, 'reload');
  button.addEventListener('click', () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    waiting.postMessage('take over');
  });
  notice.replaceChildren('A new version is ready: ', button);
}
