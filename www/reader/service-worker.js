// Answers for the site's own files from a cache that holds one build whole. `cargo xtask build` writes this to the root of the site,
// with the build's hash and files in place of the two constants.

/** @typedef {Event & {waitUntil: (work: Promise<unknown>) => void, request: Request, respondWith: (answer: Promise<Response>) => void, data: unknown}} WorkerEvent */
/** @typedef {{registration: ServiceWorkerRegistration, skipWaiting: () => Promise<void>, clients: {claim: () => Promise<void>}, addEventListener: (name: string, listener: (event: WorkerEvent) => void) => void}} Scope */

const BUILD = '';
/** The files, relative to the site's root; a folder stands for its index.html. @type {string[]} */
const FILES = [];

const worker = /** @type {Scope} */ (/** @type {unknown} */ (self));
const root = new URL('./', location.href);
/** Caches belong to a whole origin, where other copies of the site may lie. */
const PREFIX = `sourcelight ${root.pathname} `;
const CACHE = PREFIX + BUILD;

worker.addEventListener('install', (event) => event.waitUntil(fill()));

worker.addEventListener('activate', (event) => event.waitUntil(dropOld().then(() => worker.clients.claim())));

worker.addEventListener('message', ({ data }) => {
  if (data === 'take over') worker.skipWaiting();
});

worker.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  const file = pathname.slice(root.pathname.length).replace(/(^|\/)index\.html$/, '$1');
  if (method !== 'GET' || origin !== root.origin || !pathname.startsWith(root.pathname) || !FILES.includes(file)) return;
  event.respondWith(answer(file, event.request));
});

/** Fetches all files, and keeps them if they are those of one build: a site may be read while it is being replaced. */
async function fill() {
  const answers = await Promise.all(FILES.map(async (file) => {
    const answer = await fetch(new URL(file, root), { cache: 'no-cache' });
    if (!answer.ok) throw new Error(`${file || './'}: ${answer.status}`);
    const headers = new Headers(answer.headers);
    // They speak of the way here: the bytes are unpacked, and each file has one form.
    for (const name of ['Content-Encoding', 'Content-Length', 'Vary']) headers.delete(name);
    return { file, headers, bytes: await answer.arrayBuffer() };
  }));
  let hash = HASH_START;
  for (const { bytes } of answers) hash = hashBytes(new Uint8Array(bytes), hash);
  if (hash.toString(16).padStart(8, '0') !== BUILD) throw new Error('the files are not those of this build');
  const cache = await caches.open(CACHE);
  await Promise.all(answers.map(({ file, headers, bytes }) => cache.put(new URL(file, root), new Response(bytes, { headers }))));
}

async function dropOld() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
}

/** @param {string} file @param {Request} request */
async function answer(file, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(new URL(file, root))) ?? fetch(request);
}

const HASH_START = 0x811c9dc5;

/** FNV-1a, 32 bits. @param {Uint8Array} bytes @param {number} hash of what came before. */
function hashBytes(bytes, hash) {
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
