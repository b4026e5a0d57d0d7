// Saved news pages: the browser's way of reading and the command line's give the same text; the extension marks what the core
// found, and leaves the page as it was.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { articleOf, assertEventually, expectedMarks, launchExtension, paintedMarks } from './extension-support.mjs';
import { PAGES, readPages, withoutIcons } from './saved-pages.mjs';
import { BROWSERS, ROOT, launchChromium, serveFolder } from './support.mjs';

describe('saved pages', { skip: !existsSync(PAGES) && '../shared/corpora/pages is not here' }, () => {
  /** @type {Awaited<ReturnType<typeof serveFolder>>} */
  let server;
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => {
    server = await serveFolder(ROOT, { policy: null });
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  test('browser_and_command_line_read_the_same', async () => {
    const pages = await readPages();
    const page = await browser.newPage();
    await page.goto(`${server.url}/tests/pages/sign-in.html`);
    const inBrowser = new Map();
    for (const { id, html } of pages) {
      inBrowser.set(id, await page.evaluate(async (html) => {
        const { readPage } = await import(`${location.origin}/www/lib/page-text.js`);
        const { text, blocks } = readPage(new DOMParser().parseFromString(html, 'text/html'));
        return { text, spans: blocks.map((/** @type {any} */ { start, end }) => [start, end]) };
      }, html));
    }
    const differing = [];
    for (const article of await annotate(pages)) {
      const { text, spans } = inBrowser.get(article.id);
      // The core leaves out white space at the edges of blocks.
      const trimmed = spans.map((/** @type {[number, number]} */ [start, end]) => text.slice(start, end).trim());
      const found = article.blocks.map((/** @type {any} */ { start, end }) => article.text.slice(start, end));
      if (article.text !== text || trimmed.join('\n') !== found.join('\n')) differing.push(article.id);
    }
    assert.deepEqual(differing, []);
  });

  for (const browserName of BROWSERS) test(`extension_marks_pages_as_they_stand_in_${browserName}`, async () => {
    const pages = (await readPages()).filter((_, at) => at % 4 === 0).slice(0, 50);
    // No script of the site runs, and nothing is loaded: what changes the page would be ours.
    const saved = await serveFolder(ROOT, {
      policy: "default-src 'none'; style-src 'unsafe-inline'",
      replace: Object.fromEntries(pages.map(({ id, html }) => [`/${id}.html`, withoutIcons(html)])),
    });
    const extension = await launchExtension({ browser: browserName });
    await extension.setLayers(['quotes', 'claims', 'names']);
    // A panel of no page, which asks each page for what is marked there.
    const panel = await extension.openPanel(0);
    const failures = [];
    let marked = 0;
    for (const { id } of pages) {
      const page = await extension.context.newPage();
      await page.goto(`${saved.url}/${id}.html`, { waitUntil: 'load' });
      const htmlOf = () => page.evaluate(() => document.documentElement.outerHTML);
      const html = await htmlOf();
      // The page itself asks for what its policy forbids, all before it is loaded.
      const asked = (await extension.foreign()).length;
      await extension.click();
      await assertEventually(async () => !['', '…'].includes((await extension.status()).badge));
      const { badge, tabId, title } = await extension.status();
      if (badge === 'on') {
        const expected = expectedMarks(await articleOf(panel, tabId));
        const painted = await paintedMarks(page);
        if (painted.join('\n') !== expected.join('\n')) failures.push(`${id}: ${painted.length} marks of ${expected.length}`);
        marked += 1;
      } else if (!title.includes('No article')) {
        failures.push(`${id}: ${title}`);
      }
      const wanted = (await extension.foreign()).slice(asked);
      if (wanted.length) failures.push(`${id}: asked for ${wanted.join()}`);
      if ((await htmlOf()) !== html) failures.push(`${id}: the page was changed`);
      await page.close();
    }
    await extension.close();
    await saved.close();
    assert.deepEqual(failures, []);
    assert.ok(marked > pages.length / 2, `${marked} of ${pages.length} are marked`);
  });
});

/**
 * What the command line makes of the pages.
 * @param {{id: string, html: string}[]} pages
 * @returns {Promise<any[]>}
 */
async function annotate(pages) {
  const options = ['run', '--quiet', '--', 'annotate', '--jsonl', '--offsets', 'utf16', '-'];
  const core = spawn('cargo', options, { cwd: ROOT, stdio: ['pipe', 'pipe', 'inherit'] });
  core.stdin.end(pages.map((page) => JSON.stringify(page)).join('\n'));
  const parts = [];
  for await (const part of core.stdout) parts.push(part);
  return Buffer.concat(parts).toString('utf8').trim().split('\n').map((line) => JSON.parse(line));
}
