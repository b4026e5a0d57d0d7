// The extension in Chromium: from the click to the first painted marks, and the longest tasks on saved pages.
// Prints one JSON object. Needs dist/extension-chrome (`cargo xtask build`) and the environment's CHROMIUM.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { launchExtension } from '../tests/browser/extension-support.mjs';
import { PAGES, readPages, withoutIcons } from '../tests/browser/saved-pages.mjs';
import { ROOT, serveFolder } from '../tests/browser/support.mjs';

const WORDS = 2000;
const COLD = 7;
const WARM = 15;
/** How long a browser takes to come to rest, in milliseconds. */
const STARTED = 3000;
/** How long after the marks a page is watched for long tasks, in milliseconds. */
const SETTLED = 500;

/** An article of `WORDS` words, from the corpora or else the sample told again, in the layout of a news page. */
async function makePage() {
  const corpus = path.join(ROOT, '../shared/corpora/bench/concat-1m.txt');
  const sample = await readFile(path.join(ROOT, 'www/reader/samples/embassy-siege.txt'), 'utf8');
  const text = existsSync(corpus) ? await readFile(corpus, 'utf8') : Array(20).fill(sample).join('\n');
  const paragraphs = [];
  let words = 0;
  for (const line of text.split('\n').filter((line) => line.trim())) {
    if (words >= WORDS) break;
    paragraphs.push(`<p>${line.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</p>`);
    words += line.trim().split(/\s+/).length;
  }
  const page = await readFile(path.join(ROOT, 'tests/pages/harbour-strike.html'), 'utf8');
  const [head] = page.split('<p><span class="dropcap">');
  const [, foot] = page.split('<div class="newsletter">');
  return { words, html: `${head}${paragraphs.join('\n')}<div class="newsletter">${foot}` };
}

/** In the page, before the click: when the first frame with marks was shown, and what took long. */
function watch() {
  window.longTasks = [];
  new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
  window.painted = new Promise((resolve) => {
    const look = () => {
      if (!CSS.highlights.size) return requestAnimationFrame(look);
      // The frame after the next one begins when the marks are on the screen.
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now())));
    };
    look();
  });
}

/** Clicks and waits for the marks: the time between, and the extension's own steps, in milliseconds. */
async function timeClick(extension, page) {
  await page.evaluate(watch);
  const worker = extension.context.serviceWorkers()[0] ?? (await extension.context.waitForEvent('serviceworker'));
  const clicked = await worker.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    const now = performance.timeOrigin + performance.now();
    chrome.action.onClicked.dispatch(tab);
    return now;
  });
  const painted = await page.evaluate(() => window.painted);
  await extension.waitForBadge('on');
  const steps = await worker.evaluate(() => performance.getEntriesByType('measure').map(({ name, duration }) => [name.replace('sourcelight:', ''), duration]));
  return { all: painted - clicked, steps: Object.fromEntries(steps) };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
const round = (number) => Number(number.toFixed(1));

/** Medians of the whole and of each step. */
function summarise(runs) {
  const names = [...new Set(runs.flatMap(({ steps }) => Object.keys(steps)))];
  const steps = Object.fromEntries(names.map((name) => [name, round(median(runs.map((run) => run.steps[name] ?? 0)))]));
  return { runs: runs.length, ms: round(median(runs.map((run) => run.all))), steps };
}

async function timeClicks({ html, words }) {
  const server = await serveFolder(path.join(ROOT, 'tests/pages'), { policy: "default-src 'self'", replace: { '/article.html': html } });
  const cold = [];
  const warm = [];
  for (let run = 0; run < COLD; run += 1) {
    const extension = await launchExtension({ browser: 'chromium' });
    const page = await extension.context.newPage();
    await page.goto(`${server.url}/article.html`);
    // A browser that has just started is busy with itself.
    await page.waitForTimeout(STARTED);
    cold.push(await timeClick(extension, page));
    for (let again = 0; run === 0 && again < WARM; again += 1) {
      await page.reload();
      warm.push(await timeClick(extension, page));
    }
    await extension.close();
  }
  await server.close();
  return { words, cold: summarise(cold), warm: summarise(warm) };
}

/** The tasks of 50 ms and more on saved pages, whose own scripts do not run. */
async function findLongTasks() {
  if (!existsSync(PAGES)) return null;
  const pages = (await readPages()).filter((_, at) => at % 4 === 0).slice(0, 50);
  const server = await serveFolder(ROOT, {
    policy: "default-src 'none'; style-src 'unsafe-inline'",
    replace: Object.fromEntries(pages.map(({ id, html }) => [`/${id}.html`, withoutIcons(html)])),
  });
  const extension = await launchExtension({ browser: 'chromium' });
  const long = [];
  for (const { id } of pages) {
    const page = await extension.context.newPage();
    await page.goto(`${server.url}/${id}.html`, { waitUntil: 'load' });
    await page.waitForTimeout(SETTLED);
    await page.evaluate(watch);
    await extension.click();
    await page.waitForTimeout(SETTLED);
    const tasks = await page.evaluate(() => window.longTasks);
    if (tasks.length) long.push({ id, ms: tasks.map(round) });
    await page.close();
  }
  await extension.close();
  await server.close();
  return { pages: pages.length, long };
}

console.log(JSON.stringify({ click: await timeClicks(await makePage()), tasks: await findLongTasks() }));
