// Who speaks and who is meant: what a correction changes of it, and what follows elsewhere.

import { ADDED } from './corrected-article.js';
import { overlap, sameNames, sameSpans, spanOf, wordsOf } from './correction-work.js';

/** @typedef {import('../lib/article.js').EntityKind} EntityKind */
/** @typedef {import('../lib/article.js').Pair} Pair */
/** @typedef {import('../lib/article.js').SourceKind} SourceKind */
/** @typedef {import('../lib/article.js').Voice} Voice */
/** @typedef {import('./corrected-article.js').Draft} Draft */
/** @typedef {import('./corrected-article.js').DraftClaim} DraftClaim */
/** @typedef {import('./corrected-article.js').DraftEntity} DraftEntity */
/** @typedef {import('./corrected-article.js').DraftMention} DraftMention */
/** @typedef {import('./corrected-article.js').DraftQuote} DraftQuote */
/** @typedef {import('./correction-work.js').Person} Person */
/** @typedef {import('./correction-work.js').Work} Work */

/** Pronouns that stand for the same kind of person. */
const PRONOUNS = [
  ['he', 'him', 'his', 'himself'], ['she', 'her', 'hers', 'herself'], ['it', 'its', 'itself'],
  ['they', 'them', 'their', 'theirs', 'themselves'], ['i', 'me', 'my', 'mine', 'myself'], ['we', 'us', 'our', 'ours', 'ourselves'],
];

/** @param {string} words */
const pronounFamily = (words) => PRONOUNS.find((family) => family.includes(words.toLowerCase()))?.[0] ?? words.toLowerCase();

// Speakers

/** @param {SourceKind} kind @returns {Voice} */
export const voiceOf = (kind) => (kind === 'none' ? 'vague' : kind);

/** @param {DraftEntity} entity */
const heardAs = (entity) => entity.heardAs ?? 'named';

/**
 * Gives a quote and the claims in it a speaker.
 *
 * The words for the source stay where they stand for somebody ("he", "the mayor") or name the new speaker; a name of somebody
 * else goes.
 * @param {Work} work @param {DraftQuote} quote @param {Person} person
 */
function giveSpeaker({ draft, touch }, quote, { entity, words }) {
  const old = quote.entity;
  const sources = mentionsIn(draft, quote.source);
  if (words) quote.source = [words];
  else if (!entity) quote.source = [];
  else if (sources.some((mention) => mention.form === 'name' && mention.entity !== entity) && !sources.some((mention) => mention.entity === entity)) quote.source = [];
  quote.entity = entity;
  quote.source_kind = entity ? heardAs(entity) : words ? 'unnamed' : 'none';
  touch(quote, 'speaker');
  for (const claim of draft.claims) {
    if (claim.quote !== quote || claim.claimant.kind === 'author' || claim.claimant.entity !== old) continue;
    claim.claimant = { kind: voiceOf(quote.source_kind), entity, span: entity ? null : words };
    touch(claim, 'speaker');
  }
}

/** @param {Draft} draft @param {Pair[]} spans */
const mentionsIn = (draft, spans) => draft.mentions.filter((mention) => spans.some((span) => overlap(span, spanOf(mention))));

/**
 * Gives a quote another speaker. What follows: quotes of the old speaker with the very same source words, and, where these
 * stand for somebody, the mentions that hang on them (see {@link resolveMention}) with their quotes.
 * @param {Work} work @param {DraftQuote} quote @param {Person} person
 */
export function changeSpeaker(work, quote, person) {
  const { draft, alone } = work;
  const { entity: old, source } = quote;
  const fellows = alone ? [] : draft.quotes.filter((other) => other !== quote && other.entity === old && source.length > 0
    && other.source.some((span) => sameSpans([span], [source[0]])));
  const standIns = person.entity && !person.words
    ? mentionsIn(draft, source).filter((mention) => mention.form !== 'name' && mention.entity === old && source.some(([start, end]) => start <= mention.start && mention.end <= end))
    : [];
  giveSpeaker(work, quote, person);
  for (const fellow of fellows) giveSpeaker(work, fellow, person);
  if (person.entity) for (const mention of standIns) resolveMention(work, mention, person.entity);
}

/**
 * Gives a claim another voice. A claim that speaks with the voice of its quote takes the quote along, unless it is to be the
 * article's own.
 * @param {Work} work @param {DraftClaim} claim @param {Person} person
 */
export function changeVoice(work, claim, person) {
  const { alone, touch } = work;
  const { quote } = claim;
  const isNobody = !person.entity && !person.words;
  const isOfQuote = quote !== null && claim.claimant.kind !== 'author' && quote.entity === claim.claimant.entity;
  if (isOfQuote && !alone && !isNobody) changeSpeaker(work, quote, person);
  else if (isNobody) Object.assign(claim, { claimant: { kind: 'author', entity: null, span: null }, quote: null });
  else claim.claimant = { kind: person.entity ? voiceOf(heardAs(person.entity)) : 'unnamed', entity: person.entity, span: person.entity ? null : person.words };
  touch(claim, 'speaker');
}

/**
 * Says whom a stand-in ("he", "the mayor") means. What follows: the same stand-in later on, up to the next name of whom it was
 * said to mean ("he" … "his"), or everywhere ("the mayor" … "the mayor"); and the quotes whose sources these are.
 * @param {Work} work @param {DraftMention} mention @param {DraftEntity | null} entity
 */
export function resolveMention(work, mention, entity) {
  const { draft, alone, touch } = work;
  const old = mention.entity;
  const next = draft.mentions.reduce((least, other) =>
    (other.form === 'name' && other.entity === old && other.start > mention.start ? Math.min(least, other.start) : least), Infinity);
  const words = wordsOf(draft, mention);
  const chain = alone ? [] : draft.mentions.filter((other) => {
    if (other === mention || other.form !== mention.form || other.entity !== old) return false;
    if (mention.form !== 'pronoun') return wordsOf(draft, other) === words;
    return old !== null && other.start > mention.start && other.start < next && pronounFamily(wordsOf(draft, other)) === pronounFamily(words);
  });
  const hadNames = hasNames(draft, old);
  moveMentions(work, [mention, ...chain], entity, old);
  settleEntity(work, old, hadNames, words);
}

/** Moves mentions to an entity, with the quotes and claims that they are the sources of. @param {Work} work @param {DraftMention[]} mentions @param {DraftEntity | null} entity @param {DraftEntity | null} old */
function moveMentions(work, mentions, entity, old) {
  const { draft, touch } = work;
  for (const mention of mentions) {
    mention.entity = entity;
    if (entity) mention.kind = entity.kind;
    touch(mention, 'who is meant');
  }
  const isSource = (/** @type {Pair} */ span) => mentions.some((mention) => overlap(span, spanOf(mention)));
  for (const quote of draft.quotes) {
    if (quote.entity !== old || !quote.source.some(isSource)) continue;
    giveSpeaker(work, quote, { entity, words: entity ? null : quote.source[0] });
  }
  for (const claim of draft.claims) {
    const { claimant } = claim;
    if (claimant.entity !== old || !claimant.span || !isSource(claimant.span)) continue;
    claim.claimant = { kind: entity ? voiceOf(heardAs(entity)) : 'unnamed', entity, span: claimant.span };
    touch(claim, 'speaker');
  }
}

/**
 * Takes care of an entity that lost mentions: one without a name left goes, and what pointed at it points at its words.
 * @param {Work} work @param {DraftEntity | null} entity @param {boolean} hadNames @param {string} lost the words of what it lost.
 */
export function settleEntity({ draft, touch }, entity, hadNames, lost) {
  if (!entity) return;
  const left = draft.mentions.filter((mention) => mention.entity === entity);
  const names = left.filter(({ form }) => form === 'name');
  if (left.length && (names.length || !hadNames)) {
    const isGone = entity.name.toLowerCase() === lost.toLowerCase() && !left.some((mention) => wordsOf(draft, mention).toLowerCase() === lost.toLowerCase());
    const others = (names.length ? names : left).map((mention) => wordsOf(draft, mention));
    if (isGone) entity.name = others.reduce((best, words) => (words.length > best.length ? words : best));
    return;
  }
  draft.mentions = draft.mentions.filter((mention) => !left.includes(mention) || mention.form !== 'pronoun');
  for (const mention of left) {
    mention.entity = null;
    touch(mention, 'who is meant');
  }
  for (const quote of draft.quotes) {
    if (quote.entity !== entity) continue;
    quote.entity = null;
    quote.source_kind = quote.source.length ? 'unnamed' : 'none';
    touch(quote, 'speaker');
  }
  for (const claim of draft.claims) {
    if (claim.claimant.entity !== entity) continue;
    claim.claimant = { kind: claim.claimant.span || claim.quote?.source.length ? 'unnamed' : 'vague', entity: null, span: claim.claimant.span };
    touch(claim, 'speaker');
  }
}

/** @param {Draft} draft @param {DraftEntity | null} entity */
export const hasNames = ({ mentions }, entity) => entity !== null && mentions.some((mention) => mention.entity === entity && mention.form === 'name');

// Entities

/**
 * Makes all mentions of one entity those of another.
 * @param {Work} work @param {DraftMention} mention @param {DraftEntity} into
 */
export function mergeEntity({ draft, touch }, mention, into) {
  const old = mention.entity;
  const all = old ? draft.mentions.filter(({ entity }) => entity === old) : sameNames(draft, mention).filter(({ entity }) => !entity);
  for (const other of all) {
    other.entity = into;
    other.kind = into.kind;
    touch(other, 'who is meant');
  }
  if (!old) return;
  into.role ??= old.role;
  for (const quote of draft.quotes) {
    if (quote.entity !== old) continue;
    quote.entity = into;
    if (into.heardAs) quote.source_kind = into.heardAs;
    touch(quote, 'speaker');
  }
  for (const claim of draft.claims) {
    if (claim.claimant.entity !== old) continue;
    claim.claimant = { ...claim.claimant, kind: into.heardAs ? voiceOf(into.heardAs) : claim.claimant.kind, entity: into };
    touch(claim, 'speaker');
  }
}

/**
 * Splits a mention and its like off their entity: to another, or to one of their own; a pronoun alone then means nobody known.
 * @param {Work} work @param {DraftMention} mention @param {DraftEntity | null} into
 * @returns {string | void} why it cannot be.
 */
export function splitEntity(work, mention, into) {
  const { draft, alone } = work;
  const old = mention.entity;
  if (old === into) return 'it already is so';
  const words = wordsOf(draft, mention);
  const hadNames = hasNames(draft, old);
  if (mention.form === 'pronoun') return resolveMention(work, mention, into);
  const like = alone ? [mention] : sameNames(draft, mention).filter(({ entity }) => entity === old);
  if (!into && draft.mentions.every((other) => other.entity !== old || like.includes(other))) return 'nothing else belongs to it';
  moveMentions(work, like, into ?? addEntity(draft, words, mention.kind), old);
  settleEntity(work, old, hadNames, words);
}

/** @param {Draft} draft @param {string} name @param {EntityKind} kind @returns {DraftEntity} */
export function addEntity(draft, name, kind) {
  const entity = { id: draft.entities.length, name, kind, role: null, place: ADDED, heardAs: null };
  draft.entities.push(entity);
  return entity;
}
