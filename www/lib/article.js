// The article as the core sends it, and the look-ups that every view of it needs.

import { ITEMS, atOnce } from './slices.js';

/** The version of the wire form that this code reads. */
export const WIRE_VERSION = 1;

/**
 * A `[start, end)` pair of UTF-16 offsets in the article's text.
 * @typedef {[number, number]} Pair
 */
/** @typedef {'headline' | 'standfirst' | 'byline' | 'dateline' | 'caption' | 'paragraph' | 'list' | 'quotation' | 'pull_quote' | 'entry' | FurnitureKind} BlockKind */
/** @typedef {'furniture' | 'related' | 'newsletter' | 'comment' | 'advertisement' | 'notice' | 'navigation' | 'footer'} FurnitureKind what is not the article. */
/** @typedef {{start: number, end: number, kind: BlockKind}} Block */
/** @typedef {'person' | 'organization' | 'place' | 'group' | 'event' | 'work' | 'law' | 'product' | 'other' | 'date' | 'time' | 'money' | 'percent' | 'quantity'} EntityKind */
/** @typedef {{id: number, name: string, kind: EntityKind, role: Pair | null}} Entity */
/**
 * What a date, a time or an amount is worth: an ISO 8601 form, or an exact number and what it counts.
 * @typedef {{iso: string, number: null, unit: null} | {iso: null, number: string, unit: string}} Value
 */
/** @typedef {{start: number, end: number, kind: EntityKind, form: 'name' | 'nominal' | 'pronoun', entity: number | null, value: Value | null, score: number, why: string[]}} Mention */
/** @typedef {'named' | 'unnamed' | 'vague' | 'document' | 'none'} SourceKind */
/** @typedef {'neutral' | 'distancing' | 'endorsing'} Framing */
/** @typedef {{id: number, content: Pair[], cue: Pair[], source: Pair[], entity: number | null, form: 'direct' | 'indirect' | 'mixed', source_kind: SourceKind, framing: Framing, score: number, why: string[]}} Quote */
/** @typedef {'author' | 'named' | 'unnamed' | 'vague' | 'document'} Voice */
/** @typedef {{kind: Voice, entity: number | null, span: Pair | null}} Claimant */
/** @typedef {{start: number, end: number, kind: string}} Hedge */
/** @typedef {{kind: string, span: Pair | null}} Evidence */
/** @typedef {{kind: string, to: number}} Link */
/** @typedef {{id: number, span: Pair[], types: string[], claimant: Claimant, quote: number | null, stance: string, framing: Framing, hedges: Hedge[], evidence: Evidence[], check_worthy: number, check_score: number, score: number, links: Link[], why: string[]}} Claim */
/** @typedef {{entity: number | null, name: string, kind: SourceKind, direct: number, indirect: number, words: number, percent: number}} Source */
/** @typedef {{author: number, named: number, unnamed: number, vague: number, document: number}} Voices */
/** @typedef {{words: number, quoted_words: number, sources: Source[], claims_by_voice: Voices, allegations: {answered: number[], unanswered: number[]}, check_first: number[]}} Summary */
/** @typedef {{version: number, offsets: string, language: string, blocks: Block[], entities: Entity[], mentions: Mention[], quotes: Quote[], claims: Claim[], summary: Summary}} Article */

/**
 * What a mark, a row or a card is about: `quote:ID`, `claim:ID` or `mention:INDEX`.
 * @typedef {`${'quote' | 'claim' | 'mention'}:${number}`} Ref
 */

/**
 * Someone who is heard in the article, with all their quotes.
 * @typedef {object} Speaker
 * @property {string} key
 * @property {string} name the entity's name, else the words that describe the source; empty where the text names none.
 * @property {SourceKind} kind
 * @property {number | null} entity
 * @property {number | null} hue index of the speaker's hue; null for a source that is nobody in particular.
 * @property {Quote[]} quotes in order.
 * @property {number} direct
 * @property {number} indirect
 * @property {number} words
 * @property {number} percent share of the words of all speakers, whole percent.
 */

/** @typedef {{kind: string, claim: Claim}} Answer */

/**
 * An article with its look-ups, each made once.
 * @typedef {object} ArticleIndex
 * @property {string} text
 * @property {Article} article
 * @property {Speaker[]} speakers most words first.
 * @property {Map<number, Speaker>} speakerOfQuote
 * @property {Map<number, Speaker>} speakerOfEntity
 * @property {number[]} bodyMentions indices of the mentions that do not lie in furniture, in order.
 * @property {Map<number, number[]>} mentionsOfEntity indices of those of each entity, in order.
 * @property {Map<number, Answer[]>} answersTo by claim: the later claims that link to it.
 */

/** @type {Set<BlockKind>} */
const FURNITURE = new Set(['furniture', 'related', 'newsletter', 'comment', 'advertisement', 'notice', 'navigation', 'footer']);

/** Whether a block of this kind is no part of the article. @param {BlockKind} kind */
export const isFurniture = (kind) => FURNITURE.has(kind);

/** What the reasons of a mark begin with that the reader corrected. */
export const OWN_REASON = 'corrected by you';

/** Whether the reader corrected a mark, by its reasons. @param {string[]} why */
export const isCorrected = (why) => why.some((reason) => reason.startsWith(OWN_REASON));

/** How many hues speakers share. */
export const HUES = 8;

/**
 * Makes the look-ups of an article; linear in it.
 * @param {string} text the text that was annotated.
 * @param {Article} article
 * @returns {ArticleIndex}
 */
export const indexArticle = (text, article) => atOnce(indexing(text, article));

/** The same as work that can be done in slices. @param {string} text @param {Article} article @returns {Generator<undefined, ArticleIndex>} */
export function* indexing(text, article) {
  const speakers = yield* listSpeakers(text, article);
  const speakerOfQuote = new Map();
  const speakerOfEntity = new Map();
  for (const speaker of speakers) {
    for (const quote of speaker.quotes) speakerOfQuote.set(quote.id, speaker);
    if (speaker.entity !== null) speakerOfEntity.set(speaker.entity, speaker);
  }
  /** @type {Map<number, number[]>} */
  const mentionsOfEntity = new Map();
  const bodyMentions = yield* listBodyMentions(article);
  for (const mention of bodyMentions) {
    if (mention % ITEMS === 0) yield;
    const { entity } = article.mentions[mention];
    if (entity !== null) append(mentionsOfEntity, entity, mention);
  }
  /** @type {Map<number, Answer[]>} */
  const answersTo = new Map();
  for (const claim of article.claims) {
    for (const link of claim.links) append(answersTo, link.to, { kind: link.kind, claim });
  }
  return { text, article, speakers, speakerOfQuote, speakerOfEntity, bodyMentions, mentionsOfEntity, answersTo };
}

/** @param {Article} article @returns {Generator<undefined, number[]>} */
function* listBodyMentions({ mentions, blocks }) {
  /** @type {number[]} */
  const body = [];
  let block = 0;
  for (let mention = 0; mention < mentions.length; mention += 1) {
    if (mention % ITEMS === 0) yield;
    while (block < blocks.length && blocks[block].end <= mentions[mention].start) block += 1;
    if (!blocks[block] || !isFurniture(blocks[block].kind)) body.push(mention);
  }
  return body;
}

/** @template K, V @param {Map<K, V[]>} map @param {K} key @param {V} value */
function append(map, key, value) {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/**
 * Groups the quotes by who is heard; counts come from the summary where it names the same source.
 * @param {string} text
 * @param {Article} article
 * @returns {Generator<undefined, Speaker[]>}
 */
function* listSpeakers(text, article) {
  /** @type {Map<string, Source>} */
  const sources = new Map();
  for (const source of article.summary.sources) sources.set(sourceKey(source.entity, source.kind, source.name), source);
  /** @type {Map<string, Speaker>} */
  const speakers = new Map();
  for (const quote of article.quotes) {
    if (quote.id % ITEMS === 0) yield;
    const words = quote.entity === null ? wordsOf(text, quote.source) : '';
    const key = sourceKey(quote.entity, quote.source_kind, words);
    let speaker = speakers.get(key);
    if (!speaker) {
      const name = quote.entity === null ? words : article.entities[quote.entity].name;
      speaker = { key, name, kind: quote.source_kind, entity: quote.entity, hue: null, quotes: [], direct: 0, indirect: 0, words: 0, percent: 0 };
      speakers.set(key, speaker);
    }
    speaker.quotes.push(quote);
    if (quote.form === 'indirect') speaker.indirect += 1;
    else speaker.direct += 1;
  }
  const list = [...speakers.values()];
  for (const [at, speaker] of list.entries()) {
    if (at % ITEMS === 0) yield;
    const source = sources.get(speaker.key);
    if (source) Object.assign(speaker, { direct: source.direct, indirect: source.indirect, words: source.words });
    else speaker.words = speaker.quotes.reduce((sum, quote) => sum + countWords(text, quote.content), 0);
  }
  const all = list.reduce((sum, speaker) => sum + speaker.words, 0);
  for (const speaker of list) speaker.percent = Math.round((100 * speaker.words) / Math.max(1, all));
  list.sort((a, b) => b.words - a.words);
  let hue = 0;
  for (const speaker of list) {
    if (speaker.kind !== 'none' && speaker.kind !== 'vague') speaker.hue = hue++ % HUES;
  }
  return list;
}

/** @param {number | null} entity @param {SourceKind} kind @param {string} words */
function sourceKey(entity, kind, words) {
  if (entity !== null) return `entity ${entity}`;
  return kind === 'none' ? 'none' : `${kind} ${words.toLowerCase()}`;
}

/**
 * The words of one or more spans in one line; a gap between two is shown by an ellipsis.
 * @param {string} text
 * @param {Pair[]} spans
 */
export function wordsOf(text, spans) {
  const parts = spans.map(([start, end]) => text.slice(start, end));
  return parts
    .map((part, index) => (index > 0 && text.slice(spans[index - 1][1], spans[index][0]).trim() ? `… ${part}` : part))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * The role in which the article presents an entity, in the article's words; empty where it states none.
 * @param {ArticleIndex} index
 * @param {number | null} entity
 */
export function roleOf({ text, article }, entity) {
  const role = entity === null ? null : article.entities[entity].role;
  return role ? wordsOf(text, [role]) : '';
}

/** @param {string} text @param {Pair[]} spans */
function countWords(text, spans) {
  let count = 0;
  for (const [start, end] of spans) count += text.slice(start, end).match(/\S+/g)?.length ?? 0;
  return count;
}

/**
 * The kind and number of a reference.
 * @param {Ref} ref
 * @returns {{kind: 'quote' | 'claim' | 'mention', id: number}}
 */
export function parseRef(ref) {
  const [kind, id] = ref.split(':');
  return { kind: /** @type {'quote' | 'claim' | 'mention'} */ (kind), id: Number(id) };
}

/** Where the article ends in its text: what is left out may follow. @param {Pick<ArticleIndex, 'text' | 'article'>} index */
export function articleEnd({ text, article }) {
  return article.blocks.findLast((block) => !isFurniture(block.kind))?.end || text.length;
}

/**
 * The spans that a reference covers, in order.
 * @param {ArticleIndex} index
 * @param {Ref} ref
 * @returns {Pair[]}
 */
export function spansOf({ article }, ref) {
  const { kind, id } = parseRef(ref);
  if (kind === 'quote') return article.quotes[id].content;
  if (kind === 'claim') return article.claims[id].span;
  return [[article.mentions[id].start, article.mentions[id].end]];
}

/**
 * The words of the text that speak for a mark: cue and source of a quote, hedges, evidence and claimant of a claim, the role of a name.
 * @param {ArticleIndex} index
 * @param {Ref} ref
 * @returns {Pair[]}
 */
export function evidenceOf({ article }, ref) {
  const { kind, id } = parseRef(ref);
  if (kind === 'quote') return [...article.quotes[id].source, ...article.quotes[id].cue];
  if (kind === 'mention') {
    const { entity } = article.mentions[id];
    const role = entity === null ? null : article.entities[entity].role;
    return role ? [role] : [];
  }
  const { hedges, evidence, claimant, quote } = article.claims[id];
  return [
    ...hedges.map(({ start, end }) => /** @type {Pair} */ ([start, end])),
    ...evidence.flatMap(({ span }) => (span ? [span] : [])),
    ...(claimant.span ? [claimant.span] : []),
    ...(quote === null ? [] : article.quotes[quote].cue),
  ];
}

/**
 * Who puts a claim forward, in words; `null` for the article itself.
 * @param {ArticleIndex} index
 * @param {Claim} claim
 * @returns {string | null}
 */
export function claimantName({ text, article, speakerOfQuote }, { claimant, quote }) {
  if (claimant.kind === 'author') return null;
  if (claimant.entity !== null) return article.entities[claimant.entity].name;
  if (claimant.span) return wordsOf(text, [claimant.span]);
  return (quote === null ? '' : speakerOfQuote.get(quote)?.name) || '';
}
