// The page on paper: the article, its marks as elements, what they mean, and the lists in full.

import { make } from '../lib/dom.js';
import { priorityOf } from '../lib/marks.js';
import { PREFIX, marksWithin } from '../lib/painter.js';
import { listsInFull } from '../lib/panel.js';

/** @typedef {import('../lib/marks.js').Mark} Mark */

/**
 * Makes a sheet of its own when the page goes to print, and takes it away afterwards: Firefox prints no highlights, and the lists on
 * the screen hold what was opened in them.
 * @param {import('./article-view.js').ArticleView} view
 * @param {object} page
 * @param {HTMLElement} page.article
 * @param {HTMLElement} page.scope says what was read.
 * @param {HTMLElement} page.corrections says how many there are, unless it is hidden.
 * @param {HTMLElement} page.notice says what to mind, unless it is hidden.
 */
export function startPrinting(view, { article, scope, corrections, notice }) {
  /** @type {HTMLElement | null} */
  let sheet = null;
  const { title } = document;
  addEventListener('beforeprint', () => {
    const here = view.where();
    if (!here) return;
    const { index, column } = here;
    const marks = view.marks();
    const count = corrections.hidden ? null : corrections.querySelector('.count')?.textContent;
    sheet?.remove();
    sheet = make('main', { id: 'print' },
      make('h1', {}, 'Marked by Sourcelight, which makes mistakes and gives no verdict'),
      make('p', {}, [scope.textContent, count].filter(Boolean).join(' · ')),
      notice.hidden ? null : make('p', { class: 'notice' }, notice.textContent),
      marks.length ? makeLegend(marks) : null,
      copyMarked(article, column, marks),
      ...listsInFull(index),
    );
    document.body.append(sheet);
    // The name of a file that it is printed to.
    document.title = article.querySelector('h2')?.textContent || title;
  });
  addEventListener('afterprint', () => {
    sheet?.remove();
    document.title = title;
  });
}

/** What the marks mean, as the help says it, of the layers that there are. @param {Mark[]} marks */
function makeLegend(marks) {
  const layers = new Set(marks.map(({ layer }) => layer));
  const entries = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.legend [data-of]'))];
  const shown = entries.filter(({ dataset }) => layers.has(/** @type {any} */ (dataset.of)));
  return make('dl', { class: 'legend' }, ...shown.map((entry) => entry.cloneNode(true)));
}

/**
 * A copy of the article with marks as elements.
 * @param {HTMLElement} article
 * @param {import('./column.js').Column} column
 * @param {Mark[]} marks by start.
 */
function copyMarked(article, column, marks) {
  const copy = /** @type {HTMLElement} */ (article.cloneNode(true));
  copy.removeAttribute('id');
  copy.removeAttribute('tabindex');
  const longest = marks.reduce((most, mark) => Math.max(most, mark.end - mark.start), 0);
  const copies = listTexts(copy);
  listTexts(article).forEach((node, i) => {
    const start = column.offsetOf(node, 0);
    if (start === null) return;
    const end = start + node.length;
    const within = marksWithin(marks, start, end, longest).sort((a, b) => priorityOf(b.name) - priorityOf(a.name));
    const edges = within.flatMap((mark) => [Math.max(start, mark.start), Math.min(end, mark.end)]);
    const cuts = [...new Set([start, ...edges, end])].sort((a, b) => a - b);
    const parts = cuts.slice(1).map((to, k) => {
      /** @type {Node} */
      const words = document.createTextNode(node.data.slice(cuts[k] - start, to - start));
      const over = within.filter((mark) => mark.start < to && mark.end > cuts[k]);
      return over.reduce((inner, { name }) => make('span', { class: PREFIX + name }, inner), words);
    });
    copies[i].replaceWith(...parts);
  });
  return copy;
}

/** @param {Node} root */
function listTexts(root) {
  /** @type {Text[]} */
  const texts = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
  return texts;
}
