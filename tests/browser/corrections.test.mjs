// A reader's corrections in Chromium and Firefox: by pointer and by keys, steps back and forth, what is kept, what is downloaded.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { TEXT } from './sample-article.mjs';
import { shoot, useReader } from './reader-support.mjs';
import { BROWSERS, findBarriers } from './support.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** Opens the card of a quote by its row. @param {Page} page @param {string} words */
async function openQuote(page, words) {
  const row = page.locator('.row.quote', { hasText: words });
  // Rows of a speaker come when they are first opened.
  const closed = page.locator('button.speaker[aria-expanded=false]');
  while (!(await row.isVisible()) && (await closed.count())) await closed.first().click();
  await row.click();
  await card(page).waitFor();
}

/** @param {Page} page */
const card = (page) => page.getByRole('dialog', { name: 'About this mark' });
/** @param {Page} page */
const line = (page) => page.getByRole('group', { name: 'Your corrections' });
/** @param {Page} page */
const status = (page) => page.locator('#status').innerText();
/** @param {Page} page */
const focused = (page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent || '');
/** @param {Page} page */
const speakers = (page) => page.locator('button.speaker .name').allInnerTexts();
/** The painted words of a highlight. @param {Page} page @param {string} name */
const painted = (page, name) =>
  page.evaluate((name) => [...(CSS.highlights.get(`sourcelight-${name}`) ?? [])].map(String), name);

/** Selects words of the article as a pointer would. @param {Page} page @param {string} words */
async function selectWords(page, words) {
  const boxes = await page.evaluate((words) => {
    const walker = document.createTreeWalker(/** @type {Node} */ (document.getElementById('article')), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = /** @type {Text} */ (node).data.indexOf(words);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + words.length);
      range.startContainer.parentElement?.scrollIntoView({ block: 'center' });
      const rects = [...range.getClientRects()];
      const [first, last] = [rects[0], /** @type {DOMRect} */ (rects.at(-1))];
      return [first.left + 0.5, first.top + first.height / 2, last.right - 0.5, last.top + last.height / 2];
    }
    throw new Error(words);
  }, words);
  await page.mouse.move(boxes[0], boxes[1]);
  await page.mouse.down();
  await page.mouse.move(boxes[2], boxes[3], { steps: 4 });
  await page.mouse.up();
  await bar(page).waitFor();
  assert.equal(await page.evaluate(() => String(getSelection())), words);
}

/** @param {Page} page */
const bar = (page) => page.getByRole('group', { name: 'Selected words' });

for (const name of BROWSERS) describe(`corrections in ${name}`, () => {
  const withReader = useReader(name);

  test('wrong speaker is changed, counted, undone and done again', () =>
    withReader({}, async (page) => {
      assert.ok(await line(page).isHidden());
      await openQuote(page, 'orchestrated');
      assert.ok(await page.locator('.correction-menu').isHidden());
      await page.getByRole('button', { name: 'Wrong?' }).click();
      await page.locator('.correction-menu').getByLabel('Speaker').selectOption({ label: 'Mohammed al-Haydari' });
      await page.getByRole('button', { name: 'Change', exact: true }).click();
      assert.match(await card(page).innerText(), /Mohammed al-Haydari[^]*corrected by you: speaker/);
      assert.ok(!/very likely/.test(await card(page).innerText()), 'what the engine thought is not said of it');
      // The word “He”, and the two claims in the quote.
      assert.match(await status(page), /The speaker is now: Mohammed al-Haydari\. 3 other marks changed with it\./);
      assert.match(await line(page).innerText(), /^1 correction\b/);
      assert.equal(await focused(page), 'Wrong?');
      await page.getByRole('tab', { name: 'Claims' }).click();
      await page.locator('#panel').getByLabel('Voice').selectOption('Mohammed al-Haydari');
      assert.equal(await page.locator('.claims > li').count(), 3);
      await page.keyboard.press('Control+z');
      assert.match(await status(page), /^Undone\. No corrections\.$/);
      await page.keyboard.press('Control+Shift+z');
      assert.match(await status(page), /^Done again\. 1 correction\.$/);
      await line(page).getByRole('button', { name: 'Undo' }).click();
      await page.keyboard.press('Control+y');
      assert.match(await line(page).innerText(), /^1 correction\b/);
      await page.getByRole('tab', { name: 'Who speaks' }).click();
      await openQuote(page, 'Benghazi');
      await page.getByRole('button', { name: 'Wrong?' }).click();
      await page.locator('.correction-menu').getByLabel('Words').selectOption({ index: 1 });
      await page.getByRole('button', { name: 'Change', exact: true }).click();
      await card(page).getByRole('button', { name: 'Undo' }).click();
      assert.equal(await focused(page), 'article');
      await page.getByRole('button', { name: 'Remove all' }).click();
      assert.match(await line(page).innerText(), /^No corrections/);
      await line(page).getByRole('button', { name: 'Undo' }).click();
      assert.match(await line(page).innerText(), /^1 correction\b/);
    }));

  test('twenty steps go back', () =>
    withReader({}, async (page) => {
      await openQuote(page, 'Benghazi');
      await page.evaluate(() => {
        for (let i = 0; i < 21; i += 1) {
          const menu = document.querySelector('.correction-menu');
          Object.assign(menu?.querySelector('label:nth-of-type(2) select') ?? {}, { selectedIndex: 1 });
          /** @type {HTMLElement | null | undefined} */ (menu?.querySelector('.apply'))?.click();
        }
      });
      assert.match(await line(page).innerText(), /^21 corrections/);
      for (let i = 0; i < 21; i += 1) await page.keyboard.press('Control+z');
      assert.match(await line(page).innerText(), /^No corrections/);
      await page.keyboard.press('Control+z');
      assert.equal(await status(page), 'Nothing to undo.');
    }));

  test('what is no quote goes from the text, the list and the counts', () =>
    withReader({}, async (page) => {
      assert.ok((await speakers(page)).includes('Mohammed al-Haydari'));
      await openQuote(page, 'The Americans are there');
      await page.getByRole('button', { name: 'Wrong?' }).click();
      await page.getByRole('button', { name: 'Not a quote' }).click();
      assert.ok(!(await speakers(page)).includes('Mohammed al-Haydari'));
      assert.equal(await focused(page), 'article');
      assert.ok(await card(page).isHidden());
      assert.match(await page.locator('.panel-summary').first().innerText(), /8 quotes/);
    }));

  test('kind of a name, and two names for one', () =>
    withReader({}, async (page) => {
      await page.getByRole('tab', { name: 'About' }).click();
      await page.locator('.row.name', { hasText: 'Kataib Hezbollah' }).click();
      await page.getByRole('button', { name: 'Wrong?' }).click();
      await page.locator('.correction-menu').getByLabel('Kind').selectOption('group of people');
      await page.getByRole('button', { name: 'Change', exact: true }).click();
      assert.match(await status(page), /The kind is now: group of people\. 1 other mark changed/);
      await page.getByRole('button', { name: 'Wrong?' }).click();
      await page.locator('.correction-menu').getByLabel('Always the same as').selectOption('Popular Mobilization Forces');
      await page.getByRole('button', { name: 'Change', exact: true }).click();
      assert.match(await page.locator('.row.name', { hasText: 'Popular Mobilization Forces' }).innerText(), /6 ×/);
      assert.equal(await page.locator('.row.name', { hasText: 'Kataib Hezbollah' }).count(), 0);
      await page.getByRole('button', { name: 'Wrong?' }).click();
      await page.locator('.correction-menu').getByLabel('Here it means').selectOption('another “Kataib Hezbollah”');
      await page.getByRole('button', { name: 'Change', exact: true }).click();
      assert.match(await page.locator('.row.name', { hasText: 'Kataib Hezbollah' }).innerText(), /2 ×/);
    }));

  test('selected words become a quote, edges and a speaker', () =>
    withReader({}, async (page) => {
      await selectWords(page, 'have now convinced their supporters');
      assert.ok(await bar(page).getByRole('button', { name: /edges/ }).isHidden());
      await bar(page).getByRole('button', { name: 'Mark as quote' }).click();
      assert.match(await status(page), /^Marked as a quote\./);
      assert.match(await card(page).innerText(), /No speaker found/);
      assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'SELECT', 'the form is open');
      await selectWords(page, 'convinced their supporters');
      await bar(page).getByRole('button', { name: /edges of this mark/ }).click();
      assert.deepEqual(await painted(page, 'current'), ['convinced their supporters']);
      await selectWords(page, 'violent protests');
      await bar(page).getByRole('button', { name: /speaker of this mark/ }).click();
      assert.ok((await speakers(page)).includes('violent protests'));
      assert.match(await line(page).innerText(), /^3 corrections/);
    }));

  test('selected words become a claim and a name', () =>
    withReader({}, async (page) => {
      await page.keyboard.press('3');
      await selectWords(page, 'Benghazi');
      await bar(page).getByRole('button', { name: 'Mark as name' }).click();
      assert.match(await status(page), /^Marked as a name\. 2 other marks changed/);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.getByRole('tab', { name: 'Claims' }).click();
      await selectWords(page, 'political fallout has been swift');
      await bar(page).getByRole('button', { name: 'Mark as claim' }).click();
      assert.match(await page.locator('.panel-summary:visible').innerText(), /^12 claims/);
    }));

  test('all of it goes by keys alone', () =>
    withReader({}, async (page) => {
      await page.locator('#article').focus();
      await page.keyboard.press('n');
      // From the article by Tab to the card's buttons.
      for (let i = 0; i < 6 && (await focused(page)) !== 'Wrong?'; i += 1) await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      const label = await page.evaluate(() => /** @type {HTMLSelectElement} */ (document.activeElement).labels?.[0].textContent);
      assert.match(label ?? '', /^Speaker/);
      await page.keyboard.press('Escape');
      assert.equal(await focused(page), 'Wrong?');
      assert.ok(await card(page).isVisible(), 'Escape closes the form first');
      assert.equal(await page.locator('.wrong').getAttribute('aria-expanded'), 'false');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      while ((await focused(page)) !== 'Change') await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      assert.match(await status(page), /^The speaker is now: /);
      await page.keyboard.press('Escape');
      assert.ok(await card(page).isHidden());
      // Words are chosen from where the reader is.
      await page.locator('#article').focus();
      await page.keyboard.press('m');
      await bar(page).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowRight');
      const first = await page.evaluate(() => String(getSelection()));
      await page.keyboard.press('Shift+ArrowRight');
      await page.keyboard.press('Shift+ArrowRight');
      await page.keyboard.press('Shift+ArrowLeft');
      const words = await page.evaluate(() => String(getSelection()));
      assert.ok(words.startsWith(first) && words.length > first.length && TEXT.includes(words), words);
      await page.keyboard.press('Tab');
      assert.equal(await focused(page), 'Quote');
      await page.keyboard.press('Escape');
      assert.ok(await bar(page).isHidden());
      assert.equal(await focused(page), 'article');
      await page.keyboard.press('m');
      await page.keyboard.press('m');
      assert.equal(await focused(page), 'Quote');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      assert.match(await status(page), /^Marked as a claim\./);
      await page.keyboard.press('Control+z');
      await page.keyboard.press('Control+z');
      assert.match(await line(page).innerText(), /^No corrections/);
    }));

  test('edges of a mark are moved by keys alone', () =>
    withReader({}, async (page) => {
      await page.locator('#article').focus();
      await page.keyboard.press('n');
      await page.keyboard.press('m');
      const before = await page.evaluate(() => String(getSelection()));
      await page.keyboard.press('Shift+ArrowLeft');
      await page.keyboard.press('Enter');
      for (let i = 0; i < 3; i += 1) await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      const [now] = await painted(page, 'current');
      assert.ok(before.startsWith(now) && now.length < before.length, now);
    }));

  test('corrections are kept only when the reader says so, without the words around', () =>
    withReader({}, async (page) => {
      const kept = () => page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.includes('corrections')));
      await openQuote(page, 'Benghazi');
      await page.getByRole('button', { name: 'Wrong?' }).click();
      await page.getByRole('button', { name: 'Not a quote' }).click();
      assert.deepEqual(await kept(), []);
      await page.getByLabel('Keep my corrections on this device').check();
      const [[, value]] = await kept();
      assert.ok(!value.includes('prefix') && !value.includes('Leaders'));
      await openQuote(page, 'orchestrated');
      await page.getByRole('button', { name: 'Wrong?' }).click();
      await page.getByRole('button', { name: 'Not a quote' }).click();
      await page.reload();
      await line(page).waitFor();
      assert.match(await line(page).innerText(), /^2 corrections[^]*Kept on this device/);
      await page.locator('.row.quote').first().waitFor({ state: 'attached' });
      assert.equal(await page.locator('.row.quote', { hasText: 'orchestrated' }).count(), 0);
      await page.getByLabel('Keep my corrections on this device').uncheck();
      assert.deepEqual(await kept(), []);
    }));

  test('corrections that are not kept are not lost without a warning', () =>
    withReader({}, async (page) => {
      await openQuote(page, 'Benghazi');
      await page.getByRole('button', { name: 'Wrong?' }).click();
      await page.getByRole('button', { name: 'Not a quote' }).click();
      // Another article, and back: they are there.
      await page.getByRole('button', { name: 'Paste text' }).click();
      await page.locator('#paste-text').fill('Another text.');
      await page.getByRole('button', { name: 'Read it' }).click();
      await page.locator('#article', { hasText: 'Another text' }).waitFor();
      assert.ok(await line(page).isHidden());
      const asked = page.waitForEvent('dialog');
      await page.evaluate(() => void setTimeout(() => location.reload()));
      const dialog = await asked;
      assert.equal(dialog.type(), 'beforeunload');
      await dialog.dismiss();
      await page.locator('#samples').click();
      await page.getByRole('dialog', { name: 'Samples' }).getByRole('button', { name: 'Television report' }).click();
      await line(page).waitFor();
      assert.match(await line(page).innerText(), /^1 correction\b/);
      await page.locator('button.speaker', { hasText: 'Donald Trump' }).waitFor();
      await page.keyboard.press('Control+z');
      await page.reload();
    }));

  // Playwright is told of no download by this way of driving Firefox.
  test('corrections are downloaded as JSON lines', { skip: name === 'firefox' && 'no download can be looked at' }, () =>
    withReader({}, async (page) => {
      await openQuote(page, 'orchestrated');
      await page.getByRole('button', { name: 'Wrong?' }).click();
      await page.locator('.correction-menu').getByLabel('Speaker').selectOption('Mohammed al-Haydari');
      await page.getByRole('button', { name: 'Change', exact: true }).click();
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download' }).click()]);
      assert.equal(download.suggestedFilename(), 'sourcelight-corrections.jsonl');
      const lines = readFileSync(await download.path(), 'utf8').trimEnd().split('\n').map((text) => JSON.parse(text));
      assert.equal(lines.length, 1);
      const [{ kind, target, engine, before, after }] = lines;
      assert.deepEqual([kind, target.mark, engine], ['speaker', 'quote', '0.1.0']);
      assert.deepEqual([before.name, after.name], ['Donald Trump', 'Mohammed al-Haydari']);
      assert.equal(TEXT.slice(target.spans[0].start, target.spans[0].end), target.spans[0].exact);
      assert.ok(target.spans[0].prefix && target.spans[0].suffix);
    }));

  for (const [look, options] of /** @type {[string, import('playwright-core').BrowserContextOptions][]} */ ([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['forced', { forcedColors: 'active' }],
    ['narrow', { viewport: { width: 320, height: 640 } }],
  ])) {
    test(`form, line and bar have no barriers: ${look}`, () =>
      withReader(options, async (page) => {
        assert.equal(await page.evaluate(() => matchMedia('(forced-colors: active)').matches), look === 'forced');
        await page.locator('#article').focus();
        await page.keyboard.press('n');
        await page.getByRole('button', { name: 'Wrong?' }).click();
        await page.locator('.correction-menu').getByLabel('Words').selectOption({ index: 1 });
        await page.getByRole('button', { name: 'Change', exact: true }).click();
        await page.getByRole('button', { name: 'Wrong?' }).click();
        await shoot(page, `corrections-${look}`);
        assert.deepEqual(await findBarriers(page), []);
        assert.match(await card(page).innerText(), /The words are now: .*Ctrl\+Z undoes it/);
        const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        assert.ok(!isWide, 'nothing is cut off at the side');
        await page.locator('#article').focus();
        await page.keyboard.press('m');
        await bar(page).waitFor();
        await shoot(page, `corrections-${look}-bar`);
        assert.deepEqual(await findBarriers(page), []);
        const { x = 0, width = 0, y = 0, height = 0 } = (await bar(page).boundingBox()) ?? {};
        const size = page.viewportSize();
        assert.ok(size && x >= 0 && x + width <= size.width && y >= 0 && y + height <= size.height);
        await page.keyboard.press('Escape');
        await page.keyboard.press('Escape');
        if (look === 'narrow') await page.getByRole('button', { name: 'More', exact: true }).click();
        await shoot(page, `corrections-${look}-line`);
        assert.deepEqual(await findBarriers(page), []);
        for (const button of ['Undo', 'Redo', 'Download', 'Remove all']) {
          assert.ok(await line(page).getByRole('button', { name: button }).isVisible(), button);
        }
      }));
  }
});
