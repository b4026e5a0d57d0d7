// Starts Chromium with the extension on a copy of what is shipped.

import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { isFurniture } from '../../www/lib/article.js';
import { CHROMIUM, CHROMIUM_ARGS, ROOT, guardRequests, serveFolder } from './support.mjs';

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

/**
 * A Chromium with the extension.
 *
 * Nobody can click the toolbar here, so `click` calls the click's listeners with the tab, and the copy of the
 * extension that is loaded asks for the test server in its manifest: the browser grants `activeTab` to real clicks only.
 * @param {{change?: (folder: string) => Promise<void>}} [options] `change` may alter the copy before it is loaded.
 */
export async function launchExtension({ change } = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'sourcelight-'));
  const extension = path.join(folder, 'extension');
  await cp(path.join(ROOT, 'dist/extension-chrome'), extension, { recursive: true });
  const manifest = path.join(extension, 'manifest.json');
  const asked = JSON.parse(await readFile(manifest, 'utf8'));
  await writeFile(manifest, JSON.stringify({ ...asked, host_permissions: ['http://127.0.0.1/*'] }));
  await change?.(extension);
  const context = await chromium.launchPersistentContext(path.join(folder, 'profile'), {
    executablePath: CHROMIUM,
    headless: true,
    viewport: { width: 1000, height: 760 },
    args: [...CHROMIUM_ARGS, `--disable-extensions-except=${extension}`, `--load-extension=${extension}`],
  });
  const foreign = await guardRequests(context);
  const findWorker = async () => context.serviceWorkers()[0] ?? context.waitForEvent('serviceworker');
  const id = new URL((await findWorker()).url()).host;

  return {
    context,
    /** Requests to anywhere but this machine. */
    foreign,
    /** The extension's background. */
    findWorker,
    /** Clicks the toolbar button for the tab in front. */
    async click() {
      await (await findWorker()).evaluate(async () => {
        const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
        /** @type {any} */ (chrome.action.onClicked).dispatch(tab);
      });
    },
    /** Chooses "Who says this?" for the selection in the tab in front. */
    async askWho() {
      await (await findWorker()).evaluate(async () => {
        const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
        /** @type {any} */ (chrome.contextMenus.onClicked).dispatch({ menuItemId: 'who' }, tab);
      });
    },
    /** The badge, the title and the number of the tab in front. */
    async status() {
      return (await findWorker()).evaluate(async () => {
        const [{ id: tabId = -1 }] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
        const action = /** @type {any} */ (chrome.action);
        return { tabId, badge: await action.getBadgeText({ tabId }), title: await action.getTitle({ tabId }) };
      });
    },
    /** Waits for a badge. @param {string} badge */
    async waitForBadge(badge) {
      let seen = await this.status();
      for (let tries = 0; seen.badge !== badge && tries < 100; tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        seen = await this.status();
      }
      assert.equal(seen.badge, badge, seen.title);
      return seen;
    },
    /** Opens the panel of a tab as a page of its own. @param {number} tabId */
    async openPanel(tabId) {
      const panel = await context.newPage();
      await panel.setViewportSize({ width: 380, height: 760 });
      await panel.goto(`chrome-extension://${id}/extension/panel.html?tab=${tabId}`);
      return panel;
    },
    async close() {
      await context.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * The marks that the page or frame shows, as their words; its own scripts see as much.
 * @param {import('playwright-core').Page | import('playwright-core').Frame} page
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

/** The words that are marked, in order of the alphabet. @param {import('playwright-core').Page} page */
export async function paintedMarks(page) {
  const marks = Object.entries(await readHighlights(page)).filter(([name]) => !/-(current|pulse)$/.test(name));
  return marks.flatMap(([, words]) => words.map(plain)).sort();
}

/**
 * What the page tells the panel.
 * @param {import('playwright-core').Page} panel
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
