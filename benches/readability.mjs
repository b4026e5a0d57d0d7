// Mozilla's Readability.js on the saved pages: prints one JSON object, the article's text by the page's id.
// Needs the environment's CHROMIUM.

import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { readPages } from '../tests/browser/saved-pages.mjs';
import { launchChromium } from '../tests/browser/support.mjs';

/** In the page: the text that Readability.js takes for the article's, each block on a line of its own. */
function readArticle(html) {
  const article = new Readability(new DOMParser().parseFromString(html, 'text/html')).parse();
  const lines = (article?.content ?? '').replace(/<(?:br|\/(?:p|div|li|h\d|tr|td|th|blockquote|figcaption|section))\b[^>]*>/g, '$&\n');
  return new DOMParser().parseFromString(lines, 'text/html').body.textContent;
}

const browser = await launchChromium();
const page = await browser.newPage();
await page.evaluate(await readFile(createRequire(import.meta.url).resolve('@mozilla/readability/Readability.js'), 'utf8') + '\nwindow.Readability = Readability;');
const texts = {};
for (const { id, html } of await readPages()) texts[id] = await page.evaluate(readArticle, html);
await browser.close();
console.log(JSON.stringify(texts));
