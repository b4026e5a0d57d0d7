// What the rules of corrections share: one correction at work, its reasons, and words and spans of a draft.

import { OWN_REASON } from '../lib/article.js';

/** @typedef {import('../lib/article.js').Pair} Pair */
/** @typedef {import('./corrected-article.js').Draft} Draft */
/** @typedef {import('./corrected-article.js').DraftClaim} DraftClaim */
/** @typedef {import('./corrected-article.js').DraftEntity} DraftEntity */
/** @typedef {import('./corrected-article.js').DraftMention} DraftMention */
/** @typedef {import('./corrected-article.js').DraftQuote} DraftQuote */
/** @typedef {DraftMention | DraftQuote | DraftClaim} Item */
/** Who somebody is: an entity, words of the text, or nobody. @typedef {{entity: DraftEntity | null, words: Pair | null}} Person */

/**
 * One correction at work.
 * @typedef {object} Work
 * @property {Draft} draft
 * @property {Item | null} target
 * @property {boolean} alone nothing else follows.
 * @property {(item: Item, what: string) => void} touch notes that something changed, and why.
 */

/**
 * The reasons of a mark after one more correction; the engine's are no longer those for what it is.
 * @param {string[]} why
 * @param {string} what was corrected.
 * @param {boolean} isTarget else it follows from another mark's correction.
 */
export function correctedWhy(why, what, isTarget) {
  const [own, followed] = [`${OWN_REASON}: ${what}`, `${OWN_REASON} at another mark: ${what}`];
  const kept = why.filter((old) => old.startsWith(OWN_REASON) && old !== followed);
  return [...new Set([...kept, isTarget || kept.includes(own) ? own : followed])].sort();
}

/** @param {Pair[]} a @param {Pair[]} b */
export const sameSpans = (a, b) => a.length === b.length && a.every(([start, end], i) => start === b[i][0] && end === b[i][1]);

/** @param {Pair} a @param {Pair} b */
export const overlap = (a, b) => a[0] < b[1] && b[0] < a[1];

/** @param {DraftMention} mention @returns {Pair} */
export const spanOf = ({ start, end }) => [start, end];

/** @param {Draft} draft @param {DraftMention} mention */
export const wordsOf = ({ text }, { start, end }) => text.slice(start, end).replace(/\s+/g, ' ').trim();

/**
 * Names elsewhere with the words of `mention`, for the same entity or for none.
 * @param {Draft} draft @param {DraftMention} mention
 */
export function sameNames(draft, mention) {
  if (mention.form === 'pronoun') return [mention];
  const words = wordsOf(draft, mention);
  return draft.mentions.filter((other) => other.form === mention.form && (other.entity === mention.entity || other.entity === null)
    && wordsOf(draft, other) === words);
}
