// Kinds, edges, and what is marked at all: what a correction changes of it, and what follows elsewhere.

import { isFurniture } from '../lib/article.js';
import { ADDED } from './corrected-article.js';
import { addEntity, hasNames, settleEntity, voiceOf } from './correction-people.js';
import { overlap, sameNames, sameSpans, spanOf, wordsOf } from './correction-work.js';

/** @typedef {import('../lib/article.js').EntityKind} EntityKind */
/** @typedef {import('../lib/article.js').Pair} Pair */
/** @typedef {import('./corrected-article.js').Draft} Draft */
/** @typedef {import('./corrected-article.js').DraftClaim} DraftClaim */
/** @typedef {import('./corrected-article.js').DraftMention} DraftMention */
/** @typedef {import('./corrected-article.js').DraftQuote} DraftQuote */
/** @typedef {import('./correction-work.js').Item} Item */
/** @typedef {import('./correction-work.js').Work} Work */

/** Kinds that have a value. */
const FIGURES = new Set(['date', 'time', 'money', 'percent', 'quantity']);
/** Scores of what the reader added: the wire form has none above. */
const SURE = 0.99;

// Kinds

/** @param {Work} work @param {DraftMention} mention @param {EntityKind} kind */
export function changeEntityKind({ draft, alone, touch }, mention, kind) {
  const { entity } = mention;
  const all = alone ? [mention] : draft.mentions.filter((other) => entity !== null && other.entity === entity);
  const changed = new Set([...(alone ? [mention] : sameNames(draft, mention)), ...all]);
  for (const other of changed) {
    if (other.kind === kind && other !== mention) continue;
    other.kind = kind;
    if (!FIGURES.has(kind)) other.value = null;
    touch(other, 'kind');
  }
  if (entity && draft.mentions.every((other) => other.entity !== entity || changed.has(other))) entity.kind = kind;
}

/** @param {Work} work @param {DraftQuote} quote @param {DraftQuote['form']} form */
export function changeQuoteForm({ touch }, quote, form) {
  quote.form = form;
  touch(quote, 'form');
}

/**
 * Makes `type` the main type of a claim; whether it is worth a check is judged anew, as the core does by type alone.
 * @param {Work} work @param {DraftClaim} claim @param {string} type
 */
export function changeClaimType({ touch }, claim, type) {
  const [old, ...others] = claim.types;
  claim.types = [type, ...others.filter((other) => other !== type)];
  if (type === 'opinion') claim.check_worthy = 0;
  else if (['alleges', 'denies', 'disputes'].includes(claim.stance) || type === 'quantity' || type === 'rule') claim.check_worthy = 2;
  else if (old === 'opinion' || old === 'intent' || type === 'prediction' || type === 'intent') claim.check_worthy = 1;
  touch(claim, 'kind');
}

// Edges

/**
 * Moves the edges of a mark. What follows: names with the same words beside the same words, where the new ones stand as well.
 * @param {Work} work @param {Item} item @param {Pair} span
 * @returns {string | void} why it cannot be.
 */
export function moveEdges(work, item, span) {
  const { draft, alone, touch } = work;
  if ('content' in item) {
    if (draft.quotes.some((other) => sameSpans(other.content, [span]))) return 'there is such a mark already';
    item.content = [span];
    item.source = item.source.filter((other) => !overlap(other, span));
    item.cue = item.cue.filter((other) => !overlap(other, span));
    touch(item, 'edges');
    for (const claim of draft.claims) {
      if (claim.quote !== item || claim.span.some((other) => overlap(other, span))) continue;
      claim.quote = null;
      touch(claim, 'quote');
    }
  } else if ('span' in item) {
    if (draft.claims.some((other) => sameSpans(other.span, [span]))) return 'there is such a mark already';
    const isLost = (/** @type {Pair} */ part) => item.span.some((old) => overlap(old, part)) && !overlap(span, part);
    item.hedges = item.hedges.filter(({ start, end }) => !isLost([start, end]));
    const evidence = item.evidence.filter((part) => !part.span || !isLost(part.span));
    item.evidence = evidence.length ? evidence : [{ kind: 'none', span: null }];
    item.span = [span];
    touch(item, 'edges');
  } else {
    if (draft.mentions.some((other) => sameSpans([spanOf(other)], [span]))) return 'there is such a mark already';
    const [before, after] = [span[0] - item.start, span[1] - item.end];
    const words = draft.text.slice(...span);
    const old = wordsOf(draft, item);
    const like = alone ? [item] : [item, ...sameNames(draft, item).filter((other) => other !== item
      && draft.text.slice(Math.max(0, other.start + before), other.end + after) === words)];
    for (const mention of like) {
      mention.start += before;
      mention.end += after;
      mention.value = null;
      touch(mention, 'edges');
    }
    const { entity } = item;
    if (entity && entity.name.toLowerCase() === old.toLowerCase()) entity.name = wordsOf(draft, item);
  }
}

// Removing and adding

/**
 * Takes a mark away. What follows: the claims of a quote are the article's own; the same words are no name elsewhere either.
 * @param {Work} work @param {Item} item
 */
export function removeMark(work, item) {
  const { draft, alone, touch } = work;
  touch(item, 'removed');
  if ('content' in item) {
    draft.quotes = draft.quotes.filter((other) => other !== item);
    for (const claim of draft.claims) {
      if (claim.quote !== item) continue;
      claim.quote = null;
      if (claim.claimant.entity === item.entity) claim.claimant = { kind: 'author', entity: null, span: null };
      touch(claim, 'speaker');
    }
  } else if ('span' in item) {
    draft.claims = draft.claims.filter((other) => other !== item);
    for (const claim of draft.claims) claim.links = claim.links.filter(({ to }) => to !== item);
  } else {
    const words = wordsOf(draft, item);
    const hadNames = hasNames(draft, item.entity);
    const like = new Set(alone ? [item] : sameNames(draft, item));
    for (const mention of like) touch(mention, 'removed');
    draft.mentions = draft.mentions.filter((other) => !like.has(other));
    settleEntity(work, item.entity, hadNames, words);
  }
}

/**
 * Adds a quote, without a speaker.
 * @param {Work} work @param {Pair} span @param {DraftQuote['form']} form
 * @returns {DraftQuote | string} why it cannot be, in words.
 */
export function addQuote({ draft, touch }, span, form) {
  if (draft.quotes.some((other) => sameSpans(other.content, [span]))) return 'there is such a mark already';
  /** @type {DraftQuote} */
  const quote = { content: [span], cue: [], source: [], entity: null, form, source_kind: 'none', framing: 'neutral', score: SURE, why: [], place: ADDED };
  draft.quotes.push(quote);
  touch(quote, 'added');
  return quote;
}

/**
 * Adds a claim: of the speaker of the quote that it lies in, else in the article's own voice.
 * @param {Work} work @param {Pair} span @param {string} type
 * @returns {DraftClaim | string} why it cannot be, in words.
 */
export function addClaim({ draft, touch }, span, type) {
  if (draft.claims.some((other) => sameSpans(other.span, [span]))) return 'there is such a mark already';
  const length = (/** @type {DraftQuote} */ { content }) => content.reduce((sum, [start, end]) => sum + end - start, 0);
  const [quote = null] = draft.quotes.filter(({ content }) => content.some(([start, end]) => start <= span[0] && span[1] <= end))
    .sort((a, b) => length(a) - length(b));
  /** @type {DraftClaim} */
  const claim = {
    span: [span], types: [type], quote, stance: 'asserts', framing: 'neutral', hedges: [], evidence: [{ kind: 'none', span: null }],
    claimant: quote ? { kind: voiceOf(quote.source_kind), entity: quote.entity, span: null } : { kind: 'author', entity: null, span: null },
    check_worthy: type === 'opinion' ? 0 : type === 'quantity' || type === 'rule' ? 2 : 1,
    check_score: 0.5, score: SURE, links: [], why: [], place: ADDED,
  };
  draft.claims.push(claim);
  touch(claim, 'added');
  return claim;
}

/**
 * Adds a name: of the entity that has a mention with the same words, else of one of its own. What follows: the same words are a
 * name wherever they stand alone.
 * @param {Work} work @param {Pair} span @param {EntityKind} kind
 * @returns {DraftMention | string} why it cannot be, in words.
 */
export function addName({ draft, alone, touch }, span, kind) {
  const { text, mentions } = draft;
  if (mentions.some((other) => sameSpans([spanOf(other)], [span]))) return 'there is such a mark already';
  const words = text.slice(...span);
  const known = mentions.find((other) => other.form === 'name' && other.entity && text.slice(...spanOf(other)) === words)?.entity;
  const entity = known ?? addEntity(draft, words.replace(/\s+/g, ' ').trim(), kind);
  const add = (/** @type {Pair} */ [start, end]) => {
    /** @type {DraftMention} */
    const mention = { start, end, kind: entity.kind, form: 'name', entity, value: null, score: SURE, why: [], place: ADDED };
    draft.mentions.push(mention);
    touch(mention, 'added');
    return mention;
  };
  const taken = alone ? [] : mentions.map(spanOf);
  const mention = add(span);
  for (const other of alone ? [] : listPlaces(draft, words)) {
    if (!overlap(other, span) && !taken.some((old) => overlap(old, other))) add(other);
  }
  return mention;
}

/** Where words stand alone in the article, furniture left out. @param {Draft} draft @param {string} words */
function listPlaces({ text, blocks }, words) {
  /** @type {Pair[]} */
  const places = [];
  const isLetter = (/** @type {string} */ character) => /[\p{L}\p{N}]/u.test(character);
  for (let start = text.indexOf(words); start >= 0; start = text.indexOf(words, start + words.length)) {
    const end = start + words.length;
    const isPart = isLetter(text.charAt(start - 1)) || isLetter(text.charAt(end));
    const isLeft = blocks.some((block) => isFurniture(block.kind) && block.start < end && start < block.end);
    if (!isPart && !isLeft) places.push([start, end]);
  }
  return places;
}
