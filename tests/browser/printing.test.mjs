// The reader on paper, in Chromium: the article with its marks, what they mean, the lists in full, and nothing else.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleArticle, TEXT } from './sample-article.mjs';
import { useReader } from './reader-support.mjs';
import { findBarriers } from './support.mjs';

/** @typedef {import('playwright-core').Page} Page */

const withReader = useReader('chromium');

/** Shows the page as it goes to print. @param {Page} page */
async function startPrint(page) {
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
}

const words = (/** @type {[number, number][]} */ spans) => spans.map(([start, end]) => TEXT.slice(start, end).replace(/\s+/g, ' '));

test('sheet holds all marks of the article as elements', () =>
  withReader({}, async (page) => {
    await page.getByRole('button', { name: 'Claims' }).click();
    await page.getByRole('button', { name: 'Names' }).click();
    await page.waitForFunction(() => CSS.highlights.has('sourcelight-entity-person') && CSS.highlights.has('sourcelight-claim-author'));
    await startPrint(page);
    const lost = await page.evaluate(() => [...CSS.highlights].flatMap(([name, highlight]) => {
      // A mark that others overlap stands in several elements.
      const printed = [...document.querySelectorAll(`#print .${name}`)].map((element) => element.textContent).join('');
      return [...highlight].map(String).filter((words) => !printed.includes(words)).map((words) => `${name}: ${words}`);
    }));
    assert.deepEqual(lost, []);
    const texts = await page.evaluate(() => ['#article', '#print article'].map((at) => document.querySelector(at)?.textContent));
    assert.equal(texts[1], texts[0]);
    assert.equal(await page.locator('#print .legend dt').count(), 6);
  }));

test('legend tells of the marks that are there', () =>
  withReader({}, async (page) => {
    await startPrint(page);
    const legend = await page.locator('#print .legend').innerText();
    assert.match(legend, /Somebody’s words or thoughts/);
    assert.ok(!/claim|person/.test(legend));
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('button', { name: 'Quotes' }).click();
    await startPrint(page);
    assert.equal(await page.locator('#print').count(), 1);
    assert.equal(await page.locator('#print .legend').count(), 0);
  }));

test('sheet holds the lists in full, whatever is chosen in those on the screen', () =>
  withReader({}, async (page) => {
    await page.getByRole('tab', { name: 'Claims' }).click();
    await page.locator('#panel').getByLabel('Voice').selectOption('Donald Trump');
    await startPrint(page);
    const { quotes, claims, entities } = sampleArticle();
    const lists = await page.locator('#print > section').allInnerTexts();
    assert.deepEqual(lists.map((list) => list.split('\n')[0]), ['Who speaks here?', 'What is claimed?', 'Who and what is it about?']);
    for (const { content } of quotes) for (const part of words(content)) assert.ok(lists[0].includes(part), part);
    for (const { span } of claims) for (const part of words(span)) assert.ok(lists[1].includes(part), part);
    for (const { name } of entities) assert.ok(lists[2].includes(name), name);
    assert.equal(await page.locator('#print :is(button, select, [hidden])').count(), 0);
  }));

test('long lists are printed to their ends', () =>
  withReader({}, async (page) => {
    const rows = await page.evaluate(async (text) => {
      const load = (/** @type {string} */ path) => import(path);
      const [{ annotate }, { indexArticle }, { listsInFull }] =
        await Promise.all([load('/pkg/sourcelight.js'), load('/lib/article.js'), load('/lib/panel.js')]);
      const article = annotate({ text });
      const claims = Array.from({ length: 150 }, (_, id) => ({ ...article.claims[0], id }));
      return listsInFull(indexArticle(text, { ...article, claims }))[1].querySelectorAll('.claims > li').length;
    }, TEXT);
    assert.equal(rows, 150);
  }));

test('nothing else is printed, black on white', () =>
  withReader({ colorScheme: 'dark', kept: '{"theme":"dark","palette":"contrast"}' }, async (page) => {
    await page.locator('.row.quote').first().click();
    await page.getByRole('button', { name: 'Help and keys' }).click();
    await startPrint(page);
    const seen = await page.evaluate(() => {
      const isSeen = (/** @type {Element} */ element) => element.checkVisibility();
      const { color, backgroundColor } = getComputedStyle(document.body);
      const cut = [...document.querySelectorAll('#print :not(svg *, .unseen)')]
        .filter((element) => element.scrollHeight > element.clientHeight + 1 && !/visible|clip/.test(getComputedStyle(element).overflow));
      return {
        others: [...document.body.children].filter((element) => isSeen(element) && element.id !== 'print').length,
        buttons: [...document.querySelectorAll('button, dialog, select, input')].filter(isSeen).length,
        color, backgroundColor, cut: cut.map((element) => element.className),
      };
    });
    assert.deepEqual(seen, { others: 0, buttons: 0, color: 'rgb(0, 0, 0)', backgroundColor: 'rgb(255, 255, 255)', cut: [] });
    assert.deepEqual(await findBarriers(page), []);
  }));

test('print is named after the article, and leaves nothing behind', () =>
  withReader({}, async (page) => {
    const pdf = await page.pdf({ format: 'A4' });
    const content = pdf.toString('latin1');
    const pages = content.match(/\/Type \/Page\b/g)?.length ?? 0;
    assert.ok(pages >= 3 && pages <= 8, `${pages} pages`);
    assert.equal(await page.locator('#print').count(), 0);
    assert.equal(await page.title(), 'Sourcelight reader');
    await startPrint(page);
    assert.match(await page.title(), /^Iran-backed militia/);
    assert.match(await page.locator('#print > p').innerText(), /Sample: television report/);
  }));

test('paper says that the reader corrected, and what to mind', () =>
  withReader({}, async (page) => {
    await page.locator('.row.quote').first().click();
    await page.getByRole('button', { name: 'Wrong?' }).click();
    await page.getByRole('button', { name: 'Not a quote' }).click();
    await startPrint(page);
    assert.match(await page.locator('#print > p').innerText(), / · 1 correction$/);
    await page.emulateMedia({ media: 'screen' });
    await page.keyboard.press('Control+z');
    await page.getByRole('button', { name: 'Paste text' }).click();
    await page.locator('#paste-text').fill('Der Minister sagte und der Rat schwieg.');
    await page.getByRole('button', { name: 'Read it' }).click();
    await page.locator('#notice', { hasText: 'looks German' }).waitFor();
    await startPrint(page);
    assert.match(await page.locator('#print .notice').innerText(), /looks German/);
  }));
