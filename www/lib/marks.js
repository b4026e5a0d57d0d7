// What is painted where: an article's annotations as marks, each with the name of its highlight.

import { familyOf } from './palette.js';
import { ITEMS, atOnce } from './slices.js';

/** @typedef {import('./article.js').ArticleIndex} ArticleIndex */
/** @typedef {import('./article.js').Ref} Ref */
/** @typedef {'quotes' | 'claims' | 'names'} Layer */
/** @typedef {'quiet' | 'normal' | 'everything'} Density how much of each layer is marked. */

/**
 * A stretch of the text that is painted; offsets as in the article.
 * @typedef {object} Mark
 * @property {Ref} ref what it is about.
 * @property {Layer} layer
 * @property {Density} density the lowest at which it is shown.
 * @property {string} name of the highlight, without the prefix `sourcelight-`.
 * @property {number} start
 * @property {number} end
 */

/** The layers, in the order of the panel's questions. @type {Layer[]} */
export const LAYERS = ['quotes', 'claims', 'names'];

/**
 * The densities, from few marks to all. Quiet: words in quotation marks, claims worth checking, the first mention of each name.
 * Normal: all quotes, claims that may be worth checking, all names. Everything: the other claims, and "he" or "the minister".
 * @type {Density[]}
 */
export const DENSITIES = ['quiet', 'normal', 'everything'];

/**
 * Those of the marks that are shown with these layers at this density, in order.
 * @param {Mark[]} marks
 * @param {Layer[]} layers
 * @param {Density} density
 */
export function chooseMarks(marks, layers, density) {
  const most = DENSITIES.indexOf(density);
  return marks.filter((mark) => layers.includes(mark.layer) && DENSITIES.indexOf(mark.density) <= most);
}

/** Higher ones are painted over lower ones. @param {string} name */
export function priorityOf(name) {
  if (name.startsWith('quote')) return 0;
  if (name.startsWith('claim')) return 1;
  if (name.startsWith('entity') || name.startsWith('reference')) return 2;
  if (name === 'evidence') return 8;
  return name === 'current' || name === 'pulse' ? 9 : 3;
}

/**
 * All marks of an article, by start, longer ones first; the furniture bears none.
 * @param {ArticleIndex} index
 * @returns {Mark[]}
 */
export const listMarks = (index) => atOnce(markListing(index));

/** The same as work that can be done in slices. @param {ArticleIndex} index @returns {Generator<undefined, Mark[]>} */
export function* markListing({ article, speakerOfQuote, bodyMentions }) {
  /** @type {Mark[]} */
  const marks = [];
  for (const quote of article.quotes) {
    if (quote.id % ITEMS === 0) yield;
    const hue = speakerOfQuote.get(quote.id)?.hue ?? 'none';
    /** @type {Ref} */
    const ref = `quote:${quote.id}`;
    const base = { ref, layer: /** @type {Layer} */ ('quotes'), density: DENSITIES[quote.form === 'indirect' ? 1 : 0] };
    for (const [start, end] of quote.content) marks.push({ ...base, name: `quote-${hue}`, start, end });
    for (const [start, end] of quote.source) marks.push({ ...base, name: `source-${hue}`, start, end });
    for (const [start, end] of quote.cue) marks.push({ ...base, name: 'cue', start, end });
  }
  for (const claim of article.claims) {
    if (claim.id % ITEMS === 0) yield;
    const name = claim.claimant.kind === 'author' ? 'claim-author' : 'claim-attributed';
    const density = DENSITIES[2 - claim.check_worthy] ?? 'everything';
    for (const [start, end] of claim.span) marks.push({ ref: `claim:${claim.id}`, layer: 'claims', density, name, start, end });
  }
  const met = new Set();
  for (const id of bodyMentions) {
    if (id % ITEMS === 0) yield;
    const { start, end, kind, form, entity } = article.mentions[id];
    // "An official" that is nobody else in the article is in the lists of quotes and claims, if anywhere.
    if (form !== 'name' && entity === null) continue;
    const name = `${form === 'name' ? 'entity' : 'reference'}-${familyOf(kind)}`;
    const isFirst = form === 'name' && !met.has(entity);
    if (form === 'name' && entity !== null) met.add(entity);
    const density = isFirst ? 'quiet' : form === 'name' ? 'normal' : 'everything';
    marks.push({ ref: `mention:${id}`, layer: 'names', density, name, start, end });
  }
  yield;
  return marks.sort((a, b) => a.start - b.start || b.end - a.end);
}

/**
 * Finds the marks at an offset in logarithmic time, however they overlap.
 *
 * `marks` are sorted by start. A mark's end counts as in it, so that the place just behind its last letter hits it.
 * @param {Mark[]} marks
 * @returns {(offset: number) => Mark[]}
 */
export function marksAt(marks) {
  /** The farthest end of marks `0..=i`: where it falls short of an offset, no earlier mark reaches it. */
  const reach = new Float64Array(marks.length);
  marks.forEach((mark, i) => {
    reach[i] = Math.max(i ? reach[i - 1] : 0, mark.end);
  });
  return (offset) => {
    const found = [];
    for (let i = firstAfter(marks, offset) - 1; i >= 0 && reach[i] >= offset; i -= 1) {
      if (marks[i].end >= offset) found.push(marks[i]);
    }
    return found.reverse();
  };
}

/**
 * The first mark that starts after `offset`.
 * @param {Mark[]} marks sorted by start.
 * @param {number} offset
 */
export function firstAfter(marks, offset) {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (marks[middle].start <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
