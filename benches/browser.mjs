// Sourcelight beside the npm packages compromise and wink-nlp, in one Chromium, on one page, in one run.
// Prints one JSON object. Needs dist/reader (`cargo xtask build`) and the environment's CHROMIUM.

import { build } from 'esbuild';
import { readFile, readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { chromium } from 'playwright-core';

const root = new URL('../', import.meta.url);
const ENGINES = ['sourcelight', 'wink', 'compromise'];
const MEDIA_TYPES = { js: 'text/javascript', html: 'text/html', wasm: 'application/wasm' };

/** Each engine as a module whose `start` gives a function that reads one text. */
const MODULES = {
  sourcelight: `
    import init, { annotate } from '/pkg/sourcelight.js';
    export async function start() {
      await init();
      return (text) => annotate({ text });
    }`,
  wink: `
    import winkNLP from 'wink-nlp';
    import model from 'wink-eng-lite-web-model';
    export async function start() {
      const nlp = winkNLP(model);
      return (text) => nlp.readDoc(text).entities().out();
    }`,
  compromise: `
    import nlp from 'compromise';
    export async function start() {
      return (text) => {
        const doc = nlp(text);
        return [doc.people().out('array'), doc.places().out('array'), doc.organizations().out('array')];
      };
    }`,
};

/** One file per engine, as a site would ship it. */
async function bundle() {
  const files = new Map();
  for (const engine of ENGINES) {
    const { outputFiles } = await build({
      stdin: { contents: MODULES[engine], resolveDir: new URL('.', root).pathname, loader: 'js' },
      bundle: true, minify: true, write: false, format: 'esm', platform: 'browser', external: ['/pkg/*'], logLevel: 'error',
    });
    files.set(`/${engine}.js`, Buffer.from(outputFiles[0].contents));
  }
  files.set('/', Buffer.from('<!doctype html><meta charset="utf-8"><title>bench</title>'));
  for (const name of ['sourcelight.js', 'sourcelight_bg.wasm']) {
    files.set(`/pkg/${name}`, await readFile(new URL(`dist/reader/pkg/${name}`, root)));
  }
  return files;
}

/** Serves `files` on loopback; isolated, so that the browser's clock counts in 5 microseconds. */
async function serve(files) {
  const server = createServer((request, response) => {
    const body = files.get(request.url);
    response.writeHead(body ? 200 : 404, {
      'Content-Type': MEDIA_TYPES[request.url.split('.').pop()] ?? 'text/html',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cache-Control': 'no-store',
    });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${server.address().port}/` };
}

/** The texts to read, by name; the sample alone where the corpora are absent. */
async function readTexts() {
  const texts = { sample: await readFile(new URL('tests/golden/embassy-siege.txt', root), 'utf8') };
  const folder = new URL('../shared/corpora/bench/', root);
  for (const name of (await readdir(folder).catch(() => [])).sort()) {
    if (name.endsWith('.txt')) texts[name.slice(0, -4)] = await readFile(new URL(name, folder), 'utf8');
  }
  return texts;
}

/** Stretches of whole paragraphs of about `length` characters, none read before. */
function cut(text, length) {
  const articles = [''];
  for (const paragraph of text.split('\n')) {
    if (articles.at(-1).length >= length) articles.push('');
    articles[articles.length - 1] += paragraph + '\n';
  }
  return articles.slice(0, -1).filter((article) => article.length < 2 * length);
}

/** Loads all engines into the page. */
async function startEngines(engines) {
  window.engines = {};
  for (const engine of engines) window.engines[engine] = await (await import(`/${engine}.js`)).start();
}

/**
 * In the page: reads each text with each engine in turn, the first `unmeasured` ones only to warm up.
 * @returns {Record<string, number[]>} milliseconds
 */
function timeInTurn({ texts, engines, unmeasured }) {
  const times = Object.fromEntries(engines.map((engine) => [engine, []]));
  texts.forEach((text, index) => {
    engines.forEach((_, turn) => {
      const engine = engines[(index + turn) % engines.length];
      const start = performance.now();
      window.engines[engine](text);
      const time = performance.now() - start;
      performance.clearMeasures();
      if (index >= unmeasured) times[engine].push(time);
    });
  });
  return times;
}

/** In a page that has loaded nothing: from the first byte asked for to the first result. */
async function timeFirst({ engine, text }) {
  const start = performance.now();
  const read = await (await import(`/${engine}.js`)).start();
  read(text);
  return performance.now() - start;
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Medians of each engine in milliseconds, and ours as a share of the others'. */
function compare(times) {
  const ms = Object.fromEntries(Object.entries(times).map(([engine, list]) => [engine, Number(median(list).toFixed(3))]));
  const ratio = (engine) => Number((median(times.sourcelight) / median(times[engine])).toFixed(3));
  return { ms, ours_by_wink: ratio('wink'), ours_by_compromise: ratio('compromise') };
}

const texts = await readTexts();
const { server, url } = await serve(await bundle());
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
});
try {
  const result = { chromium: browser.version() };
  const page = await browser.newPage();
  await page.goto(url);
  await page.evaluate(startEngines, ENGINES);

  const run = (list, engines, unmeasured) => page.evaluate(timeInTurn, { texts: list, engines, unmeasured });
  const fresh = cut(texts['concat-1m'] ?? '', 4600).slice(0, 60);
  if (fresh.length === 60) {
    const bytes = median(fresh.slice(20).map((text) => Buffer.byteLength(text)));
    result.fresh = { articles: 40, bytes, ...compare(await run(fresh, ENGINES, 20)) };
  }
  result.texts = [];
  for (const [name, text] of Object.entries(texts)) {
    const bytes = Buffer.byteLength(text);
    const times = {};
    for (const engine of ENGINES) {
      // A megabyte takes compromise many seconds: once is enough.
      const runs = bytes < 100_000 ? 15 : engine === 'compromise' ? 1 : 5;
      const unmeasured = bytes < 100_000 ? 5 : 0;
      Object.assign(times, await run(Array(runs + unmeasured).fill(text), [engine], unmeasured));
    }
    const mb_per_s = Object.fromEntries(ENGINES.map((engine) => [engine, Number((bytes / 1000 / median(times[engine])).toFixed(2))]));
    result.texts.push({ name, bytes, ...compare(times), mb_per_s });
  }
  await page.close();

  const first = Object.fromEntries(ENGINES.map((engine) => [engine, []]));
  for (let repeat = 0; repeat < 5; repeat += 1) {
    for (const engine of ENGINES) {
      const context = await browser.newContext();
      const blank = await context.newPage();
      await blank.goto(url);
      first[engine].push(await blank.evaluate(timeFirst, { engine, text: texts['article-5k'] ?? texts.sample }));
      await context.close();
    }
  }
  result.load_to_first_result = compare(first);
  console.log(JSON.stringify(result));
} finally {
  await browser.close();
  server.close();
}
