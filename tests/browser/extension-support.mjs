// Starts a browser with the extension on a copy of what is shipped, and reads what it marks.

import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isFurniture } from '../../www/lib/article.js';
import { startChromium } from './extension-chromium.mjs';
import { startFirefox } from './extension-firefox.mjs';
import { ROOT, serveFolder } from './support.mjs';

/** @typedef {import('playwright-core').Page} Page */

/**
 * Serves `tests/pages` as a strict news site: no script but its own, so neither an extension's nor WebAssembly.
 * The reader's sample article is there as a page, too.
 */
export async function servePages() {
  const sample = await readFile(path.join(ROOT, 'www/reader/samples/embassy-siege.txt'), 'utf8');
  const paragraphs = sample.split('\n').filter((line) => line.trim()).map((line) => `<p>${line.replace(/&/g, '&amp;')}</p>`);
  const page = `<!doctype html><meta charset="utf-8"><title>Sample</title><body><main>${paragraphs.join('\n')}</main></body>`;
  return serveFolder(path.join(ROOT, 'tests/pages'), {
    policy: "default-src 'self'; script-src 'self'; style-src 'self'; frame-src 'self'",
    replace: { '/embassy-siege.html': page },
  });
}

/** @typedef {import('./support.mjs').BrowserName} BrowserName */

/**
 * A browser with the extension. What a function does it does to the tab in front.
 * @typedef {object} Host
 * @property {import('playwright-core').BrowserContext} context
 * @property {(address: string) => Promise<Page>} openOwnPage opens a page of the extension, as narrow as a panel.
 * @property {() => Promise<string[]>} foreign all requests up to now to anywhere but this machine; they were stopped.
 * @property {() => Promise<Page>} openClosedPage opens a page that no extension may read.
 * @property {() => Promise<void>} click clicks the toolbar button.
 * @property {(page: Page) => Promise<void>} askWho chooses "Who says this?" for the selection in `page`, which is in front.
 * @property {() => Promise<{tabId: number, badge: string, title: string}>} status what the button shows.
 * @property {(layers: string[] | null) => Promise<void>} setLayers has everything of these layers marked on the next page;
 *   null: what a reader gets who never chose.
 * @property {() => Promise<void>} stopBackground stops the background as the browser does when it idles.
 * @property {(page: Page, scheme: 'light' | 'dark' | 'forced') => Promise<void>} showScheme lets the page see a light or dark system, or forced colours.
 * @property {() => Promise<string>} readSidebar the words in the panel beside the page; none where it is closed.
 */

/**
 * Starts a browser with a copy of the extension.
 *
 * The copy for Chromium asks for the test server in its manifest, because the browser grants `activeTab` to real clicks only. The
 * copy for Firefox has no sidebar unless `hasSidebar`: the tests open the panel as a page, and two panels would vie for the answers.
 * @param {{browser: BrowserName, hasSidebar?: boolean, change?: (folder: string) => Promise<void>}} options `change` may
 *   alter the copy before it is loaded.
 */
export async function launchExtension({ browser, hasSidebar = false, change }) {
  const folder = await mkdtemp(path.join(tmpdir(), 'sourcelight-'));
  const copy = path.join(folder, 'extension');
  const isFirefox = browser === 'firefox';
  await cp(path.join(ROOT, 'dist', isFirefox ? 'extension-firefox' : 'extension-chrome'), copy, { recursive: true });
  const manifest = path.join(copy, 'manifest.json');
  const shipped = JSON.parse(await readFile(manifest, 'utf8'));
  if (!isFirefox) shipped.host_permissions = ['http://127.0.0.1/*'];
  else if (!hasSidebar) delete shipped.sidebar_action;
  await writeFile(manifest, JSON.stringify(shipped));
  await change?.(copy);
  const host = await (isFirefox ? startFirefox : startChromium)(copy, path.join(folder, 'profile'));
  const { context, openOwnPage, status } = host;

  return {
    ...host,
    /** Waits for a badge. @param {string} badge */
    async waitForBadge(badge) {
      let seen = await status();
      for (let tries = 0; seen.badge !== badge && tries < 100; tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        seen = await status();
      }
      assert.equal(seen.badge, badge, seen.title);
      return seen;
    },
    /** Opens the panel of a tab as a page of its own. @param {number} tabId */
    openPanel: (/** @type {number} */ tabId) => openOwnPage(`extension/panel.html?tab=${tabId}`),
    async close() {
      await context.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * The marks that the page or frame shows, as their words; its own scripts see as much.
 * @param {Page | import('playwright-core').Frame} page
 * @returns {Promise<Record<string, string[]>>} by the name of the highlight.
 */
export function readHighlights(page) {
  return page.evaluate(() => {
    const words = /** @type {Record<string, string[]>} */ ({});
    for (const [name, highlight] of CSS.highlights) {
      words[name] = [...highlight].map((range) => String(range).replace(/\s+/g, ' ').replace(/\u00ad/g, ''));
    }
    return words;
  });
}

/** White space as one space: a no-break space of the page is a space like any other here. @param {string} words */
const plain = (words) => words.replace(/\s+/g, ' ').replace(/\u00ad/g, '');

/**
 * The words that are to be marked where all layers are on, in order of the alphabet. A span over several blocks is painted block
 * by block.
 * @param {{text: string, article: import('../../www/lib/article.js').Article}} read
 */
export function expectedMarks({ text, article }) {
  const isLeftOut = (/** @type {{start: number}} */ { start }) =>
    article.blocks.some((block) => isFurniture(block.kind) && block.start <= start && start < block.end);
  const spans = [
    ...article.quotes.flatMap(({ content, cue, source }) => [...content, ...cue, ...source]),
    ...article.claims.flatMap(({ span }) => span),
    // Words that describe somebody whom the article does not name stay unmarked.
    ...article.mentions
      .filter((mention) => !isLeftOut(mention) && (mention.form === 'name' || mention.entity !== null))
      .map(({ start, end }) => [start, end]),
  ];
  return spans.flatMap(([start, end]) => text.slice(start, end).split('\n').map(plain)).sort();
}

/** The words that are marked, in order of the alphabet. @param {Page} page */
export async function paintedMarks(page) {
  const marks = Object.entries(await readHighlights(page)).filter(([name]) => !/-(current|evidence|pulse)$/.test(name));
  return marks.flatMap(([, words]) => words.map(plain)).sort();
}

/**
 * What the page tells the panel.
 * @param {Page} panel
 * @param {number} tabId
 * @returns {Promise<{text: string, article: import('../../www/lib/article.js').Article}>}
 */
export function articleOf(panel, tabId) {
  return panel.evaluate((tabId) => new Promise((resolve) => {
    const port = chrome.tabs.connect(tabId, { name: 'panel', frameId: 0 });
    port.onMessage.addListener((message) => message.kind === 'article' && resolve(message));
  }), tabId);
}

/** Waits until `holds` is true. @param {() => Promise<boolean>} holds */
export async function assertEventually(holds) {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`never came to hold: ${holds}`);
}
