// "How good is it?" in Chromium and Firefox: it is reached from help, from each card and by its address, and gives the focus back.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FAILURES, FIGURES } from '../../www/reader/figures.js';
import { useReader } from './reader-support.mjs';
import { BROWSERS } from './support.mjs';

/** @typedef {import('playwright-core').Page} Page */

for (const name of BROWSERS) describe(`figures in ${name}`, () => {
  const withPage = useReader(name);
  /** @param {string} hash @param {(page: Page, figures: import('playwright-core').Locator) => Promise<void>} act */
  const withReader = (hash, act) =>
    withPage({ address: `?sample=embassy-siege${hash}` }, (page) => act(page, page.getByRole('dialog', { name: 'How good is it?' })));

  test('help leads to the figures, which name their data, and Escape back to it', () =>
    withReader('', async (page, figures) => {
      await page.locator('#help').click();
      await page.locator('#figures').click();
      const words = await figures.innerText();
      for (const { data, rows } of FIGURES) {
        assert.ok(words.includes(data), data);
        for (const [what, right] of rows) {
          assert.ok(words.includes(what) && words.includes(typeof right === 'number' ? right.toFixed(1) : String(right)), what);
        }
      }
      for (const { text, wrong } of FAILURES) assert.ok(words.includes(text) && words.includes(wrong));
      assert.match(words, /^How good is it\?\s+Version \d+\.\d+\.\d+, measured on \d+ \w+ \d{4}/);
      await page.keyboard.press('Escape');
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'figures');
    }));

  test('card of a row of each list leads to the figures and stays open', () =>
    withReader('', async (page, figures) => {
      for (const [tab, row] of [['Who speaks', '.row.quote'], ['Claims', '.claims .row'], ['About', '.row.name']]) {
        await page.getByRole('tab', { name: tab }).click();
        await page.locator(row).first().click();
        const card = page.getByRole('dialog', { name: 'About this mark' });
        await card.getByRole('button', { name: 'How good is it?' }).click();
        await figures.waitFor();
        assert.equal(await figures.evaluate((dialog) => dialog.scrollTop), 0, tab);
        await page.keyboard.press('Escape');
        assert.ok(await figures.isHidden(), tab);
        assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'How good is it?', tab);
        assert.ok(await card.isVisible(), tab);
      }
    }));

  test('address leads to the figures', () => withReader('#figures', (_, figures) => figures.waitFor()));

  test('form for a failure is copied', () =>
    withReader('#figures', async (page, figures) => {
      await figures.getByRole('button', { name: 'Copy a form' }).click();
      await figures.getByRole('button', { name: 'Copied' }).waitFor();
      await page.keyboard.press('Escape');
      await page.locator('#paste').click();
      await page.locator('#paste-text').press('ControlOrMeta+v');
      assert.match(await page.locator('#paste-text').inputValue(), /^Sourcelight \d.*What would be right:/s);
    }));
});
