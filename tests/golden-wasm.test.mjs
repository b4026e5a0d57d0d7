// The WebAssembly build writes the same bytes as the native one, on every golden and on odd texts.
// Needs www/pkg: `cargo xtask build`.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { annotate, export_article, import_article, initSync } from '../www/pkg/sourcelight.js';

const root = new URL('../', import.meta.url);

/** Pieces that break naive offset arithmetic, quotation-mark pairing or sentence splitting. */
const PIECES = [
  '“', '”', '"', '‘', '’', "'", '«', '»', '\n', '\r\n', '\n\n', '\t', '\0', '\u00a0', '\u200b', '\ufeff', '\u2028',
  '🌳', '👩‍👩‍👧', '🇮🇷', 'é', 'e\u0301', 'ß', 'İ', 'ǅ', 'שלום', 'مرحبا', '中文。', '한국어', '…', '--', '—', '(', ')', '[',
  '$3.5 million', '12%', '1,000.5', 'Jan. 3', 'U.S.', 'Mr. ', 'http://a.example/x?y=1', '@name', '#tag', 'J. R. R. ',
  'he said', 'said Jane Doe', 'according to the report', 'denied', 'claims that', 'The ', 'Iran ', 'PMF', 'AP — ',
  'SMITH: ', 'Q: ', 'not ', 'will ', ', ', '. ', '? ', '! ', ': ', '; ', ' ',
];

/**
 * Texts made of `PIECES` in an order that is random but always the same.
 * @param {number} count
 * @returns {string[]}
 */
function oddTexts(count) {
  let state = 0x2545f491;
  const next = (/** @type {number} */ below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + next(60) }, () => PIECES[next(PIECES.length)] + (next(3) ? '' : ' ')).join(''),
  );
}

/**
 * The article of each text as the native build writes it.
 * @param {string[]} texts
 * @returns {string[]}
 */
function annotateNatively(texts) {
  const cargo = spawnSync('cargo', ['xtask', 'annotate-lines'], {
    cwd: fileURLToPath(root),
    input: texts.map((text) => JSON.stringify({ text }) + '\n').join(''),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  assert.equal(cargo.status, 0, cargo.stderr);
  return cargo.stdout.trimEnd().split('\n');
}

/**
 * Fails at the first text where the builds differ.
 * @param {string[]} texts
 */
function compare(texts) {
  const native = annotateNatively(texts);
  assert.equal(native.length, texts.length);
  texts.forEach((text, index) => {
    assert.equal(JSON.stringify(annotate({ text }, true)), native[index], `on ${JSON.stringify(text.slice(0, 500))}`);
  });
}

before(() => {
  initSync({ module: readFileSync(new URL('www/pkg/sourcelight_bg.wasm', root)) });
});

test('goldens give the same bytes', () => {
  const folder = new URL('tests/golden/', root);
  const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));
  assert.notEqual(names.length, 0);
  compare(names.map((name) => readFileSync(new URL(name, folder), 'utf8')));
});

test('odd texts give the same bytes', () => {
  compare(['', ' ', '\0', '"', '🌳', '\r\n\r\n', '“'.repeat(1000), '\n'.repeat(1000), ...PIECES, ...oddTexts(200)]);
});

test('offsets count UTF-16 code units unless code points are asked for', () => {
  const text = '🌳 “We will rebuild,” Jane Doe said.';
  const [utf16, codePoints] = [annotate({ text }), annotate({ text }, true)];
  assert.deepEqual([utf16.offsets, codePoints.offsets], ['utf16', 'codepoint']);
  assert.ok(utf16.blocks.length > 0);
  assert.equal(utf16.blocks.at(-1).end, codePoints.blocks.at(-1).end + 1);
});

test('lone surrogates are read as one unknown character each', () => {
  const text = '\ud800“We will \udc00 rebuild,” Jane Doe said.\udfff';
  const read = JSON.stringify(annotate({ text }));
  assert.equal(read, JSON.stringify(annotate({ text: text.toWellFormed() })));
});

test('a request of another shape is an error with a message', () => {
  assert.throws(() => annotate({}), /could not be read.*text/);
});

const FORMATS = ['json-ld', 'csv', 'markdown', 'html', 'json'];

test('an article is exported in every form, and read back from two with nothing lost', () => {
  const text = '🌳 Trees\n\n“We will rebuild,” Jane Doe, the mayor, said. The city denies it.';
  const article = annotate({ text });
  article.entities[0].name = 'A name that the reader corrected';
  const whole = { text, article, title: 'Trees', url: 'https://news.example/trees' };
  for (const format of FORMATS) {
    const file = export_article(whole, format);
    assert.ok(file.includes('A name that the reader corrected'), format);
    if (!['json-ld', 'json'].includes(format)) continue;
    assert.deepEqual(import_article(file), whole, format);
    assert.equal(export_article(import_article(file), format), file, format);
  }
  const { title, url } = import_article(export_article({ text, article }, 'json'));
  assert.deepEqual([title, url], ['', null]);
});

test('odd texts are exported and read back', () => {
  for (const text of [...PIECES, ...oddTexts(60), '\ud800“We will \udc00 rebuild,” Jane Doe said.\udfff']) {
    const article = annotate({ text });
    for (const format of FORMATS) assert.notEqual(export_article({ text, article }, format), '');
    const back = import_article(export_article({ text, article }, 'json-ld'));
    assert.deepEqual(back, { text: text.toWellFormed(), article, title: '', url: null }, JSON.stringify(text));
  }
});

test('what cannot be exported or imported is an error in plain words', () => {
  const text = 'Rain fell.';
  const article = annotate({ text });
  assert.throws(() => export_article({ text, article }, 'docx'), /expected one of json-ld, csv/);
  assert.throws(() => export_article({ article }, 'csv'), /there is no text/);
  assert.throws(() => export_article({ text }, 'csv'), /no annotations/);
  assert.throws(() => export_article({ text: 'R', article }, 'csv'), /is no part of it/);
  assert.throws(() => import_article('Rain fell.'), /saved as JSON-LD or JSON/);
  assert.throws(() => import_article('{"version":2,"mentions":[]}'), /bring Sourcelight up to date/);
});
