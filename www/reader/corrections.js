// What a reader corrects in an article: a list of plain corrections, and the article that they give.

import { parseRef, spansOf } from '../lib/article.js';
import { CLAIM_TYPES, ENTITY_KINDS, QUOTE_FORMS } from '../lib/words.js';
import { closeDraft, openDraft } from './corrected-article.js';
import { changeSpeaker, changeVoice, mergeEntity, splitEntity } from './correction-people.js';
import { addClaim, addName, addQuote, changeClaimType, changeEntityKind, changeQuoteForm, moveEdges, removeMark } from './correction-rules.js';
import { correctedWhy, sameSpans } from './correction-work.js';

/** @typedef {import('../lib/article.js').Article} Article */
/** @typedef {import('../lib/article.js').EntityKind} EntityKind */
/** @typedef {import('../lib/article.js').Pair} Pair */
/** @typedef {import('../lib/article.js').Quote} Quote */
/** @typedef {import('../lib/article.js').Ref} Ref */
/** @typedef {import('./corrected-article.js').Draft} Draft */
/** @typedef {import('./corrected-article.js').DraftEntity} DraftEntity */
/** @typedef {import('./correction-work.js').Item} Item */

/**
 * A stretch of the text: UTF-16 offsets, the words there, and some of the text around them (the W3C's TextQuoteSelector).
 * @typedef {{start: number, end: number, exact: string, prefix: string, suffix: string}} Anchor
 */
/** What a correction is about. @typedef {{mark: 'quote' | 'claim' | 'mention', spans: Anchor[]}} Target */
/** An entity, by its name and the place of one of its mentions. @typedef {{name: string, mention: Anchor}} ByMention */
/** Somebody: an entity, words of the text, or nobody; of a claim, nobody else than the article itself. @typedef {ByMention | {words: Anchor} | null} Who */
/** What a correction changes. @typedef {'entity-kind' | 'quote-form' | 'claim-type' | 'speaker' | 'edges' | 'remove' | 'add' | 'merge' | 'split'} CorrectionKind */
/**
 * A correction. `before` is what stood there, for those who read it; what `after` is depends on the kind: a word of the wire form
 * for `entity-kind`, `quote-form`, `claim-type` and `add`; a {@link Who} for `speaker`, `merge` and `split`; an {@link Anchor} for
 * `edges`; null for `remove`.
 * @typedef {object} Correction
 * @property {CorrectionKind} kind
 * @property {Target} target
 * @property {unknown} before
 * @property {string | Who | Anchor} after
 * @property {true} [alone] it goes for this mark only, and nothing follows elsewhere.
 * @property {string} time ISO 8601.
 */
/** What became of a correction; `others` counts the marks that changed besides. @typedef {{applied: true, others: number, ref: Ref | null} | {applied: false, reason: string}} Outcome */
/** Somebody as the views know them. @typedef {{entity: number} | {words: Pair} | null} Choice */

/** So much of the text stands in an anchor at each side of its words, in UTF-16 code units. */
const AROUND = 32;
/** So much of that has to be the same at one side. */
const NEAR = 8;

// Anchors

/** @param {string} text @param {Pair} span @returns {Anchor} */
export function makeAnchor(text, [start, end]) {
  // A half of a surrogate pair would not survive a file.
  const prefix = text.slice(Math.max(0, start - AROUND), start).replace(/^[\udc00-\udfff]/, '');
  const suffix = text.slice(end, end + AROUND).replace(/[\ud800-\udbff]$/, '');
  return { start, end, exact: text.slice(start, end), prefix, suffix };
}

/**
 * Where an anchor's words stand in a text: in their place, or in the only other place with the same words around.
 * @param {string} text
 * @param {Anchor} anchor
 * @returns {Pair | null}
 */
export function findAnchor(text, { start, end, exact, prefix, suffix }) {
  const isNear = text.slice(0, start).endsWith(prefix.slice(-NEAR)) || text.startsWith(suffix.slice(0, NEAR), end);
  if (text.slice(start, end) === exact && isNear) return [start, end];
  const passage = prefix + exact + suffix;
  const at = text.indexOf(passage);
  if (prefix.length + suffix.length < NEAR || at < 0 || text.indexOf(passage, at + 1) >= 0) return null;
  return [at + prefix.length, at + prefix.length + exact.length];
}

// Making corrections

/**
 * A correction of what is marked.
 * @param {string} text
 * @param {Article} article as the reader sees it.
 * @param {Ref} ref
 * @param {Exclude<CorrectionKind, 'add'>} kind
 * @param {string | Choice | Pair} after a word for kinds, forms and types, somebody, or the new edges.
 * @param {{time: string, alone?: boolean}} options
 * @returns {Correction}
 */
export function makeCorrection(text, article, ref, kind, after, { time, alone = false }) {
  const { kind: mark, id } = parseRef(ref);
  const spans = spansOf(/** @type {any} */ ({ article }), ref).map((span) => makeAnchor(text, span));
  /** @type {Correction} */
  const correction = { kind, target: { mark, spans }, before: beforeOf(text, article, mark, id, kind), after: null, time };
  if (alone) correction.alone = true;
  if (Array.isArray(after)) correction.after = makeAnchor(text, after);
  else if (typeof after === 'string') correction.after = after;
  else if (after && 'words' in after) correction.after = { words: makeAnchor(text, after.words) };
  else if (after) correction.after = byMention(text, article, after.entity);
  return correction;
}

/**
 * A correction that marks words.
 * @param {string} text
 * @param {'quote' | 'claim' | 'mention'} mark
 * @param {Pair} span
 * @param {string} after the quote's form, the claim's type, or the kind of name.
 * @param {{time: string, alone?: boolean}} options
 * @returns {Correction}
 */
export function makeAddition(text, mark, span, after, { time, alone = false }) {
  return { kind: 'add', target: { mark, spans: [makeAnchor(text, span)] }, before: null, after, ...(alone && { alone }), time };
}

/** @param {string} text @param {Article} article @param {number | null} entity @returns {ByMention | null} */
function byMention(text, { entities, mentions }, entity) {
  if (entity === null) return null;
  const all = mentions.filter((mention) => mention.entity === entity);
  const mention = all.find(({ form }) => form === 'name') ?? all[0];
  return mention ? { name: entities[entity].name, mention: makeAnchor(text, [mention.start, mention.end]) } : null;
}

/** @param {string} text @param {Article} article @param {Target['mark']} mark @param {number} id @param {CorrectionKind} kind @returns {unknown} */
function beforeOf(text, article, mark, id, kind) {
  if (kind === 'edges' || kind === 'remove') return null;
  const item = mark === 'quote' ? article.quotes[id] : mark === 'claim' ? article.claims[id] : article.mentions[id];
  if (kind === 'entity-kind' && 'value' in item) return item.kind;
  if (kind === 'quote-form' && 'content' in item) return item.form;
  if (kind === 'claim-type' && 'types' in item) return item.types;
  const entity = 'claimant' in item ? item.claimant.entity : item.entity;
  const words = 'content' in item ? item.source[0] : 'claimant' in item ? item.claimant.span : null;
  return byMention(text, article, entity) ?? (words ? { words: makeAnchor(text, words) } : null);
}

/**
 * The words that a selection means: without space at its ends, and for a quote without the quotation marks.
 * @param {string} text
 * @param {Pair} span
 * @param {boolean} [isQuote]
 * @returns {Pair | null} null where nothing is left.
 */
export function trimSpan(text, [start, end], isQuote = false) {
  const strip = () => {
    while (start < end && /\s/.test(text[start])) start += 1;
    while (end > start && /\s/.test(text[end - 1])) end -= 1;
  };
  strip();
  if (isQuote && /["“«„]/.test(text[start] ?? '')) start += 1;
  if (isQuote && end > start && /["”»“]/.test(text[end - 1])) end -= 1;
  strip();
  return start < end ? [start, end] : null;
}

/** Whether a span stands in quotation marks, which its paragraph opens before it. @param {string} text @param {Pair} span @returns {Quote['form']} */
export function formOfSpan(text, [start]) {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const isOpen = before.lastIndexOf('“') > before.lastIndexOf('”') || before.split('"').length % 2 === 0;
  return isOpen ? 'direct' : 'indirect';
}

// Applying them

/**
 * The article with the corrections in it, in their order; what does not fit is left out. Never throws.
 * @param {string} text
 * @param {Article} article stays as it is.
 * @param {readonly unknown[]} corrections
 * @returns {Article}
 */
export const applyCorrections = (text, article, corrections) => correctArticle(text, article, corrections).article;

/**
 * The same with what became of each correction.
 * @param {string} text
 * @param {Article} article
 * @param {readonly unknown[]} corrections
 * @returns {{article: Article, outcomes: Outcome[]}}
 */
export function correctArticle(text, article, corrections) {
  if (!corrections.length) return { article, outcomes: [] };
  const draft = openDraft(text, article);
  const results = corrections.map((correction) =>
    isCorrection(correction) ? applyTo(draft, correction) : 'it is not a correction that this version reads');
  if (results.every((result) => typeof result === 'string')) {
    return { article, outcomes: results.map((reason) => ({ applied: false, reason: String(reason) })) };
  }
  const closed = closeDraft(draft, article);
  return {
    article: closed.article,
    outcomes: results.map((result) =>
      typeof result === 'string'
        ? { applied: false, reason: result }
        : { applied: true, others: result.others, ref: closed.refOf(result.target) }),
  };
}

/**
 * @param {Draft} draft
 * @param {Correction} correction
 * @returns {{target: Item, others: number} | string} why it does not fit, in words.
 */
function applyTo(draft, correction) {
  const { kind, target, after, alone = false } = correction;
  const spans = target.spans.map((anchor) => findAnchor(draft.text, anchor));
  if (!spans.every((span) => span !== null)) return 'the text is no longer what it was about';
  const isAddition = kind === 'add';
  const item = isAddition ? null : findItem(draft, target.mark, spans);
  if (!isAddition && !item) return 'what it was about is not marked';

  /** @type {Set<Item>} */
  const touched = new Set();
  /** @type {import('./correction-work.js').Work} */
  const work = {
    draft, target: item, alone,
    touch(other, what) {
      touched.add(other);
      other.why = correctedWhy(other.why, what, other === (work.target ??= other));
    },
  };
  const result = isAddition ? addMark(work, target.mark, spans[0], /** @type {string} */ (after)) : change(work, /** @type {Item} */ (item), correction);
  if (typeof result === 'string') return result;
  const changed = /** @type {Item} */ (item ?? result);
  touched.delete(changed);
  return { target: changed, others: touched.size };
}

/** @param {Draft} draft @param {Target['mark']} mark @param {Pair[]} spans @returns {Item | null} */
function findItem(draft, mark, spans) {
  if (mark === 'quote') return draft.quotes.find(({ content }) => sameSpans(content, spans)) ?? null;
  if (mark === 'claim') return draft.claims.find(({ span }) => sameSpans(span, spans)) ?? null;
  return draft.mentions.find(({ start, end }) => sameSpans([[start, end]], spans)) ?? null;
}

/** @param {import('./correction-work.js').Work} work @param {Target['mark']} mark @param {Pair} span @param {string} after */
function addMark(work, mark, span, after) {
  if (mark === 'quote') return addQuote(work, span, /** @type {Quote['form']} */ (after));
  if (mark === 'claim') return addClaim(work, span, after);
  return addName(work, span, /** @type {EntityKind} */ (after));
}

/** @param {import('./correction-work.js').Work} work @param {Item} item @param {Correction} correction @returns {string | void} */
function change(work, item, { kind, after }) {
  const { text } = work.draft;
  if (kind === 'remove') return removeMark(work, item);
  if (kind === 'edges') {
    const span = findAnchor(text, /** @type {Anchor} */ (after));
    return span ? moveEdges(work, item, span) : 'the text is no longer what it was about';
  }
  if (typeof after === 'string') {
    if ('content' in item) return changeQuoteForm(work, item, /** @type {Quote['form']} */ (after));
    if ('span' in item) return changeClaimType(work, item, after);
    return changeEntityKind(work, item, /** @type {EntityKind} */ (after));
  }
  const person = findPerson(work.draft, /** @type {Who} */ (after));
  if (!person) return 'who it names is not in the article';
  if ('content' in item) return changeSpeaker(work, item, person);
  if ('span' in item) return changeVoice(work, item, person);
  if (kind === 'split') return splitEntity(work, item, person.entity);
  if (!person.entity) return 'who it names is not in the article';
  return person.entity === item.entity ? 'it already is so' : mergeEntity(work, item, person.entity);
}

/**
 * Who is meant; words that name one entity mean that entity.
 * @param {Draft} draft @param {Who} who
 * @returns {import('./correction-work.js').Person | null} null where the text or the entity is not there.
 */
function findPerson(draft, who) {
  if (who === null) return { entity: null, words: null };
  const span = findAnchor(draft.text, 'words' in who ? who.words : who.mention);
  if (!span) return null;
  if ('mention' in who) {
    const entity = draft.mentions.find(({ start, end }) => start === span[0] && end === span[1])?.entity;
    return entity ? { entity, words: null } : null;
  }
  const named = draft.mentions.filter(({ start, end, entity }) => entity && span[0] <= start && end <= span[1]);
  const entities = new Set((named.some(({ form }) => form === 'name') ? named.filter(({ form }) => form === 'name') : named).map(({ entity }) => entity));
  return { entity: entities.size === 1 ? [...entities][0] : null, words: span };
}

// What is a correction

/** Which marks a kind is for. @type {Record<CorrectionKind, Target['mark'][]>} */
const MARKS_OF_KIND = {
  'entity-kind': ['mention'], 'quote-form': ['quote'], 'claim-type': ['claim'], speaker: ['quote', 'claim'], edges: ['quote', 'claim', 'mention'],
  remove: ['quote', 'claim', 'mention'], add: ['quote', 'claim', 'mention'], merge: ['mention'], split: ['mention'],
};

/** The words of the wire form for each mark. @type {Record<Target['mark'], object>} */
const WORDS_OF_MARK = { quote: QUOTE_FORMS, claim: CLAIM_TYPES, mention: ENTITY_KINDS };

/** @param {unknown} value @returns {value is Record<string, unknown>} */
export const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param {unknown} value @returns {value is Anchor} */
function isAnchor(value) {
  return isRecord(value) && Number.isSafeInteger(value.start) && Number.isSafeInteger(value.end)
    && /** @type {number} */ (value.start) >= 0 && /** @type {number} */ (value.start) < /** @type {number} */ (value.end)
    && typeof value.exact === 'string' && value.exact.length === /** @type {number} */ (value.end) - /** @type {number} */ (value.start)
    && typeof value.prefix === 'string' && typeof value.suffix === 'string';
}

/**
 * Whether something is a correction that this version reads.
 * @param {unknown} value
 * @returns {value is Correction}
 */
export function isCorrection(value) {
  if (!isRecord(value) || typeof value.kind !== 'string' || typeof value.time !== 'string') return false;
  if (!Object.hasOwn(MARKS_OF_KIND, value.kind) || !isRecord(value.target)) return false;
  const kind = /** @type {CorrectionKind} */ (value.kind);
  const { mark, spans } = value.target;
  if (!MARKS_OF_KIND[kind].includes(/** @type {any} */ (mark)) || !Array.isArray(spans) || !spans.length || !spans.every(isAnchor)) return false;
  const { after, alone } = value;
  if (alone !== undefined && alone !== true) return false;
  if (kind === 'remove') return after === null;
  if (kind === 'edges') return isAnchor(after);
  if (kind === 'merge') return isRecord(after) && isAnchor(after.mention);
  if (kind === 'split') return after === null || (isRecord(after) && isAnchor(after.mention));
  if (kind === 'speaker') return after === null || (isRecord(after) && (isAnchor(after.mention) || isAnchor(after.words)));
  return typeof after === 'string' && Object.hasOwn(WORDS_OF_MARK[/** @type {Target['mark']} */ (mark)], after);
}

// Steps back and forth

/**
 * The corrections of an article, and the lists before and after them.
 * @typedef {{past: Correction[][], corrections: Correction[], future: Correction[][]}} History
 */

/** Steps that can be undone. */
export const MOST_STEPS = 200;

/** @param {Correction[]} [corrections] @returns {History} */
export const startHistory = (corrections = []) => ({ past: [], corrections, future: [] });

/** A step to another list of corrections. @param {History} history @param {Correction[]} next @returns {History} */
export const stepTo = ({ past, corrections }, next) => ({ past: [...past, corrections].slice(-MOST_STEPS), corrections: next, future: [] });

/** The step before; itself where there is none. @param {History} history @returns {History} */
export function undo(history) {
  const { past, corrections, future } = history;
  const last = past.at(-1);
  return last ? { past: past.slice(0, -1), corrections: last, future: [corrections, ...future] } : history;
}

/** The step that was undone last; itself where there is none. @param {History} history @returns {History} */
export function redo(history) {
  const { past, corrections, future } = history;
  const [next, ...rest] = future;
  return next ? { past: [...past, corrections], corrections: next, future: rest } : history;
}
