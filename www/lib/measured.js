/**
 * How often marks of each kind are right, in articles that people labelled: of 100, rounded. The README's "Figures" say on
 * which articles, and `cargo xtask eval` measures them again.
 */

/** @typedef {import('./article.js').Claim} Claim */
/** @typedef {import('./article.js').Quote} Quote */
/** @typedef {import('./article.js').Mention} Mention */

/** Quotes that are quotes, and those of them with the right speaker. @type {Record<string, [number, number]>} */
const QUOTES = { direct: [98, 87], mixed: [88, 94], indirect: [77, 94] };

/** What is right of claims that are claims. */
const CLAIMS = { span: 88, voice: 91, stance: 89, kind: 67 };

/** Names with the right kind and edges. @type {Record<string, number>} */
const NAMES = { person: 85, organization: 78, place: 86 };

/** What is right in fewer than this of 100 is shown as possible. */
const SURE_ENOUGH = 90;

/** @param {Quote} quote */
export function quoteMeasured({ form }) {
  const [right, speaker] = QUOTES[form];
  return `of 100 such marks in labelled articles, ${right} were right; of 100 speakers, ${speaker}`;
}

export const claimMeasured = () =>
  `of 100 such marks in labelled articles, ${CLAIMS.span} were claims; of these, the voice was right in ${CLAIMS.voice}, ` +
  `how it is put in ${CLAIMS.stance}, the kind in ${CLAIMS.kind}`;

/** @param {Mention} mention */
export function mentionMeasured({ kind, form }) {
  const right = form === 'name' && NAMES[kind];
  return right ? `of 100 such names in labelled articles, ${right} were right` : '';
}

/**
 * A row's term, with its doubt where the labels are often wrong.
 * @param {string} term
 * @param {keyof typeof CLAIMS} layer
 */
export const doubted = (term, layer) => (CLAIMS[layer] < SURE_ENOUGH ? `${term}, possibly` : term);
