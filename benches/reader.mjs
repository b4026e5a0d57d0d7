// The reader in Chromium: from pasting an article to the first painted marks, and how long the page ever stands still.
// Prints one JSON object. Needs dist/reader (`cargo xtask build`) and the environment's CHROMIUM.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT, launchChromium, serveFolder } from '../tests/browser/support.mjs';

const WORDS = 1000;
const RUNS = 15;
/** How long after the first marks a page is watched for long tasks, in milliseconds. */
const SETTLED = 3000;

/** Articles of about `WORDS` words each, none like another, and one text of a megabyte. */
async function readTexts() {
  const corpus = path.join(ROOT, '../shared/corpora/bench/concat-1m.txt');
  const sample = await readFile(path.join(ROOT, 'www/reader/samples/embassy-siege.txt'), 'utf8');
  const long = existsSync(corpus) ? await readFile(corpus, 'utf8') : Array(400).fill(sample).join('\n');
  const articles = [''];
  let words = 0;
  for (const line of long.split('\n')) {
    if (words >= WORDS) {
      if (articles.length > RUNS) break;
      articles.push('');
      words = 0;
    }
    articles[articles.length - 1] += `${line}\n`;
    words += line.split(/\s+/).filter(Boolean).length;
  }
  return { articles, long };
}

/**
 * In the page: pastes a text; the time until the first frame that shows its marks, and the longest task until `settled` after.
 * @param {{text: string, settled: number}} job
 */
async function timePaste({ text, settled }) {
  const tasks = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)));
  observer.observe({ type: 'longtask' });
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  const event = Object.defineProperty(new Event('paste', { bubbles: true, cancelable: true }), 'clipboardData', { value: clipboardData });
  const first = text.trim().split('\n')[0].trim().slice(0, 40);
  const before = document.querySelector('#article').firstElementChild;
  const start = performance.now();
  document.body.dispatchEvent(event);
  const painted = await new Promise((resolve) => {
    const look = () => {
      const isNew = document.querySelector('#article').firstElementChild !== before && document.querySelector('#article').textContent.includes(first);
      const hasMarks = isNew && [...CSS.highlights.values()].some((highlight) => [...highlight].some((range) => range.startContainer.isConnected));
      if (!hasMarks && performance.now() - start < 20_000) return requestAnimationFrame(look);
      // The next frame begins when this one is on the screen.
      requestAnimationFrame(() => resolve(performance.now() - start));
    };
    look();
  });
  await new Promise((resolve) => setTimeout(resolve, settled));
  observer.disconnect();
  return { painted, longest: Math.max(0, ...tasks) };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
const round = (number) => Number(number.toFixed(1));

const { articles, long } = await readTexts();
const server = await serveFolder(path.join(ROOT, 'dist/reader'));
const browser = await launchChromium();
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
await page.goto(`${server.url}/reader/`);
await page.locator('#article h2').waitFor();
const runs = [];
for (const text of articles) runs.push(await page.evaluate(timePaste, { text, settled: 300 }));
runs.shift();
const megabyte = [];
for (let run = 0; run < 3; run += 1) {
  await page.reload();
  await page.locator('#article h2').waitFor();
  await page.waitForTimeout(1000);
  megabyte.push(await page.evaluate(timePaste, { text: long, settled: SETTLED }));
}
await browser.close();
await server.close();
const summarise = (list) => ({ runs: list.length, ms: round(median(list.map(({ painted }) => painted))), longest_task: round(Math.max(...list.map(({ longest }) => longest))) });
console.log(JSON.stringify({ words: WORDS, article: summarise(runs), megabyte: summarise(megabyte) }));
