// Corrections that come back from a file, in Chromium and Firefox: what is applied, what is left out, what is said of damaged lines.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { useReader } from './reader-support.mjs';
import { BROWSERS, findBarriers } from './support.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page */
const line = (page) => page.getByRole('group', { name: 'Your corrections' });
/** @param {Page} page */
const said = (page) => line(page).locator('.said').innerText();
/** @param {Page} page */
const speakers = (page) => page.locator('button.speaker .name').allInnerTexts();

/** Makes two corrections, and takes them from the file that they are offered as. @param {Page} page */
async function downloadTwo(page) {
  for (const name of ['Popular Mobilization Forces', 'Mohammed al-Haydari']) {
    await page.locator('button.speaker', { hasText: name }).click();
    await page.locator('.row.quote:visible', { hasText: name.startsWith('M') ? 'The Americans' : 'their message' }).click();
    await page.getByRole('button', { name: 'Wrong?' }).click();
    await page.getByRole('button', { name: 'Not a quote' }).click();
  }
  await page.evaluate(() => {
    const offer = URL.createObjectURL;
    URL.createObjectURL = (file) => {
      Object.assign(window, { offered: file });
      return offer(file);
    };
  });
  await page.getByRole('button', { name: 'Download' }).click();
  return page.evaluate(() => /** @type {{offered?: Blob}} */ (window).offered?.text() ?? '');
}

/** Opens a file of corrections. @param {Page} page @param {string} content @param {string} [name] */
const open = (page, content, name = 'mine.jsonl') =>
  page.locator('#file').setInputFiles({ name, mimeType: 'application/jsonl', buffer: Buffer.from(content) });

/** Waits for a message. @param {Page} page @param {RegExp} words */
async function alertWith(page, words) {
  await page.locator('#alert').filter({ hasText: words }).waitFor();
}

for (const name of BROWSERS) describe(`corrections of a file in ${name}`, () => {
  const withReader = useReader(name);

  test('downloaded corrections come back as one step, and none of them twice', () =>
    withReader({}, async (page) => {
      const before = await speakers(page);
      const lines = await downloadTwo(page);
      const corrected = await speakers(page);
      assert.ok(corrected.length < before.length);
      await page.getByRole('button', { name: 'Remove all' }).click();
      assert.deepEqual(await speakers(page), before);
      await open(page, lines);
      await line(page).getByText('2 corrections from “mine.jsonl” applied').waitFor();
      assert.match(await said(page), /^2 corrections from “mine\.jsonl” applied\..* Ctrl\+Z undoes it\.$/);
      assert.equal(await page.locator('#status').innerText(), await said(page), 'a screen reader hears it');
      assert.match(await line(page).innerText(), /^2 corrections\b/);
      assert.deepEqual(await speakers(page), corrected);
      assert.ok(await page.locator('.sourcelight-card').isHidden());
      assert.deepEqual(await findBarriers(page), []);
      await open(page, lines, 'again.txt');
      await line(page).getByText('No correction from “again.txt” applied. 2 were there already.').waitFor();
      assert.match(await line(page).innerText(), /^2 corrections\b/);
      await page.keyboard.press('Control+z');
      assert.deepEqual(await speakers(page), before);
      await page.keyboard.press('Control+y');
      assert.deepEqual(await speakers(page), corrected);
    }));

  test('corrections come to those that there are, from a dropped file and from pasted lines', () =>
    withReader({}, async (page) => {
      const [first, second] = (await downloadTwo(page)).split('\n');
      await page.getByRole('button', { name: 'Remove all' }).click();
      const transfer = await page.evaluateHandle((content) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([content], 'dropped.jsonl'));
        return transfer;
      }, first);
      await page.dispatchEvent('#article', 'drop', { dataTransfer: transfer });
      await line(page).getByText('1 correction from “dropped.jsonl” applied').waitFor();
      await page.getByRole('button', { name: 'Paste text' }).click();
      await page.locator('#paste-text').fill(`${first}\n${second}`);
      await page.getByRole('button', { name: 'Read it' }).click();
      await line(page).getByText('1 correction from “Pasted text” applied.').waitFor();
      assert.match(await said(page), /1 was there already\./);
      assert.match(await line(page).innerText(), /^2 corrections\b/);
      assert.match(await page.locator('#article').innerText(), /Iran-backed/, 'the article stays');
    }));

  test('corrections of another article are left out, and what to do is said', () =>
    withReader({}, async (page) => {
      const lines = await downloadTwo(page);
      await page.getByRole('button', { name: 'Remove all' }).click();
      const [first, second] = lines.split('\n');
      const foreign = second.replace(/"exact":"(\w+)/, (_, word) => `"exact":"${'x'.repeat(word.length)}`);
      await open(page, `${first}\n${foreign}`);
      await line(page).getByText('1 left out: its words are not in this article.').waitFor();
      assert.match(await line(page).innerText(), /^1 correction\b/);
      await page.getByRole('button', { name: 'Paste text' }).click();
      await page.locator('#paste-text').fill('“Another text is here,” Jane Doe said.');
      await page.getByRole('button', { name: 'Read it' }).click();
      await page.locator('#article', { hasText: 'Another text' }).waitFor();
      await open(page, lines);
      const words = /^No correction from “mine\.jsonl” applied\. 2 left out: their words are not in this article\. Open the article/;
      await alertWith(page, words);
      assert.deepEqual(await findBarriers(page), []);
      assert.ok(await line(page).isHidden());
      assert.match(await page.locator('#article').innerText(), /Another text/, 'the article stays');
    }));

  test('damaged lines are named, and nothing is lost', () =>
    withReader({ viewport: { width: 320, height: 640 } }, async (page) => {
      const lines = '{"version":1,"engine":"0.1.0","kind":"remove","target":{"mark":"qu\n\n{"version":7}\nnull\n{}\n';
      await open(page, lines);
      await alertWith(page, /Not read: line 1 \(it is not JSON\), line 3 \(version 7, this page reads 1\), line 4 \(.*\) and 1 more line\./);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
      await open(page, ' \n');
      await alertWith(page, /^No correction from “mine\.jsonl” applied\. There is none in it\.$/);
      assert.ok(await line(page).isHidden());
      assert.match(await page.locator('#article').innerText(), /Iran-backed/, 'the article stays');
    }));

  test('good lines of a damaged file are applied, to what was corrected before', () =>
    withReader({}, async (page) => {
      const [first, second] = (await downloadTwo(page)).split('\n');
      await page.keyboard.press('Control+z');
      await open(page, `${first}\n${second.slice(0, 50)}\n${second}`);
      await line(page).getByText('Not read: line 2 (it is not JSON).').waitFor();
      assert.match(await said(page), /^1 correction from “mine\.jsonl” applied\..* 1 was there already\./);
      assert.match(await line(page).innerText(), /^2 corrections\b/);
    }));

  test('corrections that come before the article say what to open first', () =>
    withReader({}, async (page) => {
      const lines = await downloadTwo(page);
      for (let i = 0; i < 2; i += 1) await page.keyboard.press('Control+z');
      // The sample does not come.
      await page.route('**/samples/*.txt', () => {});
      await page.reload();
      await page.getByRole('button', { name: 'Open file' }).waitFor();
      await open(page, lines);
      await alertWith(page, /^“mine\.jsonl” holds corrections of an article\. Open the article first, then these corrections\.$/);
    }));
});
