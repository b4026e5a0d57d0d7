// What is painted where: an article's annotations as marks, each with the name of its highlight.

import { familyOf } from './palette.js';

/** @typedef {import('./article.js').ArticleIndex} ArticleIndex */
/** @typedef {import('./article.js').Ref} Ref */
/** @typedef {'quotes' | 'claims' | 'names'} Layer */

/**
 * A stretch of the text that is painted; offsets as in the article.
 * @typedef {object} Mark
 * @property {Ref} ref what it is about.
 * @property {Layer} layer
 * @property {string} name of the highlight, without the prefix `sourcelight-`.
 * @property {number} start
 * @property {number} end
 */

/** The layers, in the order of the panel's questions. @type {Layer[]} */
export const LAYERS = ['quotes', 'claims', 'names'];

/** Higher ones are painted over lower ones. @param {string} name */
export function priorityOf(name) {
  if (name.startsWith('quote')) return 0;
  if (name.startsWith('claim')) return 1;
  if (name.startsWith('entity') || name.startsWith('reference')) return 2;
  return name === 'current' || name === 'pulse' ? 9 : 3;
}

/**
 * All marks of an article, by start, longer ones first; the furniture bears none.
 * @param {ArticleIndex} index
 * @returns {Mark[]}
 */
export function listMarks({ article, speakerOfQuote, bodyMentions }) {
  /** @type {Mark[]} */
  const marks = [];
  for (const quote of article.quotes) {
    const hue = speakerOfQuote.get(quote.id)?.hue ?? 'none';
    /** @type {Ref} */
    const ref = `quote:${quote.id}`;
    for (const [start, end] of quote.content) marks.push({ ref, layer: 'quotes', name: `quote-${hue}`, start, end });
    for (const [start, end] of quote.source) marks.push({ ref, layer: 'quotes', name: `source-${hue}`, start, end });
    for (const [start, end] of quote.cue) marks.push({ ref, layer: 'quotes', name: 'cue', start, end });
  }
  for (const claim of article.claims) {
    const name = claim.claimant.kind === 'author' ? 'claim-author' : 'claim-attributed';
    for (const [start, end] of claim.span) marks.push({ ref: `claim:${claim.id}`, layer: 'claims', name, start, end });
  }
  for (const id of bodyMentions) {
    const { start, end, kind, form, entity } = article.mentions[id];
    // "An official" that is nobody else in the article is in the lists of quotes and claims, if anywhere.
    if (form !== 'name' && entity === null) continue;
    const name = `${form === 'name' ? 'entity' : 'reference'}-${familyOf(kind)}`;
    marks.push({ ref: `mention:${id}`, layer: 'names', name, start, end });
  }
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
