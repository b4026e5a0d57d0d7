// An article as a draft, in which things refer to each other and not to ids, and the way back to the wire form.

import { isFurniture } from '../lib/article.js';

/** @typedef {import('../lib/article.js').Article} Article */
/** @typedef {import('../lib/article.js').Block} Block */
/** @typedef {import('../lib/article.js').Pair} Pair */
/** @typedef {import('../lib/article.js').Ref} Ref */
/** @typedef {import('../lib/article.js').Summary} Summary */

// `place` is the one in the engine's list; what the reader added has none and comes after those that start with it.

/** `heardAs` is how the engine's quotes identify it; null where it is not heard. @typedef {import('../lib/article.js').Entity & {place: number, heardAs: import('../lib/article.js').SourceKind | null}} DraftEntity */
/** @typedef {Omit<import('../lib/article.js').Mention, 'entity'> & {entity: DraftEntity | null, place: number}} DraftMention */
/** @typedef {Omit<import('../lib/article.js').Quote, 'id' | 'entity'> & {entity: DraftEntity | null, place: number}} DraftQuote */
/** @typedef {{kind: import('../lib/article.js').Voice, entity: DraftEntity | null, span: Pair | null}} DraftClaimant */
/**
 * @typedef {Omit<import('../lib/article.js').Claim, 'id' | 'claimant' | 'quote' | 'links'> & {
 *   claimant: DraftClaimant, quote: DraftQuote | null, links: {kind: string, to: DraftClaim}[], place: number}} DraftClaim
 */

/**
 * @typedef {object} Draft
 * @property {string} text
 * @property {Block[]} blocks
 * @property {DraftEntity[]} entities
 * @property {DraftMention[]} mentions
 * @property {DraftQuote[]} quotes
 * @property {DraftClaim[]} claims
 */

/** The place of what the reader added. */
export const ADDED = Infinity;
/** How many claims a reader is asked to check first; as in the core. */
const CHECK_FIRST = 3;
/** What the core counts as a word. */
const WORD = /[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*/gu;

/**
 * Takes an article apart; the article stays as it is.
 * @param {string} text
 * @param {Article} article
 * @returns {Draft}
 */
export function openDraft(text, article) {
  /** @type {DraftEntity[]} */
  const entities = article.entities.map((entity, place) => ({ ...entity, place, heardAs: null }));
  /** @param {number | null} id */
  const entityOf = (id) => (id === null ? null : (entities[id] ?? null));
  const quotes = article.quotes.map((quote, place) => ({ ...quote, entity: entityOf(quote.entity), place }));
  for (const { entity, source_kind: kind } of quotes) if (entity && entity.heardAs !== 'named') entity.heardAs = kind;
  const claims = article.claims.map((claim, place) => ({
    ...claim,
    claimant: { ...claim.claimant, entity: entityOf(claim.claimant.entity) },
    quote: claim.quote === null ? null : (quotes[claim.quote] ?? null),
    links: /** @type {DraftClaim['links']} */ ([]),
    place,
  }));
  article.claims.forEach(({ links }, i) => {
    claims[i].links = links.flatMap((link) => (claims[link.to] ? [{ ...link, to: claims[link.to] }] : []));
  });
  const mentions = article.mentions.map((mention, place) => ({ ...mention, entity: entityOf(mention.entity), place }));
  return { text, blocks: article.blocks, entities, mentions, quotes, claims };
}

/**
 * Puts a draft together again: in order, with ids that are places, and with a summary of what it has become.
 * @param {Draft} draft
 * @param {Article} article what it was made from.
 * @returns {{article: Article, refOf: (item: object | null) => Ref | null}} `refOf` of what is no longer there is null.
 */
export function closeDraft(draft, article) {
  const { text } = draft;
  const mentions = draft.mentions.toSorted((a, b) => a.start - b.start || byPlace(a, b) || b.end - a.end);
  const quotes = draft.quotes.toSorted((a, b) => bySpans(a.content, b.content) || byPlace(a, b));
  const claims = draft.claims.toSorted((a, b) => bySpans(a.span, b.span) || byPlace(a, b));
  const used = new Set([...mentions, ...quotes, ...claims.map(({ claimant }) => claimant)].map(({ entity }) => entity));
  const firstStart = (/** @type {DraftEntity} */ entity) => mentions.find((mention) => mention.entity === entity)?.start ?? 0;
  const entities = draft.entities.filter((entity) => used.has(entity))
    .sort((a, b) => byPlace(a, b) || firstStart(a) - firstStart(b));
  const idOfEntity = new Map(entities.map((entity, id) => [entity, id]));
  const idOfQuote = new Map(quotes.map((quote, id) => [quote, id]));
  const idOfClaim = new Map(claims.map((claim, id) => [claim, id]));
  const idOfMention = new Map(mentions.map((mention, id) => [mention, id]));
  /** @template T @param {Map<T, number>} ids @param {T | null} item */
  const idIn = (ids, item) => (item === null ? null : (ids.get(item) ?? null));

  /** @type {Article} */
  const corrected = {
    ...article,
    entities: entities.map(({ place, heardAs, ...entity }, id) => ({ ...entity, id })),
    mentions: mentions.map(({ place, ...mention }) => ({ ...mention, entity: idIn(idOfEntity, mention.entity) })),
    quotes: quotes.map(({ place, ...quote }, id) => ({ ...quote, id, entity: idIn(idOfEntity, quote.entity) })),
    claims: claims.map(({ place, ...claim }, id) => ({
      ...claim,
      id,
      claimant: { ...claim.claimant, entity: idIn(idOfEntity, claim.claimant.entity) },
      quote: idIn(idOfQuote, claim.quote),
      links: claim.links.flatMap((link) => (idOfClaim.has(link.to) ? [{ ...link, to: /** @type {number} */ (idOfClaim.get(link.to)) }] : [])),
    })),
  };
  /** The old ranks of the claims to check first, which were ranked by finer scores than the wire form has. */
  const ranks = new Map(article.summary.check_first?.map((id, rank) => [id, rank]));
  const rankOf = (/** @type {DraftClaim} */ { place }) => ranks.get(place) ?? CHECK_FIRST;
  corrected.summary = summarise(text, article, corrected, (a, b) => rankOf(claims[a]) - rankOf(claims[b]));
  return {
    article: corrected,
    refOf(item) {
      const maps = /** @type {const} */ ([['quote', idOfQuote], ['claim', idOfClaim], ['mention', idOfMention]]);
      for (const [kind, ids] of maps) {
        const id = ids.get(/** @type {any} */ (item));
        if (id !== undefined) return `${kind}:${id}`;
      }
      return null;
    },
  };
}

/** @param {{place: number}} a @param {{place: number}} b */
const byPlace = (a, b) => (a.place === b.place ? 0 : a.place - b.place);

/** @param {Pair[]} a @param {Pair[]} b */
const bySpans = (a, b) => a[0][0] - b[0][0];

/** How many words the core counts in some spans. @param {string} text @param {Pair[]} spans */
export function countWords(text, spans) {
  let count = 0;
  for (const [start, end] of spans) count += text.slice(start, end).match(WORD)?.length ?? 0;
  return count;
}

/**
 * Sums up a corrected article by the rules of the core's `summarise`.
 * @param {string} text
 * @param {Article} before
 * @param {Article} article
 * @param {(a: number, b: number) => number} byRank orders claims with the same score.
 * @returns {Summary}
 */
function summarise(text, before, article, byRank) {
  const { claims } = article;
  const voices = { author: 0, named: 0, unnamed: 0, vague: 0, document: 0 };
  for (const { claimant } of claims) voices[claimant.kind] += 1;
  const answeredIds = new Set(claims.flatMap(({ links }) =>
    links.flatMap(({ kind, to }) => (kind === 'denies' || kind === 'disputes' ? [to] : []))));
  const allegations = claims.flatMap(({ id, stance }) => (stance === 'alleges' ? [id] : []));
  // Only the difference is counted, so that what no correction touches keeps the core's figure.
  const quoted = before.summary.quoted_words + countQuoted(text, article) - countQuoted(text, before);
  return {
    ...before.summary,
    quoted_words: Math.min(Math.max(0, quoted), before.summary.words),
    sources: listSources(text, article),
    claims_by_voice: voices,
    allegations: {
      answered: allegations.filter((id) => answeredIds.has(id)),
      unanswered: allegations.filter((id) => !answeredIds.has(id)),
    },
    check_first: claims
      .filter((claim) => claim.check_worthy === 2 && !claim.links.some(({ kind }) => kind === 'repeats'))
      .sort((a, b) => b.check_score - a.check_score || byRank(a.id, b.id))
      .slice(0, CHECK_FIRST)
      .map(({ id }) => id),
  };
}

/** Words that lie in the content of at least one quote, furniture left out. @param {string} text @param {Article} article */
function countQuoted(text, { quotes, blocks }) {
  const left = blocks.filter(({ kind }) => isFurniture(kind));
  /** @type {Pair[]} */
  const merged = [];
  for (const [start, end] of quotes.flatMap(({ content }) => content).sort((a, b) => a[0] - b[0])) {
    if (left.some((block) => block.start < end && start < block.end)) continue;
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return countWords(text, merged);
}

/** @param {string} text @param {Article} article @returns {Summary['sources']} */
function listSources(text, { quotes, entities }) {
  /** @type {Map<string, Summary['sources'][number]>} */
  const sources = new Map();
  for (const quote of quotes) {
    const words = quote.source.length ? text.slice(...quote.source[0]) : '';
    if (!words && quote.entity === null) continue;
    const key = quote.entity === null ? `words ${words.toLowerCase()}` : `entity ${quote.entity}`;
    let source = sources.get(key);
    if (!source) {
      const name = quote.entity === null ? words : entities[quote.entity].name;
      source = { entity: quote.entity, name, kind: quote.source_kind, direct: 0, indirect: 0, words: 0, percent: 0 };
      sources.set(key, source);
    }
    if (quote.form === 'indirect') source.indirect += 1;
    else source.direct += 1;
    source.words += countWords(text, quote.content);
    if (quote.source_kind === 'named') source.kind = 'named';
  }
  const list = [...sources.values()].sort((a, b) => b.words - a.words);
  const all = list.reduce((sum, { words }) => sum + words, 0);
  for (const source of list) source.percent = Math.floor((200 * source.words + all) / Math.max(1, 2 * all));
  return list;
}
