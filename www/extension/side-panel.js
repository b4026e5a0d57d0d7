// The panel beside the page: says how things stand with the tab in front, lists what was found, leads to the text.

import { indexArticle, isFurniture, parseRef } from '../lib/article.js';
import { createCard } from '../lib/card.js';
import { copyOf } from '../lib/copy.js';
import { make } from '../lib/dom.js';
import { DENSITIES, LAYERS } from '../lib/marks.js';
import { huesCss } from '../lib/palette.js';
import { createPanel } from '../lib/panel.js';
import { scopeWords } from '../lib/scope.js';
import { DENSITY_NAMES } from '../lib/words.js';
import { alwaysKey, patternOf } from './sites.js';

/** @typedef {import('../lib/article.js').ArticleIndex} ArticleIndex */
/** @typedef {import('../lib/article.js').Ref} Ref */
/** @typedef {import('../lib/marks.js').Layer} Layer */
/** @typedef {import('./background.js').TabStatus} TabStatus */

/** @type {Record<Layer, string>} */
const LAYER_NAMES = { quotes: 'Quotes', claims: 'Claims', names: 'Names' };
/** The question that a mark of each kind answers. */
const TAB_OF = /** @type {const} */ ({ quote: 'speakers', claim: 'claims', mention: 'names' });

const notice = /** @type {HTMLElement} */ (document.getElementById('notice'));
const site = /** @type {HTMLElement} */ (document.getElementById('site'));
const always = /** @type {HTMLInputElement} */ (document.getElementById('always'));
const marks = /** @type {HTMLElement} */ (document.getElementById('marks'));
const layerBar = /** @type {HTMLElement} */ (document.getElementById('layers'));
const density = /** @type {HTMLSelectElement} */ (document.getElementById('density'));
const scope = /** @type {HTMLElement} */ (document.getElementById('scope'));
const scopeLine = /** @type {HTMLElement} */ (document.getElementById('scope-words'));
const include = /** @type {HTMLButtonElement} */ (document.getElementById('include'));

/** The tab that is shown. @type {number | undefined} */
let tabId;
/** The line to its page, while that is marked. @type {chrome.runtime.Port | null} */
let port = null;
/** @type {ArticleIndex | null} */
let index = null;
/** The address of its page, where the browser tells it. @type {string | undefined} */
let url;
/** The number of the last question about a status: an answer that comes after a newer one says nothing. */
let question = 0;
/** The row from which the reader jumped. @type {HTMLElement | null} */
let origin = null;

const panel = createPanel(/** @type {HTMLElement} */ (document.getElementById('panel')), {
  onJump(ref, row) {
    origin = row;
    jump(ref);
  },
});
const card = createCard(/** @type {HTMLElement} */ (document.getElementById('card')), {
  onJump: jump,
  onClose: goBack,
  onCopy: async (ref) => navigator.clipboard.writeText(index ? copyOf(index, ref, url) : ''),
});

/** @type {Record<string, (message: any) => void>} */
const answers = {
  article({ text, article, around, everything, layers, density: wanted, refused }) {
    const isAnew = index !== null;
    index = indexArticle(text, article);
    card.close();
    panel.show(index, isAnew);
    showLayers(layers);
    density.value = wanted;
    showScope(article, around, everything);
    say('', false);
    showRefused(refused);
    showSite();
  },
  painted({ refused }) {
    showRefused(refused);
  },
  cleared() {
    disconnect();
    showStatus();
  },
  pointed({ ref, isClick }) {
    if (!index || (card.isPinned() && !isClick)) return;
    showCard(ref, isClick);
    if (!isClick) return;
    panel.select(TAB_OF[parseRef(ref).kind]);
    document.querySelector('.row[aria-current]')?.scrollIntoView({ block: 'nearest' });
  },
  who({ ref, isRead }) {
    if (!ref) return say(chrome.i18n.getMessage(isRead ? 'nobody' : 'notRead'), false);
    say('', false);
    showCard(ref, true);
    panel.select(TAB_OF[parseRef(ref).kind]);
    document.querySelector('.row[aria-current]')?.scrollIntoView({ block: 'nearest' });
  },
  gone() {
    say(chrome.i18n.getMessage('gone'), false);
  },
};

start();

async function start() {
  const hues = new CSSStyleSheet();
  hues.replaceSync(huesCss());
  document.adoptedStyleSheets.push(hues);
  for (const layer of LAYERS) {
    layerBar.append(make('button', { type: 'button', 'data-layer': layer, 'aria-pressed': 'false' }, LAYER_NAMES[layer]));
  }
  density.append(...DENSITIES.map((value) => make('option', { value }, DENSITY_NAMES[value])));
  layerBar.addEventListener('click', toggleLayer);
  density.addEventListener('change', () => choose({ density: density.value }));
  include.addEventListener('click', () => port?.postMessage({ kind: 'scope', everything: include.value === 'everything' }));
  always.addEventListener('change', toggleSite);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') goBack();
  });
  chrome.storage.session.onChanged.addListener((changes) => {
    const change = changes[keyOf(tabId)];
    if (change) follow(/** @type {TabStatus | undefined} */ (change.newValue));
  });
  // Opened as a page of its own, the panel is told which tab it is for; at the side of a window it follows the window.
  const pinned = new URLSearchParams(location.search).get('tab');
  if (pinned) return showTab(Number(pinned));
  const { id: windowId } = await chrome.windows.getCurrent();
  chrome.tabs.onActivated.addListener((active) => {
    if (active.windowId === windowId) showTab(active.tabId);
  });
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  if (tab?.id !== undefined) showTab(tab.id);
}

/** @param {number | undefined} id */
const keyOf = (id) => `tab:${id}`;

/** Turns to another tab. @param {number} id */
function showTab(id) {
  disconnect();
  tabId = id;
  connect();
}

/** Asks the page of the tab for what is marked there; where no page answers, the status says why. */
function connect() {
  if (tabId === undefined) return;
  const opened = chrome.tabs.connect(tabId, { name: 'panel', frameId: 0 });
  port = opened;
  opened.onMessage.addListener((message) => {
    if (port === opened) answers[message.kind]?.(message);
  });
  opened.onDisconnect.addListener(() => {
    // Read, so that the browser does not report a page that is simply not there.
    void chrome.runtime.lastError;
    if (port !== opened) return;
    disconnect();
    showStatus();
  });
}

function disconnect() {
  site.hidden = true;
  port?.disconnect();
  port = index = origin = null;
  question += 1;
  card.close();
}

/** Keeps up with the status of the tab. @param {TabStatus | undefined} status */
function follow(status) {
  if (status?.state === 'marked') {
    if (!port) connect();
  } else if (!index) {
    showStatus(status);
  }
}

/** Says how things stand with a tab that is not marked. @param {TabStatus} [known] */
async function showStatus(known) {
  const of = keyOf(tabId);
  const mine = (question += 1);
  const status = known ?? /** @type {TabStatus | undefined} */ ((await chrome.storage.session.get(of))[of]);
  // Marks that are said to be on are gone with the page that was left.
  if (index || mine !== question) return;
  const state = status && status.state !== 'marked' ? status.state : 'unread';
  say(chrome.i18n.getMessage(state, status?.detail ?? ''), true);
}

/** @param {string} words @param {boolean} isMessage whether they stand in place of the lists. */
function say(words, isMessage) {
  document.body.classList.toggle('is-message', isMessage);
  marks.hidden = scope.hidden = isMessage;
  notice.textContent = words;
}

/** @param {number} refused */
function showRefused(refused) {
  if (index) say(refused ? chrome.i18n.getMessage('changed', String(refused)) : '', false);
}

/** @param {Layer[]} layers those that are on. */
function showLayers(layers) {
  for (const button of layerBar.querySelectorAll('button')) {
    button.setAttribute('aria-pressed', String(layers.includes(/** @type {Layer} */ (button.dataset.layer))));
  }
}

/** @param {MouseEvent} event */
function toggleLayer(event) {
  const button = /** @type {Element} */ (event.target).closest('button');
  if (!button) return;
  button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true'));
  const layers = [...layerBar.querySelectorAll('[aria-pressed="true"]')].map((on) => /** @type {HTMLElement} */ (on).dataset.layer);
  choose({ layers });
}

/** Has the page marked as the reader chose, and others after it. @param {{layers?: (string | undefined)[], density?: string}} choice */
function choose(choice) {
  port?.postMessage({ kind: 'choose', choice });
  chrome.storage.local.set(choice);
}

/**
 * Says what was read and what was left out; the button turns that round.
 * @param {import('../lib/article.js').Article} article
 * @param {number} around
 * @param {boolean} everything
 */
function showScope({ blocks }, around, everything) {
  scopeLine.textContent = everything ? chrome.i18n.getMessage('everything') : scopeWords(blocks, around);
  include.textContent = chrome.i18n.getMessage(everything ? 'articleOnly' : 'include');
  include.value = everything ? 'article' : 'everything';
  include.hidden = !everything && !around && !blocks.some(({ kind }) => isFurniture(kind));
}

/** Shows whether the site of the page is always marked. */
async function showSite() {
  const of = tabId;
  if (of === undefined) return;
  ({ url } = await chrome.tabs.get(of));
  const key = url && alwaysKey(url);
  if (!url || !key || of !== tabId) return;
  always.checked = Boolean((await chrome.storage.local.get(key))[key]);
  const words = /** @type {HTMLElement} */ (document.getElementById('always-words'));
  words.textContent = chrome.i18n.getMessage('always', new URL(url).host);
  site.hidden = false;
}

/** Has the site of the page always marked, or no longer: the browser asks the reader first. */
async function toggleSite() {
  if (!url) return;
  const key = alwaysKey(url);
  const origins = [patternOf(url)];
  if (!key) return;
  // Nothing may be awaited before: browsers ask only while they handle the click.
  const isGranted = always.checked ? await chrome.permissions.request({ origins }) : false;
  always.checked = isGranted;
  if (isGranted) return chrome.storage.local.set({ [key]: true });
  await chrome.storage.local.remove(key);
  // A site that the manifest grants cannot be given back.
  await chrome.permissions.remove({ origins }).catch(() => false);
}

/** Leads to a mark in the page. @param {Ref} ref */
function jump(ref) {
  port?.postMessage({ kind: 'jump', ref });
  showCard(ref, true);
}

/** @param {Ref} ref @param {boolean} isPinned */
function showCard(ref, isPinned) {
  if (!index) return;
  card.open(index, [ref], new DOMRect(), isPinned);
  panel.setCurrent(ref);
}

/** Back to where the reader came from: in the page, and in the list. */
function goBack() {
  port?.postMessage({ kind: 'return' });
  card.close();
  panel.setCurrent(null);
  origin?.focus();
  origin = null;
}
