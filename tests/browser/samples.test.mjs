// The samples, and what is seen by who opens the reader for the first time, in Chromium and Firefox.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { SAMPLES } from '../../www/reader/samples.js';
import { shoot, useReader } from './reader-support.mjs';
import { BROWSERS, ROOT, findBarriers } from './support.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page */
const openList = async (page) => {
  await page.locator('#samples').click();
  await page.getByRole('dialog', { name: 'Samples' }).waitFor();
};

for (const name of BROWSERS) describe(`samples in ${name}`, () => {
  const withSample = useReader(name);
  /** Opens what a reader sees who comes for the first time. @type {typeof withSample} */
  const withReader = (options, act) => withSample({ core: 'real', address: '', viewport: { width: 1280, height: 720 }, ...options }, act);

  for (const [width, height] of [[1280, 720], [360, 640]]) {
    test(`first screen of ${width} × ${height} says what it is, with marks in view`, () =>
      withReader({ viewport: { width, height } }, async (page) => {
        await page.waitForFunction(() => [...CSS.highlights].some(([name, marks]) => name.startsWith('sourcelight-quote') && marks.size));
        const seen = await page.evaluate(() => {
          const sheet = document.querySelector('#side')?.getBoundingClientRect().top ?? 0;
          const foot = sheet > innerHeight / 2 ? sheet : innerHeight;
          const inView = (/** @type {Element | Range | null} */ it) => {
            const box = it?.getBoundingClientRect();
            return Boolean(box && box.height > 0 && box.top >= 0 && box.bottom <= foot && box.right <= innerWidth);
          };
          const marks = [...CSS.highlights].filter(([name]) => name.startsWith('sourcelight-quote'))
            .flatMap(([, highlight]) => [...highlight].filter((range) => inView(/** @type {Range} */ (range))));
          const buttons = ['paste', 'open', 'samples', 'intro-paste', 'intro-open', 'intro-samples'];
          const unseen = buttons.filter((id) => !inView(document.getElementById(id)));
          return { marks: marks.length, unseen, intro: inView(document.querySelector('#intro')) };
        });
        assert.ok(seen.marks > 0, 'a mark is in view');
        assert.deepEqual(seen.unseen, []);
        assert.ok(seen.intro);
        const words = await page.locator('#intro').innerText();
        assert.match(words, /who speaks, what is claimed, who it is about.*no verdicts.*Nothing leaves this device/s);
        await shoot(page, `first-run-${width}`);
      }));
  }

  test('each sample is of the length of an article, and is read with quotes and claims', () =>
    withReader({}, async (page) => {
      const files = readdirSync(join(ROOT, 'www/reader/samples')).map((file) => file.replace('.txt', '')).sort();
      assert.deepEqual(SAMPLES.map(({ file }) => file).sort(), files);
      for (const { file, name, shows } of SAMPLES) {
        const text = readFileSync(join(ROOT, `www/reader/samples/${file}.txt`), 'utf8');
        const words = text.trim().split(/\s+/).length;
        assert.ok(words >= 250 && words <= 450, `${file}: ${words} words`);
        await openList(page);
        await page.getByRole('button', { name: `${name} ${shows}` }).click();
        await page.locator('#scope', { hasText: `Sample: ${name.toLowerCase()}` }).waitFor();
        assert.ok(await page.locator('#samples-dialog').isHidden());
        assert.match(await page.locator('#status').innerText(), /\d+ quotes?, \d+ claims?/);
        assert.ok(await page.locator('#notice').isHidden(), `${file}: nothing to mind`);
      }
    }));

  test('samples are gone through by arrow keys, and Escape gives the focus back', () =>
    withReader({}, async (page) => {
      const focused = () => page.evaluate(() => document.activeElement?.querySelector('strong')?.textContent);
      await page.locator('#samples').focus();
      await page.keyboard.press('Enter');
      assert.equal(await focused(), SAMPLES[0].name);
      await page.keyboard.press('ArrowDown');
      assert.equal(await focused(), SAMPLES[1].name);
      await page.keyboard.press('End');
      await page.keyboard.press('ArrowDown');
      assert.equal(await focused(), SAMPLES[0].name);
      await page.keyboard.press('Escape');
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'samples');
      await page.keyboard.press('Enter');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Enter');
      await page.locator('#article h2', { hasText: 'IMMEDIATE RELEASE' }).waitFor();
    }));

  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    test(`axe finds no barrier in the list of samples, ${colorScheme}, 320 pixels wide`, () =>
      withReader({ colorScheme, viewport: { width: 320, height: 256 } }, async (page) => {
        await openList(page);
        assert.deepEqual(await findBarriers(page), []);
        assert.ok(await page.evaluate(() =>
          [document.querySelector('#samples-dialog'), document.documentElement].every((box) => box && box.scrollWidth <= box.clientWidth)));
      }));
  }
});
