// The toolbar button: reads the page of a tab, asks the core, has the marks painted; a second click takes them off.
// "Who says this?" in the menu of selected words marks the page and has the answer shown in the panel.
// The core runs here, since a news site's own policy may forbid it in the page.

import { isFurniture } from '../lib/article.js';
import { marksCss } from '../lib/palette.js';
import { warmUp } from '../lib/warm-up.js';
import { alwaysKey } from './sites.js';
import * as core from '../pkg/sourcelight.js';

/**
 * How things stand with a tab, kept while the browser runs: this script may be stopped between any two clicks.
 * @typedef {object} TabStatus
 * @property {'reading' | 'marked' | 'off' | 'noArticle' | 'otherLanguage' | 'forbidden' | 'failed'} state
 *   also the name of the message that says it.
 * @property {string} [detail] what the message names: a language, or what went wrong.
 */

const BADGES = { reading: '…', marked: 'on', off: '', noArticle: '!', otherLanguage: '!', forbidden: '!', failed: '!' };

/** @type {Promise<unknown> | null} */
let loading = null;

/** The last click of each tab that is being answered: the next waits for it. @type {Map<number, Promise<void>>} */
const answering = new Map();

/** The name of "Who says this?" in the menu. */
const WHO = 'who';

chrome.action.onClicked.addListener((tab) => answer(tab, toggleMarks));

chrome.runtime.onInstalled.addListener(() => {
  chrome.contextMenus.create({ id: WHO, title: chrome.i18n.getMessage(WHO), contexts: ['selection'] });
});

chrome.contextMenus.onClicked.addListener((info, tab) => {
  if (tab && info.menuItemId === WHO) answer(tab, askWho);
});

/**
 * Opens the panel and does what was asked for, after what was asked for before.
 * @param {chrome.tabs.Tab} tab
 * @param {(tabId: number) => Promise<TabStatus>} act
 */
function answer(tab, act) {
  openPanel(tab);
  // It will be needed in a moment. What goes wrong is told by who uses it.
  load().catch(() => {});
  if (tab.id !== undefined) enqueue(tab.id, act);
}

/** Does something with the page of a tab after what was asked for before. @param {number} id @param {(tabId: number) => Promise<TabStatus>} act */
function enqueue(id, act) {
  const answered = (answering.get(id) ?? Promise.resolve()).then(() => actOnPage(id, act));
  answering.set(id, answered);
  answered.finally(() => answering.get(id) === answered && answering.delete(id));
}

chrome.runtime.onMessage.addListener((message, { tab }) => {
  if (message.kind === 'changed' && tab?.id !== undefined) enqueue(tab.id, markAnew);
});

chrome.tabs.onRemoved.addListener((tabId) => chrome.storage.session.remove(`tab:${tabId}`));

chrome.tabs.onUpdated.addListener((tabId, change, tab) => {
  if (change.status === 'loading') chrome.storage.session.remove(`tab:${tabId}`);
  if (change.status === 'complete' && tab.url) markAlways(tabId, tab.url);
});

/** Marks a page of a site that the reader wants marked always. Browsers tell the address only of sites that were granted. @param {number} tabId @param {string} url */
async function markAlways(tabId, url) {
  const key = alwaysKey(url);
  if (key && (await chrome.storage.local.get(key))[key]) enqueue(tabId, keepMarked);
}

/**
 * Opens the panel beside the page. Nothing may be awaited before: browsers open it only while they handle the click.
 * @param {chrome.tabs.Tab} tab
 */
function openPanel(tab) {
  /** @typedef {{open: (options?: object) => Promise<void>}} PanelOpener */
  // Chrome has a side panel, Firefox a sidebar, and on a telephone neither is there: the marks do without.
  const { sidePanel, sidebarAction } = /** @type {{sidePanel?: PanelOpener, sidebarAction?: PanelOpener}} */ (
    /** @type {unknown} */ (chrome)
  );
  const opened = sidePanel ? sidePanel.open({ windowId: tab.windowId }) : sidebarAction?.open();
  opened?.catch((/** @type {unknown} */ error) => console.warn('sourcelight: the panel did not open:', error));
}

/**
 * Does something with the page of a tab; says in any case what came of it.
 * @param {number} tabId
 * @param {(tabId: number) => Promise<TabStatus>} act
 */
async function actOnPage(tabId, act) {
  performance.clearMeasures();
  if (!(await timed('inject', () => injectScript(tabId)))) return showStatus(tabId, { state: 'forbidden' });
  try {
    await showStatus(tabId, await act(tabId));
  } catch (error) {
    await showStatus(tabId, { state: 'failed', detail: error instanceof Error ? error.message : String(error) });
  }
}

/** Puts the content script into the page of a tab, if it may be read; says whether it may. @param {number} tabId */
async function injectScript(tabId) {
  try {
    const [result] = await chrome.scripting.executeScript({ target: { tabId }, files: ['/extension/content.js'] });
    // For a page that is closed to extensions Chrome throws, Firefox answers with nothing.
    return Boolean(result);
  } catch {
    return false;
  }
}

/** Marks the page of a tab, or takes its marks off. @param {number} tabId @returns {Promise<TabStatus>} */
async function toggleMarks(tabId) {
  const page = await read(tabId);
  if (!page.isMarked) return markPage(tabId, page);
  await ask(tabId, { kind: 'clear' });
  await chrome.scripting.removeCSS(styleOf(tabId, page));
  return { state: 'off' };
}

/** Marks the page of a tab if it is not. @param {number} tabId @returns {Promise<TabStatus>} */
async function keepMarked(tabId) {
  const page = await read(tabId);
  return page.isMarked ? { state: 'marked' } : markPage(tabId, page);
}

/** Marks what a marked page has become; takes the marks off where that is no article. @param {number} tabId @returns {Promise<TabStatus>} */
async function markAnew(tabId) {
  const page = await read(tabId, true);
  if (!page.isMarked) return { state: 'off' };
  const status = await markPage(tabId, page);
  if (status.state !== 'marked') await ask(tabId, { kind: 'clear' });
  return status;
}

/** Shows who says the selected words of a page; marks it first. @param {number} tabId @returns {Promise<TabStatus>} */
async function askWho(tabId) {
  const status = await keepMarked(tabId);
  if (status.state === 'marked') await ask(tabId, { kind: 'who' });
  return status;
}

/** The marks' style sheet, for the page and its frames: the browser adds it beside the page, not to its DOM. @param {number} tabId @param {{scheme: 'light' | 'dark'}} page */
function styleOf(tabId, page) {
  return { target: { tabId, allFrames: true }, css: marksCss(page.scheme, { inherits: 'sidePanel' in chrome }) };
}

/** @param {number} tabId @param {any} page what was read. @returns {Promise<TabStatus>} */
async function markPage(tabId, page) {
  if (!page.hasArticle) return { state: 'noArticle' };
  // The core need not wait for these.
  const told = page.isMarked ? null : showStatus(tabId, { state: 'reading' });
  const chosen = chrome.storage.local.get(['layers', 'density']);
  const article = await timed('annotate', () => annotate(page.request));
  await told;
  if (article.language !== 'en' && article.language !== 'und') {
    return { state: 'otherLanguage', detail: languageName(article.language) };
  }
  if (!article.blocks.some(({ kind }) => !isFurniture(kind))) return { state: 'noArticle' };
  if (!page.isMarked) await timed('style', () => chrome.scripting.insertCSS(styleOf(tabId, page)));
  const choice = await chosen;
  await timed('paint', () => ask(tabId, { kind: 'paint', article, choice }));
  return { state: 'marked' };
}

/** What the content script reads in the tab's page. @param {number} tabId @param {boolean} [anew] whether it is marked or not. */
const read = (tabId, anew) => timed('read', () => ask(tabId, { kind: 'read', anew }));

/**
 * Does a step and leaves its time as a `performance.measure` named `sourcelight:STEP`; the core leaves those of its stages.
 * @template T
 * @param {string} step
 * @param {() => Promise<T>} work
 */
async function timed(step, work) {
  const start = performance.now();
  const done = await work();
  performance.measure(`sourcelight:${step}`, { start });
  return done;
}

/** Asks the content script in the tab's page. @param {number} tabId @param {object} message */
function ask(tabId, message) {
  return chrome.tabs.sendMessage(tabId, message, { frameId: 0 });
}

/**
 * Asks the core. After a panic its instance is not to be trusted: the next question gets a fresh one.
 * @param {{text: string, blocks: import('../lib/page-text.js').PageBlock[], everything: boolean}} request
 * @returns {Promise<import('../lib/article.js').Article>}
 */
async function annotate(request) {
  await load();
  try {
    return core.annotate(request, false);
  } catch (error) {
    core.__wbg_reset_state();
    throw error;
  }
}

/** Loads the core and has it warm up, once. */
async function load() {
  loading ??= timed('load', () => core.default()).then(() => timed('warm-up', async () => warmUp(core)));
  try {
    await loading;
  } catch (error) {
    loading = null;
    throw error;
  }
}

/** Says on the button and, through the session's storage, in the panel how things stand. @param {number} tabId @param {TabStatus} status */
async function showStatus(tabId, status) {
  await chrome.storage.session.set({ [`tab:${tabId}`]: status });
  const title = chrome.i18n.getMessage(status.state === 'off' ? 'mark' : status.state, status.detail ?? '');
  try {
    await chrome.action.setTitle({ tabId, title });
    await chrome.action.setBadgeText({ tabId, text: BADGES[status.state] });
  } catch {
    // The tab was closed meanwhile.
  }
}

/** The English name of a language. @param {string} code */
function languageName(code) {
  return new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code;
}
