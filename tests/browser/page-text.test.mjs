// Reading a page: which blocks, which words, and the way back to the page, in a live document and in a parsed one.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ROOT, launchChromium, serveFolder } from './support.mjs';

describe('page text', () => {
  /** @type {Awaited<ReturnType<typeof serveFolder>>} */
  let server;
  /** @type {import('playwright-core').Browser} */
  let browser;
  /** @type {import('playwright-core').Page} */
  let page;
  before(async () => {
    server = await serveFolder(ROOT, { policy: null });
    browser = await launchChromium();
    page = await browser.newPage();
    await page.goto(`${server.url}/tests/pages/sign-in.html`);
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  /**
   * Reads `html` as the page that is open, and as a parsed document.
   * @param {string} html of the body.
   */
  const read = (html) => page.evaluate(async (html) => {
    const { readPage } = await import(`${location.origin}/www/lib/page-text.js`);
    document.body.innerHTML = html;
    const { text, blocks, hasArticle } = readPage(document);
    const parsed = readPage(new DOMParser().parseFromString(`<body>${html}</body>`, 'text/html'));
    return { text, blocks, hasArticle, parsed: parsed.text, lines: text.split('\n') };
  }, html);

  /** Checks the blocks of both ways of reading. @param {string} html @param {string[]} expected */
  const check = async (html, expected) => {
    const { text, parsed, blocks } = await read(html);
    assert.deepEqual(text.split('\n'), expected);
    assert.equal(parsed, text);
    assert.deepEqual(blocks.map((/** @type {any} */ { start, end }) => text.slice(start, end)), expected);
  };

  const LONG = 'The council said on Monday that the bridge would be closed for repairs until the end of the year. ';

  test('white_space_runs_together_as_it_is_rendered', async () => {
    await check('<p> One\n\t two <b> three</b>  four </p>', ['One two three four']);
    await check('<p>A<b>B</b>C</p><p>&nbsp;</p><p>D&shy;E</p>', ['ABC', 'DE']);
    await check('<div>before<p>inside</p>after</div>', ['before', 'inside', 'after']);
  });

  test('two_line_breaks_divide_blocks_and_one_is_a_space', async () => {
    await check('<p>One<br>two<br><br>three<br>\n<br>four<br></p>', ['One two', 'three', 'four']);
    await check('<pre>One\ntwo\n\nthree</pre>', ['One two', 'three']);
  });

  test('what_is_not_shown_or_not_text_is_left_out', async () => {
    await check(
      '<p>Read</p><script>let a;</script><style>b{}</style><noscript>c</noscript><p hidden>d</p><p aria-hidden="true">e</p>' +
        '<p style="display: none">f</p><button>g</button><input value="h"><textarea>i</textarea><svg><text>j</text></svg>' +
        '<span class="visually-hidden">k</span><template>l</template><p>me</p>',
      ['Read', 'me'],
    );
  });

  test('a_page_that_a_dialog_hides_is_still_read', async () => {
    await check(
      `<div aria-hidden="true"><main><p>${LONG}</p></main></div><div role="dialog"><p>${LONG}We use cookies.</p></div>`,
      [LONG.trim()],
    );
  });

  test('each_block_tells_its_path_hints_and_links', async () => {
    const { blocks } = await read(
      `<main><article id="story"><div class="Body text"><ul role="list"><li itemprop="x">Say <a href="/">this</a></li></ul><p>${LONG}</p></div></article></main>`,
    );
    assert.deepEqual(blocks[0], { start: 0, end: 8, path: 'body>main>article>div>ul>li', hints: 'x list body text story', linkDensity: 0.5 });
  });

  test('the_article_is_chosen_over_what_stands_around_it', async () => {
    const teasers = `<div class="teasers">${`<div><a href="/">${LONG}</a></div>`.repeat(20)}</div>`;
    const article = `<p>${LONG}</p>`.repeat(6);
    const expected = ['Bridge closed', ...Array(6).fill(LONG.trim())];
    await check(`<h1>Bridge closed</h1>${teasers}<article>${article}</article>${teasers}<p>${LONG}Imprint.</p>`, expected);
    await check(`<h1>Bridge closed</h1>${teasers}<div><div>${article}</div></div><div><p>${LONG}Imprint.</p></div>`, expected);
    await check(`<main><article><h1>Bridge closed</h1>${article}</article><article><p>${LONG}Another.</p></article></main>`, expected);
    await check(`<h1>Bridge closed</h1><div>${article}</div><div class="reader-comments">${article.repeat(9)}</div>`, expected);
  });

  test('a_page_of_links_has_no_article', async () => {
    assert.equal((await read(`<main>${`<p><a href="/">${LONG}</a></p>`.repeat(50)}</main>`)).hasArticle, false);
    assert.equal((await read('')).hasArticle, false);
    assert.equal((await read(`<main><p>${LONG}</p><p>${LONG}${LONG}</p></main>`)).hasArticle, true);
  });

  test('open_shadow_roots_are_read_with_what_is_in_their_slots', async () => {
    const text = await page.evaluate(async () => {
      const { readPage } = await import(`${location.origin}/www/lib/page-text.js`);
      document.body.innerHTML = '<main><x-story><p slot="lead">Lead.</p><p>Rest.</p></x-story></main>';
      const story = /** @type {Element} */ (document.querySelector('x-story'));
      story.attachShadow({ mode: 'open' }).innerHTML = '<div><slot name="lead"></slot><p>Between.</p><slot></slot></div>';
      return readPage(document).text;
    });
    assert.deepEqual(text.split('\n'), ['Lead.', 'Between.', 'Rest.']);
  });

  test('every_stretch_of_the_text_leads_to_its_words_on_the_page', async () => {
    const wrong = await page.evaluate(async () => {
      const { readPage } = await import(`${location.origin}/www/lib/page-text.js`);
      document.body.innerHTML =
        '<main><p> A\n  b<i>cd </i> <b> e</b>&shy;f 🚢 g<br>h<br><br>i</p><script>x</script><p>j  k\u200bl</p></main>';
      const { text, rangeOf, rangesOf, offsetOf } = readPage(document);
      const plain = (/** @type {Range[]} */ ranges) => ranges.map(String).join('').replace(/[\s\u00ad\u200b]/g, '');
      const wrong = [];
      for (let start = 0; start < text.length; start += 1) {
        for (let end = start + 1; end <= text.length; end += 1) {
          const words = text.slice(start, end);
          if (words !== words.trim()) continue;
          if (plain(rangesOf(start, end) ?? []) !== words.replace(/\s/g, '')) wrong.push(words);
          const range = rangeOf(start, end);
          if (offsetOf(range?.startContainer, range?.startOffset) !== start) wrong.push(`start of ${words}`);
          if (offsetOf(range?.endContainer, range?.endOffset) !== end) wrong.push(`end of ${words}`);
        }
      }
      return wrong;
    });
    assert.deepEqual(wrong, []);
  });

  test('text_that_changed_has_no_range', async () => {
    const ranges = await page.evaluate(async () => {
      const { readPage } = await import(`${location.origin}/www/lib/page-text.js`);
      document.body.innerHTML = '<main><p>One two</p><p>Three</p><p>Four</p></main>';
      const { text, rangeOf } = readPage(document);
      const [first, second] = document.querySelectorAll('p');
      /** @type {Text} */ (first.firstChild).data = 'One xxx';
      second.remove();
      return ['One', 'two', 'Three', 'Four'].map((word) => {
        const start = text.indexOf(word);
        return rangeOf(start, start + word.length)?.toString() ?? null;
      });
    });
    assert.deepEqual(ranges, ['One', null, null, 'Four']);
  });

  test('lone_surrogates_and_odd_offsets_are_borne', async () => {
    const seen = await page.evaluate(async () => {
      const { readPage } = await import(`${location.origin}/www/lib/page-text.js`);
      document.body.innerHTML = '<main><p></p></main>';
      /** @type {Element} */ (document.querySelector('p')).textContent = 'a\ud83d b\u0000c';
      const { text, rangeOf } = readPage(document);
      return [text.length, rangeOf(-5, 99)?.toString().length, rangeOf(3, 3), rangeOf(50, 60)];
    });
    assert.deepEqual(seen, [6, 6, null, null]);
  });

  test('a_page_of_2_mb_is_read_in_time_that_grows_with_it', async () => {
    const times = await page.evaluate(async (long) => {
      const { readPage } = await import(`${location.origin}/www/lib/page-text.js`);
      const measure = (/** @type {number} */ count) => {
        document.body.innerHTML = `<main>${`<div><p>${long}<a href="/">More</a>\n  <b>now</b></p></div>`.repeat(count)}</main>`;
        document.body.getBoundingClientRect();
        const start = performance.now();
        const { text, rangesOf } = readPage(document);
        for (let at = 0; at + 10 < text.length; at += 100) rangesOf(at, at + 10);
        return performance.now() - start;
      };
      const best = (/** @type {number} */ count) => Math.min(measure(count), measure(count), measure(count));
      return [best(3500), best(14000)];
    }, LONG);
    // Four times the page: quadratic work would take sixteen times as long.
    assert.ok(times[1] < 10 * times[0] + 100, times.join(' ms, '));
  });
});
