// The reader's page in Chromium and Firefox: what comes in, what is painted, how one gets about, what is said when things go wrong.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { shoot, useReader } from './reader-support.mjs';
import { TEXT, sampleArticle } from './sample-article.mjs';
import { BROWSERS, ROOT, findBarriers, serveFolder } from './support.mjs';

/** @typedef {import('playwright-core').Page} Page */

for (const name of BROWSERS) describe(`reader in ${name}`, () => {
  const withReader = useReader(name);

  /** The painted texts by highlight, sorted. @param {Page} page @returns {Promise<Record<string, string[]>>} */
  const paintedTexts = (page) =>
    page.evaluate(() => {
      /** @type {Record<string, string[]>} */
      const texts = {};
      for (const [name, highlight] of CSS.highlights) {
        const list = [...highlight].map((range) => /** @type {Range} */ (range).toString().trim()).sort();
        if (list.length) texts[name] = list;
      }
      return texts;
    });

  /** @param {Page} page @returns {Promise<string[]>} */
  const paintedNames = async (page) => Object.keys(await paintedTexts(page)).sort();

  /** @param {Page} page @param {string} text */
  async function pasteByDialog(page, text) {
    await page.getByRole('button', { name: 'Paste text' }).click();
    await page.locator('#paste-text').fill(text);
    await page.getByRole('button', { name: 'Read it' }).click();
  }

  /** Pastes while nothing is in focus. @param {Page} page @param {string} text */
  const pasteOnPage = (page, text) => page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    const event = new Event('paste', { bubbles: true, cancelable: true });
    // No page can fill the clipboard of an event in Firefox.
    document.body.dispatchEvent(Object.defineProperty(event, 'clipboardData', { value: clipboardData }));
  }, text);

  /**
   * Drops a file on the page.
   * @param {Page} page
   * @param {string} name
   * @param {string} content
   * @param {string} [type]
   */
  async function dropFile(page, name, content, type = '') {
    const transfer = await page.evaluateHandle(([name, content, type]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], name, { type }));
      return transfer;
    }, [name, content, type]);
    await page.dispatchEvent('#article', 'dragover', { dataTransfer: transfer });
    await page.dispatchEvent('#article', 'drop', { dataTransfer: transfer });
  }

  /** @param {Page} page */
  const focusedText = (page) => page.evaluate(() => document.activeElement?.textContent ?? '');

  const NEWS = 'River rises in Norden\n\n“We will rebuild the bridge,” Mayor Jane Doe said on Monday.\n\nThe flood killed 12 people, according to the fire service.\n';

  test('sample opens with exactly the article’s spans painted', () =>
    withReader({}, async (page) => {
      await page.keyboard.press('2');
      await page.keyboard.press('3');
      await page.getByLabel('How much is marked').selectOption('everything');
      await page.waitForFunction(() => CSS.highlights.has('sourcelight-reference-person'));
      const expected = await page.evaluate(async (text) => {
        const load = (/** @type {string} */ path) => import(path);
        const [{ annotate }, { indexArticle }, { listMarks }] = await Promise.all([load('/pkg/sourcelight.js'), load('/lib/article.js'), load('/lib/marks.js')]);
        /** @type {Record<string, string[]>} */
        const texts = {};
        for (const { name, start, end } of listMarks(indexArticle(text, annotate({ text })))) {
          (texts[`sourcelight-${name}`] ??= []).push(...text.slice(start, end).split('\n').map((line) => line.trim()).filter(Boolean));
        }
        for (const list of Object.values(texts)) list.sort();
        return texts;
      }, TEXT);
      assert.ok(Object.keys(expected).length > 8);
      assert.deepEqual(await paintedTexts(page), expected);
    }));

  test('role in which the article presents a speaker stands beside the name', () =>
    withReader({}, async (page) => {
      const row = page.locator('li', { has: page.locator('button.speaker', { hasText: 'Donald Trump' }) });
      await row.getByText('U.S. PRESIDENT', { exact: false }).first().waitFor();
    }));

  test('one speaker has one hue in text and list', () =>
    withReader({}, async (page) => {
      const hue = await page.locator('button.speaker', { hasText: 'Donald Trump' }).locator('.swatch').getAttribute('data-hue');
      const texts = await paintedTexts(page);
      assert.ok(texts[`sourcelight-quote-${hue}`].includes('I want to have peace.'));
      assert.ok(texts[`sourcelight-source-${hue}`].includes('The president'));
    }));

  test('layers go on and off by key and by button', () =>
    withReader({}, async (page) => {
      const names = page.getByRole('button', { name: 'Names' });
      assert.ok(!(await paintedNames(page)).some((name) => name.includes('entity')));
      await page.keyboard.press('3');
      assert.equal(await names.getAttribute('aria-pressed'), 'true');
      assert.ok((await paintedNames(page)).includes('sourcelight-entity-person'));
      await names.click();
      await page.keyboard.press('1');
      assert.deepEqual(await paintedNames(page), []);
      assert.equal(await page.getByRole('button', { name: 'Quotes' }).getAttribute('aria-pressed'), 'false');
    }));

  test('marks follow the question until layers are chosen', () =>
    withReader({}, async (page) => {
      await page.getByRole('tab', { name: 'Claims' }).click();
      assert.deepEqual(await paintedNames(page), ['sourcelight-claim-attributed', 'sourcelight-claim-author']);
      await page.keyboard.press('Escape');
      await page.locator('#article').focus();
      await page.keyboard.press('3');
      await page.getByRole('tab', { name: 'Who speaks' }).click();
      const names = await paintedNames(page);
      assert.ok(names.includes('sourcelight-claim-author') && !names.includes('sourcelight-cue'));
    }));

  test('row leads to the text and Escape back to the row', () =>
    withReader({}, async (page) => {
      const row = page.locator('.row.quote', { hasText: 'orchestrated' });
      await row.focus();
      await page.keyboard.press('Enter');
      const card = page.getByRole('dialog', { name: 'About this mark' });
      await card.waitFor();
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'article');
      const texts = await paintedTexts(page);
      assert.match(texts['sourcelight-current'][0], /^that Iran -- through the militia/);
      const isSeen = await page.evaluate(() => {
        const [range] = /** @type {Set<Range>} */ (/** @type {unknown} */ (CSS.highlights.get('sourcelight-current')));
        const { top, bottom } = range.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight;
      });
      assert.ok(isSeen);
      assert.equal(await row.getAttribute('aria-current'), 'true');
      await page.keyboard.press('Escape');
      assert.ok(await card.isHidden());
      assert.match(await focusedText(page), /orchestrated/);
      assert.ok(!('sourcelight-current' in (await paintedTexts(page))));
    }));

  test('denial leads to the claims that it denies, and they back to it', () =>
    withReader({}, async (page) => {
      await page.getByRole('tab', { name: 'Claims' }).click();
      await page.getByRole('button', { name: 'Perhaps denied by Iran' }).first().click();
      assert.deepEqual((await paintedTexts(page))['sourcelight-current'], ['Both claims']);
      await page.getByRole('dialog').getByRole('button', { name: 'Perhaps denies: orchestrated both the protest' }).click();
      assert.deepEqual((await paintedTexts(page))['sourcelight-current'], ['orchestrated both the protest']);
    }));

  test('claims are filtered by voice and by answer', () =>
    withReader({}, async (page) => {
      await page.getByRole('tab', { name: 'Claims' }).click();
      const rows = page.locator('.claims > li');
      assert.equal(await rows.count(), 11);
      await page.getByLabel('Voice').selectOption('Donald Trump');
      assert.equal(await rows.count(), 3);
      await page.getByLabel('Show').selectOption('answered');
      assert.equal(await rows.count(), 2);
      assert.match(await page.locator('.panel-count').innerText(), /^2 of 11 claims$/);
    }));

  test('further presses of a name lead to its next mentions', () =>
    withReader({}, async (page) => {
      await page.getByRole('tab', { name: 'About' }).click();
      const row = page.locator('.row.name', { hasText: 'Donald Trump' });
      const seen = [];
      for (let press = 0; press < 3; press += 1) {
        await row.click();
        seen.push(...(await paintedTexts(page))['sourcelight-current']);
      }
      assert.deepEqual(seen, ['DONALD TRUMP', 'The president', 'he']);
    }));

  test('keys step through the marks in the order of the text', () =>
    withReader({}, async (page) => {
      await page.locator('#article').focus();
      const seen = [];
      for (const key of ['n', 'ArrowRight', 'n', 'p']) {
        await page.keyboard.press(key);
        seen.push((await paintedTexts(page))['sourcelight-current'].sort().at(-1)?.slice(0, 12));
      }
      assert.deepEqual(seen, ['This will no', 'their messag', 'the killing ', 'their messag']);
      assert.match(await page.locator('#status').innerText(), /^Quote, Popular Mobilization Forces: their message/);
      assert.match(await page.getByRole('dialog').innerText(), /very likely \(91 %\)/);
    }));

  for (const [how, init] of /** @type {[string, (() => void) | undefined][]} */ ([
    ['by the highlights', undefined],
    ['by the caret', () => {
      // @ts-expect-error Not every browser has it, and nor do the types.
      delete HighlightRegistry.prototype.highlightsFromPoint;
    }],
  ])) {
    test(`card opens under a resting pointer, found ${how}, and by a click`, () =>
      withReader({ init }, async (page) => {
        const at = await page.evaluate(() => {
          const ranges = /** @type {Set<Range>} */ (/** @type {unknown} */ (CSS.highlights.get('sourcelight-cue')));
          const [range] = ranges;
          const { left, top, width, height } = range.getBoundingClientRect();
          return { x: left + width / 2, y: top + height / 2 };
        });
        await page.mouse.move(at.x, at.y);
        const tooltip = page.getByRole('tooltip');
        await tooltip.waitFor();
        assert.match(await tooltip.innerText(), /Donald Trump/);
        await page.mouse.move(at.x, at.y - 300);
        await tooltip.waitFor({ state: 'hidden' });
        await page.mouse.click(at.x, at.y);
        await page.getByRole('dialog', { name: 'About this mark' }).waitFor();
        await page.keyboard.press('Escape');
        assert.ok(await page.locator('.sourcelight-card').isHidden());
      }));
  }

  test('tabs and rows are worked by arrow keys', () =>
    withReader({}, async (page) => {
      await page.getByRole('tab', { name: 'Who speaks' }).focus();
      await page.keyboard.press('ArrowRight');
      assert.equal(await page.getByRole('tab', { name: 'Claims' }).getAttribute('aria-selected'), 'true');
      await page.keyboard.press('ArrowLeft');
      await page.locator('button.speaker').first().focus();
      await page.keyboard.press('ArrowDown');
      assert.match(await focusedText(page), /Benghazi/);
      await page.keyboard.press('End');
      assert.match(await focusedText(page), /^Iran/);
    }));

  test('single keys can be switched off', () =>
    withReader({}, async (page) => {
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByLabel(/Keys without Ctrl/).uncheck();
      await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
      await page.locator('#open').focus();
      await page.keyboard.press('3');
      assert.ok(!(await paintedNames(page)).includes('sourcelight-entity-person'));
      await page.reload();
      await page.locator('#article h2').waitFor();
      await page.keyboard.press('3');
      assert.ok(!(await paintedNames(page)).includes('sourcelight-entity-person'));
    }));

  test('pasted article is read', () =>
    withReader({ core: 'real' }, async (page) => {
      await pasteByDialog(page, NEWS);
      await page.locator('#article', { hasText: 'River rises' }).waitFor();
      assert.match(await page.locator('#scope').innerText(), /^Pasted text/);
      assert.match(await page.locator('#article').innerText(), /fire service/);
    }));

  test('first words call the article a sample only while it is one', () =>
    withReader({ core: 'real' }, async (page) => {
      const words = page.locator('#intro').getByText('This is a sample.');
      assert.ok(await words.isVisible());
      await page.getByRole('button', { name: 'Include it' }).click();
      await page.locator('#scope', { hasText: 'nothing left out' }).waitFor();
      assert.ok(await words.isVisible());
      await pasteOnPage(page, NEWS);
      await page.locator('#scope', { hasText: 'Pasted text' }).waitFor();
      assert.ok(await words.isHidden());
      assert.ok(await page.locator('#intro').isVisible());
    }));

  test('text pasted on the page is read', () =>
    withReader({}, async (page) => {
      await pasteOnPage(page, NEWS);
      await page.locator('#article', { hasText: 'River rises' }).waitFor();
    }));

  test('pasting nothing says what to do', () =>
    withReader({}, async (page) => {
      await pasteByDialog(page, '  \n ');
      assert.match(await page.locator('#paste-error').innerText(), /no text to read yet/);
      await page.keyboard.press('Escape');
      assert.match(await page.locator('#article').innerText(), /Iran-backed/);
    }));

  test('text file is opened, HTML file is dropped', () =>
    withReader({ core: 'real' }, async (page) => {
      await page.locator('#file').setInputFiles({ name: 'news.txt', mimeType: 'text/plain', buffer: Buffer.from(NEWS) });
      await page.locator('#article', { hasText: 'River rises' }).waitFor();
      assert.match(await page.locator('#scope').innerText(), /^news\.txt/);
      const body = '<p>The council agreed to build a new bridge over the river on Tuesday, after two years of talks.</p>'.repeat(4);
      const html = `<!doctype html><title>x</title><script>window.wasRun = true</script><nav><a href="/">Home</a></nav><article><h1>Bridge agreed</h1><img src="http://elsewhere.example/x.png">${body}</article>`;
      await dropFile(page, 'saved.html', html, 'text/html');
      await page.locator('#article h2', { hasText: 'Bridge agreed' }).waitFor();
      assert.equal(await page.evaluate(() => 'wasRun' in window), false);
    }));

  for (const [name, content, words] of [
    ['report.pdf', '%PDF-1.7', /a PDF.*copy its text and paste/],
    ['notes.docx', 'PK', /word processor.*plain text/],
    ['photo.jpeg', 'x', /a picture/],
    ['data.txt', 'a\0b', /not a text file/],
  ]) {
    test(`file ${name} is answered with what to do instead`, () =>
      withReader({}, async (page) => {
        await dropFile(page, String(name), String(content));
        await page.getByRole('alert').filter({ hasText: String(name) }).waitFor();
        assert.match(await page.getByRole('alert').first().innerText(), /** @type {RegExp} */ (words));
        assert.match(await page.locator('#article').innerText(), /Iran-backed/, 'the article stays');
      }));
  }

  test('file in another encoding is answered with what to do instead', () =>
    withReader({}, async (page) => {
      await page.locator('#file').setInputFiles({ name: 'old.txt', mimeType: 'text/plain', buffer: Buffer.from('Caf\xe9 news', 'latin1') });
      await page.getByRole('alert').filter({ hasText: 'not in the UTF-8 encoding' }).waitFor();
    }));

  test('text in another language is read with a notice', () =>
    withReader({}, async (page) => {
      await pasteByDialog(page, 'Der Minister sagte und der Rat schwieg.');
      await page.locator('#notice', { hasText: 'looks German' }).waitFor();
    }));

  test('each paragraph runs the way of its first letters', () =>
    withReader({ core: 'real' }, async (page) => {
      await pasteByDialog(page, 'One paragraph\n\nEnglish stands at the left.\n\nעברית עומדת בצד ימין, and this follows.\n');
      await page.getByText('עברית').first().waitFor();
      const gaps = await page.evaluate(() => [...document.querySelectorAll('#article p')].map((block) => {
        const words = document.createRange();
        words.selectNodeContents(block);
        const [inner, outer] = [words.getBoundingClientRect(), block.getBoundingClientRect()];
        return [inner.left - outer.left, outer.right - inner.right].map((gap) => gap < 1);
      }));
      assert.deepEqual(gaps, [[true, false], [false, true]]);
    }));

  test('engine that crashes is started afresh, and says so', () =>
    withReader({ errors: name === 'firefox' ? /^Error$/ : /unreachable/ }, async (page) => {
      await pasteByDialog(page, 'PANIC');
      await page.getByRole('alert').filter({ hasText: 'a fresh one was started' }).waitFor();
      assert.match(await page.locator('#article').innerText(), /Iran-backed/, 'the article stays');
      await pasteByDialog(page, NEWS);
      await page.locator('#article', { hasText: 'River rises' }).waitFor();
      assert.ok(await page.locator('#alert').isHidden());
    }));

  test('reading that hangs can be cancelled', () =>
    withReader({}, async (page) => {
      await pasteByDialog(page, 'HANG');
      await page.getByRole('button', { name: 'Cancel' }).click();
      await pasteByDialog(page, NEWS);
      await page.locator('#article', { hasText: 'River rises' }).waitFor();
    }));

  for (const [what, core, words] of [
    ['of another version is refused', 'export default async () => {}; export const annotate = () => ({ version: 99 });', 'version 99'],
    ['that cannot be loaded is told', 'syntax error', 'could not be loaded'],
  ]) {
    test(`core ${what}`, () =>
      withReader({ errors: /Error/ }, async (page) => {
        const server = await serveFolder(join(ROOT, 'www'), { replace: { '/pkg/sourcelight.js': core } });
        await page.goto(`${server.url}/reader/`);
        await page.getByRole('alert').filter({ hasText: words }).waitFor();
        await server.close();
      }));
  }

  test('any text can be pasted', () =>
    withReader({ core: 'real' }, async (page) => {
      const odd = ['a\ud800b', '\udc00', '🌳“🌳” said 👩‍👩‍👧', 'ا\u202eب said', '"'.repeat(2000), '\r\n\r\n“x\r\n', 'e\u0301\u0300'.repeat(50), '<b>&amp;</b>'];
      for (const text of odd) {
        await pasteOnPage(page, text);
        await page.waitForFunction((text) => {
          const squeeze = (/** @type {string | null | undefined} */ words) => (words ?? '').replace(/\s+/g, '');
          return squeeze(document.querySelector('#article')?.textContent) === squeeze(text) || document.querySelector('#alert:not([hidden])');
        }, text);
        assert.ok(await page.locator('#alert').isHidden(), JSON.stringify(text));
      }
    }));

  test('five megabytes are read without freezing the page', () =>
    withReader({ core: 'real' }, async (page) => {
      const text = `${NEWS.repeat(Math.ceil(5e6 / NEWS.length))}\nThe end of it.`;
      await page.evaluate(() => {
        const tasks = /** @type {number[]} */ ([]);
        new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: 'longtask' });
        Object.assign(window, { tasks });
      });
      await pasteOnPage(page, text);
      await page.waitForFunction(() => document.querySelector('#article')?.lastElementChild?.textContent?.endsWith('The end of it.'), null, { timeout: 60_000, polling: 500 });
      const tasks = await page.evaluate(() => /** @type {any} */ (window).tasks);
      const ranges = await page.evaluate(() => [...CSS.highlights].reduce((sum, [, highlight]) => sum + highlight.size, 0));
      assert.ok(ranges < 5000, `${ranges} ranges`);
      assert.ok(Math.max(0, ...tasks) < 4000, `longest tasks: ${tasks.sort((/** @type {number} */ a, /** @type {number} */ b) => b - a).slice(0, 5)}`);
    }));

  test('beginning of a long text stays as it stands when the rest comes', () =>
    withReader({ core: 'real' }, async (page) => {
      await page.evaluate(() => {
        const article = /** @type {HTMLElement} */ (document.querySelector('#article'));
        new MutationObserver((changes) => {
          const removed = changes.flatMap(({ removedNodes }) => [...removedNodes]).map((node) => node.textContent ?? '');
          Object.assign(window, { removed: [.../** @type {any} */ (window).removed, ...removed] });
        }).observe(article, { childList: true, subtree: true });
        Object.assign(window, { removed: [] });
      });
      // No paragraph twice: a repetition is not the article.
      const days = Array.from({ length: 2000 }, (_, day) => `“We will rebuild bridge ${day},” Mayor Jane Doe said.\nThe flood killed ${day} people on day ${day}.`);
      const text = ['River rises in Norden', ...days, 'The end of it.'].join('\n');
      await pasteOnPage(page, text);
      await page.waitForFunction(() => document.querySelector('#article')?.lastElementChild?.textContent?.endsWith('The end of it.'));
      const removed = await page.evaluate(() => /** @type {string[]} */ (/** @type {any} */ (window).removed));
      assert.ok(removed.length, 'the article before is gone');
      assert.ok(removed.every((words) => !words.includes('River rises in Norden')), 'the beginning was taken away');
      assert.equal((await page.locator('#article').textContent())?.replace(/\s/g, ''), text.replace(/\s/g, ''));
      const pieces = page.locator('.voice-bar span');
      await page.waitForFunction(() => parseFloat(/** @type {HTMLElement} */ (document.querySelector('.voice-bar span:last-child')).style.left) > 95);
      assert.ok((await pieces.count()) <= 100, 'the bar of voices shows all of it in no more pieces than it has room for');
    }));

  test('column grows by what comes only where its beginning is the same', () =>
    withReader({}, async (page) => {
      const outcomes = await page.evaluate(async () => {
        const { fillColumn } = await import(`${location.origin}/reader/column.js`);
        const { signal } = new AbortController();
        const paragraph = (/** @type {number} */ start, /** @type {number} */ end, kind = 'paragraph') => ({ start, end, kind });
        const outcome = async (/** @type {string} */ whole, /** @type {object[]} */ blocks, last = 'paragraph') => {
          const root = document.createElement('div');
          document.body.append(root);
          const column = fillColumn(root, 'One.\nTwo.', [paragraph(0, 4), paragraph(5, 9, last)], signal);
          const [first] = column.rangesOf(0, 4);
          const grown = column.grow(whole, blocks, signal);
          await grown;
          const added = column.rangesOf(10, 16)?.map(String) ?? null;
          const words = [...root.querySelectorAll('p')].map((p) => p.textContent);
          const result = { grown: grown !== null, added, first: String(first), words };
          root.remove();
          return result;
        };
        const three = [paragraph(0, 4), paragraph(5, 9), paragraph(10, 16)];
        return {
          same: await outcome('One.\nTwo.\nThree.', three),
          otherText: await outcome('One!\nTwo.\nThree.', three),
          otherKind: await outcome('One.\nTwo.\nThree.', [paragraph(0, 4, 'headline'), ...three.slice(1)]),
          otherBlocks: await outcome('One.\nTwo.\nThree.', [paragraph(0, 9), paragraph(10, 16)]),
          fold: await outcome('One.\nTwo.\nThree.', [paragraph(0, 4), paragraph(5, 9, 'navigation'), paragraph(10, 16, 'navigation')], 'navigation'),
        };
      });
      assert.deepEqual(outcomes.same, { grown: true, added: ['Three.'], first: 'One.', words: ['One.', 'Two.', 'Three.'] });
      for (const other of [outcomes.otherText, outcomes.otherKind, outcomes.otherBlocks, outcomes.fold]) {
        assert.deepEqual(other, { grown: false, added: null, first: 'One.', words: ['One.', 'Two.'] });
      }
    }));

  test('nothing of an article is kept', () =>
    withReader({}, async (page) => {
      await page.getByRole('button', { name: /^Colours/ }).click();
      const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie]));
      assert.equal(kept, '[{"sourcelight-settings":"{\\"theme\\":\\"light\\"}"},{},""]');
      assert.deepEqual(await page.evaluate(async () => [await caches.keys(), (await indexedDB.databases()).length]), [[], 0]);
    }));

  test('what was left out is told and can be included', () =>
    withReader({ core: 'real' }, async (page) => {
      const scope = page.locator('#scope');
      await scope.filter({ hasText: /left out: 1 link, 1 other line$/ }).waitFor();
      await page.getByRole('button', { name: 'Include it' }).click();
      await scope.filter({ hasText: 'nothing left out' }).waitFor();
      assert.equal(await page.locator('#article .furniture').count(), 0);
      await page.getByRole('button', { name: 'Only the article' }).click();
      await scope.filter({ hasText: 'left out: 1 link' }).waitFor();
    }));

  test('how a claim is put stands beside the article’s own voice', () =>
    withReader({ core: 'real' }, async (page) => {
      await page.goto(page.url().replace('embassy-siege', 'opinion'));
      await page.getByRole('tab', { name: 'Claims' }).click();
      const who = page.locator('.claim .who', { has: page.locator('.own + .stance') }).first();
      const tops = await who.locator('span').evaluateAll((spans) => spans.map((span) => span.getBoundingClientRect().top));
      assert.equal(tops[1], tops[0]);
    }));

  test('marks are elements on paper', () =>
    withReader({}, async (page) => {
      const painted = await paintedTexts(page);
      await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
      for (const [name, texts] of Object.entries(painted)) {
        assert.deepEqual((await page.locator(`#print .${name}`).allTextContents()).map((words) => words.trim()).sort(), texts, name);
      }
      await page.evaluate(() => dispatchEvent(new Event('afterprint')));
      assert.equal(await page.locator('#print').count(), 0);
    }));

  test('charts say the same in tables', () =>
    withReader({}, async (page) => {
      const chart = page.locator('.chart', { hasText: 'Quoted words by kind of source' });
      await chart.getByText('As a table').click();
      const words = await chart.locator('tbody td:nth-child(2)').allTextContents();
      const sum = words.reduce((sum, count) => sum + Number(count.replace(/\D/g, '')), 0);
      const listed = await page.locator('.speakers > li > .facts').allTextContents();
      assert.equal(sum, listed.reduce((all, facts) => all + Number(/([\d,]+) words?/.exec(facts)?.[1].replace(/,/g, '')), 0));
      await page.getByRole('tab', { name: 'Claims' }).click();
      const answers = page.locator('.chart', { hasText: 'what may answer them' });
      await answers.getByText('As a table').click();
      await answers.locator('tbody .row').first().click();
      await page.locator('.sourcelight-card.pinned').getByText('Claim').first().waitFor();
    }));

  test('lists say everything where the styles are gone', () =>
    withReader({}, async (page) => {
      await page.evaluate(() => {
        for (const sheet of document.querySelectorAll('link[rel="stylesheet"], style')) sheet.remove();
        document.adoptedStyleSheets = [];
      });
      const { quotes, claims, entities } = sampleArticle();
      const panel = page.locator('#panel');
      /** What is to be read of some elements, with line ends as spaces. @param {string} at */
      const readAll = async (at) => {
        const texts = await panel.locator(at).filter({ visible: true }).allInnerTexts();
        return texts.map((words) => words.replace(/\s+/g, ' ').trim());
      };
      /** @param {[number, number][]} spans */
      const wordsOf = (spans) => spans.map(([start, end]) => TEXT.slice(start, end).replace(/\s+/g, ' ')).join(' … ');
      /** The rows under each heading of the open list. @param {string} row */
      const readUnder = async (row) => {
        const both = panel.locator(`h3, ${row}`).filter({ visible: true });
        const isHeading = await both.evaluateAll((elements) => elements.map(({ tagName }) => tagName === 'H3'));
        /** @type {Record<string, string[]>} */
        const lists = {};
        let under = '';
        (await readAll(`h3, ${row}`)).forEach((words, i) => {
          if (isHeading[i]) lists[(under = words)] = [];
          else lists[under].push(words);
        });
        return lists;
      };

      const closed = panel.locator('button.speaker[aria-expanded=false]');
      while (await closed.count()) await closed.first().click();
      assert.deepEqual(await readAll('h2'), ['Who speaks here?']);
      const said = await readUnder('.row');
      for (const [name, list] of Object.entries(said)) {
        const [, speaker] = /^(.+) \d+ % of the quoted words$/.exec(name) ?? [];
        const own = quotes.filter(({ entity, source }) => speaker === (entity === null ? wordsOf(source) : entities[entity].name));
        assert.deepEqual(list, own.map(({ content, form }) => (form === 'direct' ? `“${wordsOf(content)}”` : wordsOf(content))), name);
      }
      assert.equal(Object.values(said).flat().length, quotes.length);

      await page.getByRole('tab', { name: 'Claims' }).click();
      assert.deepEqual(await readAll('h2'), ['What is claimed?']);
      const claimed = await readAll('.claims > li');
      assert.equal(claimed.length, claims.length);
      claims.forEach(({ claimant, span, stance, framing }, i) => {
        const voice = claimant.entity === null ? 'The article itself' : entities[claimant.entity].name;
        const put = { alleges: 'alleged', denies: 'denied', predicts: 'predicted' }[stance];
        const how = [put, framing === 'distancing' && 'the verb keeps a distance'].filter(Boolean).join(', ');
        const begins = `${voice}${how && ` · ${how}`} ${wordsOf(span)} `;
        assert.ok(claimed[i].startsWith(begins), `${claimed[i]} | ${begins}`);
      });
      await panel.getByLabel('Voice').selectOption('Iran');
      assert.deepEqual(await readAll('.panel-count'), ['1 of 11 claims']);

      await page.getByRole('tab', { name: 'About' }).click();
      await panel.locator('summary:visible').click();
      assert.deepEqual(await readUnder('.row'), {
        'People 2': ['Donald Trump 5 ×', 'Mohammed al-Haydari 2 ×'],
        'Organisations 2': ['Popular Mobilization Forces 4 ×', 'Kataib Hezbollah 2 ×'],
        'Places 3': ['Iran 5 ×', 'Washington 2 ×', 'Baghdad 1 ×'],
        'Groups of people 1': ['Americans 1 ×'],
        'Dates 1': ['2012 1 ×'],
      });

      const buttons = page.locator('button:visible');
      const names = await buttons.evaluateAll((all) => all.map(({ ariaLabel, textContent }) => ariaLabel ?? textContent ?? ''));
      assert.deepEqual(names.filter((name) => !/[a-z]{3}|\d/i.test(name)), [], 'no button is an icon alone');
      assert.equal((await page.locator('.layers').innerText()).replace(/\s+/g, ' '), 'Quotes Claims Names');
      assert.deepEqual(await findBarriers(page), []);
    }));

  // The second is what a window of 1280 by 1024 pixels shows at four times its size.
  for (const height of [640, 256]) test(`page of 320 by ${height} pixels has no sideways scroll`, () =>
    withReader({ viewport: { width: 320, height } }, async (page) => {
      const tooWide = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(await tooWide(), 0);
      await page.getByRole('tab', { name: 'Claims' }).click();
      await page.locator('.claims .row').first().waitFor();
      assert.equal(await tooWide(), 0);
      await page.locator('.claims .row').nth(3).click();
      assert.equal(await tooWide(), 0);
      await page.keyboard.press('Escape');
      assert.ok(await page.locator('.claims .row').nth(3).isVisible());
    }));

  for (const [look, options] of /** @type {[string, import('playwright-core').BrowserContextOptions][]} */ ([
    ['light', { colorScheme: 'light' }], ['dark', { colorScheme: 'dark' }], ['forced', { forcedColors: 'active' }],
  ])) {
    test(`axe finds no barrier, ${look}`, () =>
      withReader({ core: 'real', ...options }, async (page) => {
        assert.deepEqual(await findBarriers(page), []);
        for (const name of ['Claims', 'About', 'Who speaks']) {
          await page.getByRole('tab', { name }).click();
          assert.deepEqual(await findBarriers(page), [], name);
        }
        await page.locator('.row.quote').first().click();
        assert.deepEqual(await findBarriers(page), [], 'card');
        await page.keyboard.press('Escape');
        await dropFile(page, 'x.pdf', '');
        assert.deepEqual(await findBarriers(page), [], 'message');
        for (const name of ['Paste text', 'Samples', 'Export', 'Help and keys']) {
          await page.getByRole('button', { name, exact: true }).click();
          if (name === 'Export') await page.locator('.preview').filter({ hasText: /./ }).waitFor();
          assert.deepEqual(await findBarriers(page), [], name);
          await page.keyboard.press('Escape');
        }
      }));
  }

  test('screenshots are written', { skip: name === 'firefox' && 'they are of Chromium' }, async () => {
    const all = async (/** @type {Page} */ page) => {
      await page.locator('#intro-close').click();
      await page.keyboard.press('2');
      await page.keyboard.press('3');
    };
    const settle = (/** @type {Page} */ page) => page.waitForFunction(() => !CSS.highlights.get('sourcelight-pulse')?.size);
    /** @type {[string, import('playwright-core').BrowserContextOptions, (page: Page) => Promise<void>][]} */
    const shots = [
      ['light', {}, async () => {}],
      ['light-all', {}, all],
      ['light-about', {}, async (page) => page.getByRole('tab', { name: 'About' }).click()],
      ['light-card', {}, async (page) => page.locator('.row.quote').nth(2).click()],
      ['dark', { colorScheme: 'dark' }, all],
      ['dark-card', { colorScheme: 'dark' }, async (page) => {
        await page.getByRole('tab', { name: 'Claims' }).click();
        await page.locator('.claims .answer').first().click();
      }],
      ['narrow', { viewport: { width: 360, height: 740 } }, async () => {}],
      ['narrow-card', { viewport: { width: 360, height: 740 } }, async (page) => {
        await page.getByRole('tab', { name: 'Claims' }).click();
        await page.locator('.claims .row').nth(7).click();
      }],
      ['narrow-sheet', { viewport: { width: 360, height: 740 } }, async (page) => page.getByRole('tab', { name: 'About' }).click()],
      ['forced', { forcedColors: 'active' }, all],
      ['help', {}, async (page) => page.getByRole('button', { name: 'Help and keys' }).click()],
    ];
    for (const [name, options, act] of shots) {
      await withReader({ core: 'real', ...options }, async (page) => {
        await act(page);
        await settle(page);
        await shoot(page, `reader-${name}`);
      });
    }
    // The picture of the README; its figures of time differ from run to run, so it is written when asked for.
    if (process.env.UPDATE_SCREENSHOT) {
      await withReader({ core: 'real' }, async (page) => {
        await page.locator('#intro-close').click();
        await page.getByRole('button', { name: 'Claims' }).click();
        const at = await page.evaluate(() => {
          const cues = /** @type {Set<Range>} */ (/** @type {unknown} */ (CSS.highlights.get('sourcelight-cue')));
          const cue = [...cues].find((range) => range.startContainer.textContent?.includes('he says'));
          if (!cue) throw new Error('the sample has no quote with the cue “says” after “he”');
          window.scrollBy(0, cue.getBoundingClientRect().top - 400);
          const { left, top, width } = cue.getBoundingClientRect();
          return { x: left + width / 2, y: top + 10 };
        });
        await page.mouse.move(at.x, at.y);
        await page.getByRole('tooltip').waitFor();
        await page.screenshot({ path: join(ROOT, 'docs/screenshot.png') });
      });
    }
  });
});
