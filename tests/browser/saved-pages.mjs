// The saved news pages that lie beside the project.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ROOT } from './support.mjs';

/** Where they lie; there may be none. */
export const PAGES = path.join(ROOT, '../shared/corpora/pages');
const CORPORA = ['scrapinghub', 'newspaper4k-424', 'mozilla-readability'];

/** The saved pages of all corpora. @returns {Promise<{id: string, html: string}[]>} */
export async function readPages() {
  const pages = [];
  for (const corpus of CORPORA) {
    const index = await readFile(path.join(PAGES, corpus, 'index.jsonl'), 'utf8');
    for (const line of index.trim().split('\n')) {
      const { id, html } = JSON.parse(line);
      const bytes = await readFile(path.join(PAGES, corpus, id, html));
      pages.push({ id, html: (html.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8') });
    }
  }
  return pages;
}

/** A page without its icons, for which browsers look whenever they like. @param {string} html */
export const withoutIcons = (html) => html.replace(/<link\b[^>]*\bicon\b[^>]*>/gi, '');
