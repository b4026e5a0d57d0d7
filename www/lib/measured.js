/**
 * How often marks of each kind are right, in articles that people labelled: of 100. The README's "Figures" say on
 * which articles, `cargo xtask eval` measures them again, and tests/figures.test.mjs compares the two.
 */

/** @typedef {import('./article.js').Claim} Claim */
/** @typedef {import('./article.js').Quote} Quote */
/** @typedef {import('./article.js').Mention} Mention */

/**
 * Quotes that are quotes, and those of them with the right speaker: direct ones on saved pages, the others in PolNeAR.
 * @type {Record<string, [number, number]>}
 */
export const QUOTES = { direct: [98.5, 86.6], mixed: [88, 94.3], indirect: [76.8, 94.3] };

/** Claims that are claims, and what is right of these, in passages of news. */
export const CLAIMS = { span: 87.6, voice: 89.7, stance: 84.7, kind: 54.6 };

/** Names with the right kind and edges, in en_worldwide. @type {Record<string, number>} */
export const NAMES = { person: 84.5, organization: 78.4, place: 85.8 };

/** What is right in fewer than this of 100 is shown as possible. */
const SURE_ENOUGH = 90;

/** @param {Quote} quote */
export function quoteMeasured({ form }) {
  const [right, speaker] = QUOTES[form].map(Math.round);
  return `of 100 such marks in labelled articles, ${right} were right; of 100 speakers, ${speaker}`;
}

export const claimMeasured = () =>
  `of 100 such marks in labelled news, ${Math.round(CLAIMS.span)} were claims; of these, the voice was right in ${Math.round(CLAIMS.voice)}, ` +
  `how it is put in ${Math.round(CLAIMS.stance)}, the kind in ${Math.round(CLAIMS.kind)}`;

/** @param {Mention} mention */
export function mentionMeasured({ kind, form }) {
  const right = form === 'name' && NAMES[kind];
  return right ? `of 100 such names in labelled articles, ${Math.round(right)} were right` : 'not counted for this kind of mark';
}

/**
 * A row's term, with its doubt where the labels are often wrong.
 * @param {string} term
 * @param {keyof typeof CLAIMS} layer
 */
export const doubted = (term, layer) => (CLAIMS[layer] < SURE_ENOUGH ? `${term}, possibly` : term);
