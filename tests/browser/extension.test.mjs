// The extension in Chromium and in Firefox, on saved news pages: marks and unmarks, says what it cannot do, changes and sends nothing.

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import {
  articleOf, assertEventually, expectedMarks, launchExtension, paintedMarks, readHighlights, servePages,
} from './extension-support.mjs';
import { BROWSERS, ROOT, SCREENSHOTS, findBarriers } from './support.mjs';

/** @typedef {import('playwright-core').Page} Page */

for (const browser of BROWSERS) describe(`extension in ${browser}`, () => {
  /** @type {Awaited<ReturnType<typeof servePages>>} */
  let server;
  /** @type {Awaited<ReturnType<typeof launchExtension>>} */
  let extension;
  before(async () => {
    server = await servePages();
    extension = await launchExtension({ browser });
  });
  beforeEach(() => extension.setLayers(null));
  after(async () => {
    await extension.close();
    await server.close();
  });

  /** @param {string} name */
  const openPage = async (name) => {
    const page = await extension.context.newPage();
    await page.goto(`${server.url}/${name}`);
    return page;
  };
  /** @param {string} name */
  const screenshot = (name) => path.join(SCREENSHOTS, `${browser}-${name}.png`);
  /** Opens a page, has it marked, and opens its panel. @param {string} name */
  const openMarked = async (name) => {
    const page = await openPage(name);
    await extension.click();
    const { tabId } = await extension.waitForBadge('on');
    return { page, tabId, panel: await extension.openPanel(tabId) };
  };
  /** Unfolds the quotes of all speakers. @param {Page} panel */
  const unfoldSpeakers = async (panel) => {
    await panel.locator('.row.quote').first().waitFor();
    const closed = panel.locator('button.speaker[aria-expanded=false]');
    while (await closed.count()) await closed.first().click();
  };
  /** Adds a quote to the article on the page, as a live blog does. @param {Page} page */
  const addQuote = (page) => page.evaluate(() => {
    const last = [...document.querySelectorAll('article p, main p')].find((block) => block.textContent?.includes('The talks are over'));
    const added = document.createElement('p');
    added.textContent = '“The cranes move again,” Ms Okonkwo said late on Friday, when the first of the ships had been unloaded.';
    last?.after(added);
  });
  /** @param {Page} page */
  const outerHtml = (page) => page.evaluate(() => document.documentElement.outerHTML);
  /** @param {Page} page */
  const changes = (page) => page.evaluate('window.changes');

  test('a_page_under_a_strict_policy_is_marked_and_unmarked_without_a_change', async () => {
    const page = await openPage('harbour-strike.html');
    const html = await outerHtml(page);
    const changed = await changes(page);
    await extension.click();
    await extension.waitForBadge('on');
    const marks = await readHighlights(page);
    const names = Object.keys(marks).filter((name) => marks[name].length);
    assert.ok(names.some((name) => name.startsWith('sourcelight-quote-')), names.join());
    assert.ok(names.every((name) => name.startsWith('sourcelight-')), names.join());
    assert.equal(await outerHtml(page), html);

    await extension.click();
    await extension.waitForBadge('');
    assert.deepEqual(await readHighlights(page), {});
    assert.equal(await outerHtml(page), html);
    assert.equal(await changes(page), changed);
    await page.close();
  });

  test('a_dark_page_gets_marks_for_dark_ground', async () => {
    for (const [background, ink, line] of [['#fff', '#222', 'rgb(0, 114, 178)'], ['#161616', '#ddd', 'rgb(92, 184, 238)']]) {
      const page = await openPage('harbour-strike.html');
      await page.evaluate(([background, ink]) => Object.assign(document.body.style, { background, color: ink }), [background, ink]);
      await extension.click();
      await extension.waitForBadge('on');
      const lineOf = () => page.evaluate(() => getComputedStyle(document.body, '::highlight(sourcelight-quote-0)').textDecorationColor);
      assert.equal(await lineOf(), line);
      await page.screenshot({ path: screenshot(`extension-page-on-${background.slice(1)}`), fullPage: true });
      await extension.click();
      await extension.waitForBadge('');
      assert.notEqual(await lineOf(), line);
      await page.close();
    }
  });

  test('a_site_s_own_highlights_stay', async () => {
    const page = await openPage('harbour-strike.html');
    await page.evaluate(() => CSS.highlights.set('search-results', new Highlight()));
    await extension.click();
    await extension.waitForBadge('on');
    await extension.click();
    await extension.waitForBadge('');
    assert.deepEqual(Object.keys(await readHighlights(page)), ['search-results']);
    await page.close();
  });

  /** @param {string} name */
  const checkMarks = async (name) => {
    const page = await openPage(name);
    await extension.click();
    const { tabId } = await extension.waitForBadge('on');
    const panel = await extension.openPanel(tabId);
    for (const layer of ['claims', 'names']) await panel.locator(`[data-layer=${layer}]`).click();
    await panel.getByLabel('How much').selectOption('everything');
    const expected = expectedMarks(await articleOf(panel, tabId));
    await assertEventually(async () => (await paintedMarks(page)).length === expected.length);
    assert.deepEqual(await paintedMarks(page), expected);
    await panel.close();
    await page.close();
  };
  test('every_mark_covers_the_words_that_were_annotated', () => checkMarks('harbour-strike.html'));
  test('every_mark_of_the_sample_covers_the_words_that_were_annotated', () => checkMarks('embassy-siege.html'));

  test('a_page_without_an_article_gets_an_answer', async () => {
    const page = await openPage('sign-in.html');
    await extension.click();
    const { tabId, title } = await extension.waitForBadge('!');
    assert.match(title, /^No article found on this page/);
    const panel = await extension.openPanel(tabId);
    await panel.getByText('No article found on this page').waitFor();
    await panel.screenshot({ path: screenshot('extension-panel-no-article') });
    await panel.close();
    await page.close();
  });

  test('a_german_page_gets_an_answer_and_no_marks', async () => {
    const page = await openPage('hafenstreik.html');
    await extension.click();
    const { tabId, title } = await extension.waitForBadge('!');
    assert.equal(title, 'This looks German: Sourcelight reads English.');
    assert.deepEqual(await readHighlights(page), {});
    const panel = await extension.openPanel(tabId);
    await panel.getByText('This looks German').waitFor();
    await panel.close();
    await page.close();
  });

  test('a_page_that_is_closed_to_extensions_gets_an_answer', async () => {
    const page = await extension.openClosedPage();
    await extension.click();
    const { title } = await extension.waitForBadge('!');
    assert.match(title, /^The browser lets no extension read this page/);
    await page.close();
  });

  test('a_click_after_the_background_was_stopped_takes_the_marks_off', async () => {
    const page = await openPage('harbour-strike.html');
    await extension.click();
    await extension.waitForBadge('on');
    await extension.stopBackground();
    await page.bringToFront();
    assert.equal((await extension.status()).badge, 'on');
    await extension.click();
    await extension.waitForBadge('');
    assert.deepEqual(await readHighlights(page), {});
    await extension.click();
    await extension.waitForBadge('on');
    await page.close();
  });

  test('a_row_leads_to_the_words_and_escape_leads_back', async () => {
    const { page, panel } = await openMarked('harbour-strike.html');
    const row = panel.locator('.row.quote', { hasText: 'pure invention' }).first();
    await unfoldSpeakers(panel);
    await row.click();
    await assertEventually(async () => (await readHighlights(page))['sourcelight-current']?.length === 1);
    const [words] = (await readHighlights(page))['sourcelight-current'];
    assert.ok((await row.textContent())?.includes(words), words);
    assert.ok(await page.evaluate(() => {
      const [range] = /** @type {Highlight} */ (CSS.highlights.get('sourcelight-current'));
      const { top, bottom } = /** @type {Range} */ (range).getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    }));
    await panel.screenshot({ path: screenshot('extension-panel-card') });
    if (process.env.UPDATE_SCREENSHOT && browser === 'chromium') await writePicture(page, panel);
    await panel.keyboard.press('Escape');
    await assertEventually(async () => (await readHighlights(page))['sourcelight-current']?.length === 0);
    assert.equal(await page.evaluate(() => scrollY), 0);
    assert.ok(await row.evaluate((element) => element === document.activeElement));
    await panel.close();
    await page.close();
  });

  test('a_mark_under_the_pointer_is_explained_in_the_panel', async () => {
    const { page, panel } = await openMarked('harbour-strike.html');
    await panel.locator('.row.quote').first().waitFor();
    await page.bringToFront();
    const box = await page.evaluate(() => {
      const name = [...CSS.highlights.keys()].find((key) => key.startsWith('sourcelight-quote'));
      const [range] = /** @type {Highlight} */ (CSS.highlights.get(name ?? ''));
      const { left, top, height } = /** @type {Range} */ (range).getClientRects()[0];
      return { x: left + 20, y: top + height / 2 };
    });
    await page.mouse.move(box.x, box.y);
    await panel.locator('.sourcelight-card').getByText('Quote', { exact: true }).waitFor();
    await page.mouse.click(box.x, box.y);
    await panel.locator('.sourcelight-card.pinned').waitFor();
    await panel.close();
    await page.close();
  });

  test('selected_words_are_given_their_speaker', async () => {
    const page = await openPage('harbour-strike.html');
    /** Selects `words` where they stand first. @param {string} words */
    const select = (words) => page.evaluate((words) => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = /** @type {Text} */ (node).data.indexOf(words);
        if (at >= 0) return getSelection()?.setBaseAndExtent(node, at, node, at + words.length);
      }
      throw new Error(`not on the page: ${words}`);
    }, words);
    await select('That figure is pure');
    await extension.askWho(page);
    const { tabId } = await extension.waitForBadge('on');
    const panel = await extension.openPanel(tabId);
    await panel.locator('.sourcelight-card.pinned').getByText('Okonkwo').first().waitFor();

    await page.bringToFront();
    await select('Dock'.slice(1));
    await extension.askWho(page);
    await panel.locator('.sourcelight-card.pinned').getByText('The article itself').first().waitFor();

    await page.bringToFront();
    await select('All rights reserved');
    await extension.askWho(page);
    await panel.getByRole('status').getByText('not part of the article').waitFor();
    await panel.close();
    await page.close();
  });

  test('a_site_can_always_be_marked_and_no_longer', async () => {
    const { page, panel } = await openMarked('harbour-strike.html');
    // The manifest of this copy grants the site, so the browser does not ask.
    const always = panel.getByRole('checkbox', { name: 'Always mark articles on 127.0.0.1' });
    await always.check();
    await assertEventually(() => panel.evaluate(async () => Object.keys(await chrome.storage.local.get()).length === 1));
    await page.bringToFront();
    await page.reload();
    await extension.waitForBadge('on');
    assert.ok(Object.keys(await readHighlights(page)).length);

    await always.waitFor();
    await always.uncheck();
    await assertEventually(() => panel.evaluate(async () => Object.keys(await chrome.storage.local.get()).length === 0));
    await page.bringToFront();
    await page.reload();
    await extension.waitForBadge('');
    assert.deepEqual(await readHighlights(page), {});
    await panel.close();
    await page.close();
  });

  test('what_is_added_to_an_article_is_marked', async () => {
    const page = await openPage('harbour-strike.html');
    await extension.click();
    await extension.waitForBadge('on');
    const quoted = async () => Object.values(await readHighlights(page)).flat().join(' ');
    assert.ok(!(await quoted()).includes('The cranes move again'));
    await addQuote(page);
    await assertEventually(async () => (await quoted()).includes('The cranes move again'));
    await extension.click();
    await extension.waitForBadge('');
    assert.deepEqual(await readHighlights(page), {});
    await page.close();
  });

  test('an_article_that_grows_keeps_the_place_in_its_lists', async () => {
    const { page, panel } = await openMarked('harbour-strike.html');
    const row = panel.locator('.row.quote', { hasText: 'pure invention' }).first();
    await unfoldSpeakers(panel);
    await row.focus();
    await addQuote(page);
    await panel.locator('.row.quote', { hasText: 'The cranes move again' }).first().waitFor();
    assert.equal(await panel.locator('button.speaker[aria-expanded=false]').count(), 0);
    assert.ok(await row.evaluate((element) => element === document.activeElement));
    await panel.close();
    await page.close();
  });

  test('a_mark_is_copied_with_its_speaker_and_a_link', async () => {
    const { page, panel } = await openMarked('harbour-strike.html');
    await panel.evaluate(() => {
      Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (/** @type {string} */ words) => Object.assign(globalThis, { copied: words }) } });
    });
    await unfoldSpeakers(panel);
    await panel.locator('.row.quote', { hasText: 'pure invention' }).first().click();
    await panel.getByRole('button', { name: 'Copy' }).click();
    await panel.getByRole('button', { name: 'Copied' }).waitFor();
    const [words, who, link] = String(await panel.evaluate(() => /** @type {any} */ (globalThis).copied)).split('\n');
    assert.equal(words, '“That figure is pure invention”');
    assert.match(who, /^— Maria Okonkwo, president of/);
    assert.ok(link.startsWith(`${server.url}/harbour-strike.html#:~:text=That%20figure`), link);
    const opened = await extension.context.newPage();
    await opened.setViewportSize({ width: 800, height: 300 });
    await opened.goto(link);
    await assertEventually(() => opened.evaluate(() => {
      const words = [...document.querySelectorAll('p')].find((block) => block.textContent?.includes('That figure is pure invention'));
      const { top, bottom } = /** @type {Element} */ (words).getBoundingClientRect();
      return scrollY > 0 && bottom > 0 && top < innerHeight;
    }));
    await opened.close();
    await panel.close();
    await page.close();
  });

  test('an_article_in_a_frame_is_marked_there', async () => {
    const page = await openPage('framed.html');
    await extension.click();
    const { tabId } = await extension.waitForBadge('on');
    const frame = page.frames().find((frame) => frame.url().endsWith('harbour-strike.html'));
    assert.ok(frame);
    const quotedIn = async () => Object.values(await readHighlights(frame)).flat().join(' ');
    assert.match(await quotedIn(), /That figure is pure invention/);
    assert.deepEqual(await readHighlights(page), {});
    const panel = await extension.openPanel(tabId);
    await unfoldSpeakers(panel);
    await panel.locator('.row.quote', { hasText: 'pure invention' }).first().click();
    await assertEventually(async () => (await readHighlights(frame))['sourcelight-current']?.length === 1);
    await panel.close();
    await page.bringToFront();
    await extension.click();
    await extension.waitForBadge('');
    assert.deepEqual(await readHighlights(frame), {});
    await page.close();
  });

  test('an_article_in_a_shadow_tree_is_marked', async () => {
    const page = await openPage('shadow.html');
    await extension.click();
    await extension.waitForBadge('on');
    const words = Object.values(await readHighlights(page)).flat().join(' ');
    assert.match(words, /Nobody will forget these eleven days/);
    assert.match(words, /that 1,204 of 1,377 members had voted/);
    await page.screenshot({ path: path.join(SCREENSHOTS, 'extension-page-shadow.png') });
    await page.close();
  });

  test('less_and_more_is_marked_at_choice', async () => {
    const { page, panel } = await openMarked('harbour-strike.html');
    for (const layer of ['claims', 'names']) await panel.locator(`[data-layer=${layer}]`).click();
    /** @type {number[]} */
    const sizes = [];
    for (const density of ['quiet', 'normal', 'everything']) {
      await panel.getByLabel('How much').selectOption(density);
      await assertEventually(async () => (await paintedMarks(page)).length !== sizes.at(-1));
      await new Promise((resolve) => setTimeout(resolve, 100));
      sizes.push((await paintedMarks(page)).length);
    }
    assert.ok(sizes[0] > 0 && sizes[0] < sizes[1] && sizes[1] < sizes[2], sizes.join());
    // The choice holds for the next page.
    const next = await openPage('embassy-siege.html');
    await extension.click();
    await extension.waitForBadge('on');
    assert.ok(Object.keys(await readHighlights(next)).some((name) => name.startsWith('sourcelight-claim')));
    await panel.close();
    await next.close();
    await page.close();
  });

  test('what_was_left_out_is_told_and_can_be_included', async () => {
    const { page, tabId, panel } = await openMarked('harbour-strike.html');
    const scope = panel.locator('#scope');
    await scope.getByText(/^Reading \d+ paragraphs\. Left out: .*lines? around the article\./).waitFor();
    const { text } = await articleOf(panel, tabId);
    assert.ok(!text.includes('All rights reserved'));
    await panel.getByRole('button', { name: 'Include it' }).click();
    await scope.getByText('Reading everything on this page.').waitFor();
    assert.ok((await articleOf(panel, tabId)).text.includes('All rights reserved'));
    await panel.getByRole('button', { name: 'Only the article' }).click();
    await scope.getByText(/^Reading \d+ paragraphs/).waitFor();
    assert.equal((await articleOf(panel, tabId)).text, text);
    await panel.close();
    await page.close();
  });

  test('words_that_changed_are_not_painted', async () => {
    const { page, panel } = await openMarked('harbour-strike.html');
    await panel.locator('.row.quote').first().waitFor();
    await panel.locator('[data-layer=quotes]').click();
    await assertEventually(async () => !Object.values(await readHighlights(page)).some((list) => list.length));
    // Soon the page is read again, and is no article any more: on a busy machine that is told first.
    const told = panel.getByText(/could not be marked|No article found/).waitFor();
    await page.evaluate(() => {
      for (const paragraph of document.querySelectorAll('.story-body p')) paragraph.textContent = 'This page has changed.';
    });
    await panel.locator('[data-layer=quotes]').evaluate((button) => /** @type {HTMLElement} */ (button).click());
    await told;
    assert.ok(!Object.values(await readHighlights(page)).flat().includes('This page has changed.'));
    await panel.close();
    await page.close();
  });

  test('the_panel_is_accessible_in_light_dark_and_forced_colours', async () => {
    const { page, panel } = await openMarked('harbour-strike.html');
    await panel.locator('.row.quote').first().waitFor();
    for (const scheme of /** @type {const} */ (['light', 'dark', 'forced'])) {
      await extension.showScheme(panel, scheme);
      for (const tab of await panel.getByRole('tab').all()) {
        await tab.click();
        const name = (await tab.textContent())?.toLowerCase().replace(/\W+/g, '-');
        await panel.screenshot({ path: screenshot(`extension-panel-${name}-${scheme}`) });
        assert.deepEqual(await findBarriers(panel), []);
      }
      await panel.getByRole('tab').first().click();
      await panel.locator('.row.quote').first().click();
      assert.deepEqual(await findBarriers(panel), []);
      await panel.keyboard.press('Escape');
    }
    await panel.close();
    await page.close();
  });

  test('the_panel_follows_the_page', async () => {
    const page = await openPage('harbour-strike.html');
    const { tabId } = await extension.status();
    const panel = await extension.openPanel(tabId);
    await panel.getByText('This page is not marked').waitFor();
    await page.bringToFront();
    await extension.click();
    await panel.locator('.row.quote').first().waitFor();
    await page.bringToFront();
    await extension.click();
    await panel.getByText('The marks are off').waitFor();
    await page.bringToFront();
    await extension.click();
    await panel.locator('.row.quote').first().waitFor();
    await page.goto(`${server.url}/sign-in.html`);
    await panel.getByText('This page is not marked').waitFor();
    await panel.close();
    await page.close();
  });

  test('a_late_answer_takes_no_newer_message_away', async () => {
    const { page, tabId, panel } = await openMarked('harbour-strike.html');
    await panel.locator('.row.quote').first().waitFor();
    // The storage's next answer is the status as it is now, and comes only when it is let go.
    await panel.evaluate(async (key) => {
      const { session } = /** @type {any} */ (globalThis).chrome.storage;
      const answer = await session.get(key);
      session.get = async () => {
        await new Promise((resolve) => Object.assign(globalThis, { letGo: resolve }));
        return answer;
      };
    }, `tab:${tabId}`);
    await page.bringToFront();
    await extension.click();
    await panel.getByText('The marks are off').waitFor();
    await panel.waitForFunction(() => 'letGo' in globalThis);
    await panel.evaluate(() => /** @type {any} */ (globalThis).letGo());
    assert.match((await panel.locator('#notice').textContent()) ?? '', /The marks are off/);
    await panel.close();
    await page.close();
  });

  test('nothing_leaves_the_device', async () => {
    // The browser's own pages are in it.
    assert.deepEqual((await extension.foreign()).filter((url) => !url.startsWith('chrome://')), []);
  });
});

for (const browser of BROWSERS) describe(`extension with a core that breaks in ${browser}`, () => {
  test('a_crash_is_told_and_the_next_click_works', async (t) => {
    const server = await servePages();
    const extension = await launchExtension({ browser, change: breakCoreOnce });
    t.after(() => extension.close().then(server.close));
    const page = await extension.context.newPage();
    await page.goto(`${server.url}/harbour-strike.html`);
    await extension.click();
    const { title } = await extension.waitForBadge('!');
    assert.match(title, /failed while it read this page, and has started afresh/);
    await extension.click();
    await extension.waitForBadge('on');
  });
});

describe('extension in firefox with its sidebar', () => {
  // Chromium opens the panel beside a page at real clicks only, which the tests cannot make there.
  test('the_panel_opens_beside_the_page_and_follows_it', async (t) => {
    const server = await servePages();
    const extension = await launchExtension({ browser: 'firefox', hasSidebar: true });
    t.after(() => extension.close().then(server.close));
    const isShown = (/** @type {RegExp} */ words) => assertEventually(async () => words.test(await extension.readSidebar()));
    const page = await extension.context.newPage();
    await page.goto(`${server.url}/harbour-strike.html`);
    assert.equal(await extension.readSidebar(), '');
    await extension.click();
    await isShown(/Maria Okonkwo/);
    await page.goto(`${server.url}/sign-in.html`);
    await isShown(/This page is not marked/);
    await extension.click();
    await isShown(/No article found on this page/);
    await page.goto(`${server.url}/harbour-strike.html`);
    await page.evaluate(() => getSelection()?.selectAllChildren(/** @type {Element} */ (document.querySelector('h1'))));
    await extension.askWho(page);
    await isShown(/Maria Okonkwo/);
  });
});

/** Writes the picture of the README: a page with the panel beside it. @param {Page} page @param {Page} panel */
async function writePicture(page, panel) {
  const { width, height } = panel.viewportSize() ?? { width: 400, height: 760 };
  await page.setViewportSize({ width: 1280 - width, height });
  const pictures = await Promise.all([page, panel].map((part) => part.screenshot()));
  const frame = await page.context().newPage();
  const images = pictures.map((picture) => `<img alt="" src="data:image/png;base64,${picture.toString('base64')}">`);
  await frame.setContent(`<main style="display: inline-flex; gap: 1px; background: #888">${images.join('')}</main>`);
  await frame.locator('main').screenshot({ path: path.join(ROOT, 'docs/extension.png') });
  await frame.close();
}

/** Puts a core before the real one whose answer to the first page, after its warm-up, is a trap. @param {string} folder */
async function breakCoreOnce(folder) {
  const file = path.join(folder, 'pkg/sourcelight.js');
  await writeFile(path.join(folder, 'pkg/whole.js'), await readFile(file));
  await writeFile(file, `
    import * as whole from './whole.js';
    export default () => whole.default({ module_or_path: new URL('sourcelight_bg.wasm', import.meta.url) });
    export const { __wbg_reset_state } = whole;
    let calls = 0;
    export function annotate(request, codepoints) {
      calls += 1;
      if (calls !== 2) return whole.annotate(request, codepoints);
      throw new WebAssembly.RuntimeError('unreachable');
    }`);
}
