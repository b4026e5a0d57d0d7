// The settings in Chromium and Firefox: each is seen at once, is kept on the device, and falls back where what is kept makes no sense.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DEFAULT_HUES } from '../../www/lib/palette.js';
import { contrastOf } from '../../www/reader/contrast.js';
import { shoot, useReader } from './reader-support.mjs';
import { BROWSERS, findBarriers } from './support.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page */
const open = async (page) => {
  await page.locator('#settings').click();
  return page.getByRole('dialog', { name: 'Settings' });
};
/** @param {Page} page */
const readKept = (page) => page.evaluate(() => JSON.parse(localStorage.getItem('sourcelight-settings') ?? '{}'));
/** The marked words of the sample in the dialog. @param {Page} page */
const sampled = (page) => page.locator('.try [class^=sample]').allInnerTexts();
/** @param {Page} page */
const layersOn = (page) =>
  page.locator('[data-layer][aria-pressed=true]').evaluateAll((all) => all.map((button) => button.getAttribute('data-layer')));
/** @param {Page} page @param {string} css */
const valueOf = (page, css) => page.locator('#article').evaluate((article, css) => getComputedStyle(article).getPropertyValue(css), css);
/** The colour of a speaker's quotes. @param {Page} page @param {number} hue */
const colorOf = (page, hue) =>
  page.locator('#article').evaluate(
    (article, mark) => getComputedStyle(article, mark).textDecorationColor, `::highlight(sourcelight-quote-${hue})`);

/** No setting as it is at first. */
const ALL_CHANGED = {
  theme: 'dark', palette: 'contrast', layers: ['claims'], density: 'quiet', textSize: 'large', singleKeys: false, introSeen: true,
};

for (const name of BROWSERS) describe(`settings in ${name}`, () => {
  const withReader = useReader(name);

  test('layers shown at first are chosen, seen at once and kept', () =>
    withReader({}, async (page) => {
      const dialog = await open(page);
      assert.ok(!(await sampled(page)).includes('Norden'));
      await dialog.getByLabel('names').check();
      await dialog.getByLabel('quotes').uncheck();
      assert.deepEqual(await sampled(page), ['Norden']);
      assert.deepEqual(await layersOn(page), ['names']);
      await page.reload();
      await page.locator('#article h2').waitFor();
      assert.deepEqual(await layersOn(page), ['names']);
      await page.getByRole('tab', { name: 'Claims' }).click();
      assert.deepEqual(await layersOn(page), ['names'], 'the marks follow the list no more');
    }));

  test('how much is marked is shown by the sample and kept', () =>
    withReader({}, async (page) => {
      const dialog = await open(page);
      await dialog.getByLabel('names').check();
      assert.ok((await sampled(page)).includes('that help came late'));
      await dialog.getByLabel('little').check();
      assert.ok(!(await sampled(page)).includes('that help came late'));
      assert.deepEqual((await readKept(page)).density, 'quiet');
      await dialog.getByLabel('everything').check();
      assert.ok((await sampled(page)).includes('She'));
      assert.deepEqual((await readKept(page)).density, 'everything');
    }));

  test('theme, size of the text and keys are chosen and kept', () =>
    withReader({}, async (page) => {
      const size = parseFloat(await valueOf(page, 'font-size'));
      let dialog = await open(page);
      await dialog.getByLabel('dark').check();
      assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), 'dark');
      for (const [label, factor] of /** @type {const} */ ([['small', 0.875], ['large', 1.25], ['largest', 1.6], ['normal', 1]])) {
        await dialog.getByLabel(label, { exact: true }).and(page.locator('[name=textSize]')).check();
        assert.ok(Math.abs(parseFloat(await valueOf(page, 'font-size')) / size - factor) < 0.01, label);
      }
      await dialog.getByLabel('largest').check();
      await dialog.getByLabel(/Keys without Ctrl/).uncheck();
      await page.reload();
      await page.locator('#article h2').waitFor();
      assert.equal(await page.locator('html').getAttribute('data-text-size'), 'largest');
      assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
      dialog = await open(page);
      assert.ok(!(await dialog.getByLabel(/Keys without Ctrl/).isChecked()));
      assert.deepEqual(await readKept(page), { theme: 'dark', textSize: 'largest', singleKeys: false });
    }));

  test('own colours colour the marks, and a weak one is told', () =>
    withReader({}, async (page) => {
      const dialog = await open(page);
      assert.ok(await dialog.getByLabel('Speaker 1').isHidden());
      await dialog.getByLabel('my own').check();
      assert.equal(await dialog.getByLabel('Speaker 1').inputValue(), DEFAULT_HUES.light[0]);
      const lines = await page.evaluate(() => [...document.querySelectorAll('.own-hues label')].map((label) => {
        const words = document.createRange();
        words.selectNodeContents(label.lastChild ?? label);
        return words.getClientRects().length;
      }));
      assert.deepEqual(lines, Array(8).fill(1), 'each stands on one line');
      await dialog.getByLabel('Speaker 1').fill('#ffe0b0');
      assert.match(await dialog.getByRole('status').innerText(), /below 3:1: speaker 1 \(1\.2:1\)\./);
      assert.deepEqual(await findBarriers(page), []);
      await dialog.getByLabel('Speaker 1').fill('#800000');
      assert.equal(await dialog.getByRole('status').innerText(), '');
      assert.equal(await colorOf(page, 0), 'rgb(128, 0, 0)');
      await page.reload();
      await page.locator('#article h2').waitFor();
      assert.equal(await colorOf(page, 0), 'rgb(128, 0, 0)');
      // Each scheme has its own.
      await open(page);
      await dialog.getByLabel('dark').check();
      assert.equal(await dialog.getByLabel('Speaker 1').inputValue(), DEFAULT_HUES.dark[0]);
    }));

  for (const [scheme, page] of /** @type {const} */ ([['light', '#fcfbf8'], ['dark', '#17181a']])) {
    test(`hues stand 3:1 from the ${scheme} page, those of high contrast 7:1`, () =>
      withReader({ colorScheme: scheme }, async (reader) => {
        for (const hue of DEFAULT_HUES[scheme]) assert.ok(contrastOf(hue, page) >= 3, hue);
        const dialog = await open(reader);
        await dialog.getByLabel('high contrast').check();
        const hues = await Promise.all([...Array(8).keys()].map((hue) => colorOf(reader, hue)));
        const paper = await reader.evaluate(() => getComputedStyle(document.body).backgroundColor);
        assert.equal(paper, scheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(0, 0, 0)');
        for (const hue of hues) assert.ok(contrastOf(hue, paper) >= 7, `${hue}: ${contrastOf(hue, paper)}`);
        assert.deepEqual(await findBarriers(reader), []);
      }));
  }

  test('reset gives all back', () =>
    withReader({ kept: JSON.stringify(ALL_CHANGED) }, async (page) => {
      assert.deepEqual(await layersOn(page), ['claims']);
      const dialog = await open(page);
      await dialog.getByRole('button', { name: 'Reset all' }).click();
      assert.deepEqual(await readKept(page), { introSeen: true });
      assert.deepEqual(await layersOn(page), ['quotes']);
      assert.ok(await dialog.getByLabel('as the system').isChecked());
      await page.keyboard.press('Escape');
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'settings', 'the focus is back');
    }));

  test('what is kept and makes no sense falls back', () =>
    withReader({}, async (page) => {
      for (const kept of [
        'no json', 'null', '[]', '7', '{"layers":"quotes","hues":null,"palette":{}}',
        '{"theme":"pink","layers":["x"],"density":3,"textSize":"huge","singleKeys":"no","palette":"own","hues":{"light":["red"]}}',
      ]) {
        await page.evaluate((kept) => localStorage.setItem('sourcelight-settings', kept), kept);
        await page.reload();
        await page.locator('#article h2').waitFor();
        assert.deepEqual(await layersOn(page), ['quotes'], kept);
        const dialog = await open(page);
        assert.ok(await dialog.getByLabel('as the system').isChecked(), kept);
        assert.ok(await dialog.getByLabel(/Keys without Ctrl/).isChecked(), kept);
      }
    }));

  for (const [look, options] of /** @type {[string, import('playwright-core').BrowserContextOptions][]} */ ([
    ['light', {}], ['dark', { colorScheme: 'dark' }], ['forced', { forcedColors: 'active' }],
    ['320', { viewport: { width: 320, height: 640 } }], ['400-percent', { viewport: { width: 320, height: 180 } }],
  ])) {
    test(`axe finds no barrier in the settings and the figures, ${look}`, () =>
      withReader(options, async (page) => {
        assert.equal(await page.evaluate(() => matchMedia('(forced-colors: active)').matches), look === 'forced');
        const settings = await open(page);
        await settings.getByLabel('my own').check();
        await settings.getByLabel('largest').check();
        const fits = () => page.evaluate(() => {
          const dialog = document.querySelector('dialog[open]');
          return [dialog, document.documentElement].every((box) => box && box.scrollWidth <= box.clientWidth);
        });
        assert.ok(await fits());
        assert.deepEqual(await findBarriers(page), []);
        await shoot(page, `settings-${look}`);
        await page.keyboard.press('Escape');
        await page.locator('#help').click();
        await page.locator('#figures').click();
        assert.ok(await fits());
        assert.deepEqual(await findBarriers(page), []);
        await shoot(page, `figures-${look}`);
      }));
  }
});
