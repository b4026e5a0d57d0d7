// Exports of the reader in Chromium and Firefox: a look at each format, the file, and the way back.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { shoot, useReader } from './reader-support.mjs';
import { BROWSERS, findBarriers } from './support.mjs';

/** @typedef {import('playwright-core').Page} Page */

for (const name of BROWSERS) describe(`exports in ${name}`, () => {
  const withAnyReader = useReader(name);
  /** @param {(page: Page) => Promise<void>} act */
  const withReader = (act) => withAnyReader({ core: 'real' }, act);

  /** Opens the dialog and chooses a format. @param {Page} page @param {string} format */
  const choose = async (page, format) => {
    const dialog = page.getByRole('dialog', { name: 'Export' });
    if (!(await dialog.isVisible())) await page.getByRole('button', { name: 'Export' }).click();
    await dialog.getByLabel('Format').selectOption(format);
    await dialog.getByRole('button', { name: 'Save the file' }).and(page.locator(':enabled')).waitFor();
    return dialog;
  };

  test('each format is shown before it is saved', () =>
    withReader(async (page) => {
      const begins = { html: /^<!doctype html>/i, markdown: /^# Iran-backed militia/, csv: /^kind,/, 'json-ld': /^\{[^]*"@context"/, json: /^\{/ };
      for (const [format, begin] of Object.entries(begins)) {
        const dialog = await choose(page, format);
        assert.match((await dialog.locator('.preview').textContent()) ?? '', begin);
      }
      await shoot(page, 'reader-export');
      assert.deepEqual(await findBarriers(page), []);
      await page.keyboard.press('Escape');
      assert.ok(await page.getByRole('button', { name: 'Export' }).evaluate((button) => button === document.activeElement));
    }));

  // Playwright is told of no download by this way of driving Firefox.
  test('what was exported is opened again as it was', { skip: name === 'firefox' && 'no download can be looked at' }, () =>
    withReader(async (page) => {
      const shown = () => page.evaluate(() => [document.querySelector('#article')?.textContent, document.querySelector('.speakers')?.textContent]);
      const before = await shown();
      for (const [format, ending] of [['json', 'json'], ['json-ld', 'jsonld']]) {
        const dialog = await choose(page, format);
        const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: 'Save the file' }).click()]);
        assert.equal(download.suggestedFilename(), `iran-backed-militia-end-the-baghdad-u-s-embassy-siege.${ending}`);
        const file = await readFile(/** @type {string} */ (await download.path()));
        await page.keyboard.press('Escape');
        await page.locator('#paste').click();
        await page.locator('#paste-text').fill('Another text, for a while.');
        await page.getByRole('button', { name: 'Read it' }).click();
        await page.locator('#article', { hasText: 'Another text' }).waitFor();
        await page.locator('#file').setInputFiles({ name: `kept.${ending}`, mimeType: 'application/json', buffer: file });
        await page.locator('#scope', { hasText: 'as it was exported' }).waitFor();
        await page.locator('.speakers').waitFor();
        assert.deepEqual(await shown(), before);
      }
    }));

  test('a file that is no export says what to do', () =>
    withReader(async (page) => {
      await page.locator('#file').setInputFiles({ name: 'other.json', mimeType: 'application/json', buffer: Buffer.from('{"a": 1}') });
      const alert = page.locator('#alert');
      await alert.waitFor();
      assert.match(await alert.innerText(), /could not be read/);
      assert.match(await page.locator('#article').innerText(), /Iran-backed/);
    }));
});
