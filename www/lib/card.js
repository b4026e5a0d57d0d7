// The card: says in words what a mark is and why it is there. It never takes the focus by itself.

import { isCorrected, parseRef, roleOf, spansOf, wordsOf } from './article.js';
import { make } from './dom.js';
import { claimMeasured, doubted, mentionMeasured, quoteMeasured } from './measured.js';
import {
  CLAIM_TYPES, ENTITY_KINDS, EVIDENCE, FRAMINGS, HEDGES, QUOTE_FORMS, SOURCE_KINDS, STANCES,
  answerWords, linkWords, scoreWords, shorten, speakerName, valueWords, voiceOf,
} from './words.js';

/** @typedef {import('./article.js').ArticleIndex} ArticleIndex */
/** @typedef {import('./article.js').Ref} Ref */

/**
 * @typedef {object} CardEvents
 * @property {(ref: Ref) => void} onJump a link to another mark was chosen.
 * @property {() => void} onClose the reader closed the card.
 * @property {() => void} [onTested] the reader asks how often marks are right.
 * @property {(ref: Ref) => Promise<void>} onCopy the reader wants to have a mark's words; fails where the browser forbids it.
 * @property {(index: ArticleIndex, ref: Ref) => HTMLElement[]} [correct] what a pinned card offers to correct a mark; without
 *   it, it offers nothing.
 */

/**
 * @typedef {object} Card
 * @property {HTMLElement} element
 * @property {(index: ArticleIndex, refs: Ref[], at: DOMRect, isPinned: boolean) => void} open shows what `refs` are,
 *   beside `at`; a pinned one stays and can be worked with, another goes with the pointer.
 * @property {(at: DOMRect) => void} move puts the open card beside `at`, after a scroll.
 * @property {() => void} close
 * @property {() => boolean} isOpen
 * @property {() => boolean} isPinned
 */

/** More marks than these at one place are not told. */
const MOST = 4;
/** Between the card and the words, and the card and the edge of the window. */
const GAP_PX = 8;

let cards = 0;

/**
 * Makes a closed card; `parent` should come right after the text, so that Tab leads from it to the card.
 * @param {HTMLElement} parent
 * @param {CardEvents} events
 * @returns {Card}
 */
export function createCard(parent, events) {
  const id = `sourcelight-card-${(cards += 1)}`;
  const body = make('div', { class: 'card-body', id });
  const closer = make('button', { type: 'button', class: 'close', 'aria-label': 'Close' }, '×');
  const element = make('div', { class: 'sourcelight-card', hidden: true }, closer, body);
  parent.append(element);
  let isPinned = false;
  let lastAt = new DOMRect();

  closer.addEventListener('click', () => events.onClose());
  body.addEventListener('click', (event) => {
    const link = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest('[data-ref]'));
    if (link) events.onJump(/** @type {Ref} */ (link.dataset.ref));
    const copier = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest('[data-copy]'));
    if (copier) copy(copier);
    if (/** @type {Element} */ (event.target).closest('.more-tested')) events.onTested?.();
    // What was pressed may have made the card taller.
    if (!element.hidden) place(element, lastAt);
  });
  /** Says on the button what came of it. @param {HTMLElement} button */
  const copy = async (button) => {
    const done = events.onCopy(/** @type {Ref} */ (button.dataset.copy));
    button.textContent = await done.then(() => 'Copied', () => 'The browser forbids copying');
  };

  return {
    element,
    open(index, refs, at, pinned) {
      isPinned = pinned;
      element.classList.toggle('pinned', pinned);
      element.setAttribute('role', pinned ? 'dialog' : 'tooltip');
      if (pinned) element.setAttribute('aria-label', 'About this mark');
      else element.removeAttribute('aria-label');
      const sections = refs.slice(0, MOST).map((ref) => sectionOf(index, ref));
      if (pinned && events.correct) refs.slice(0, MOST).forEach((ref, i) => sections[i].append(...(events.correct?.(index, ref) ?? [])));
      body.replaceChildren(...sections);
      if (events.onTested) {
        for (const tested of body.querySelectorAll('.tested')) tested.append(' ', make('button', { type: 'button', class: 'link more-tested' }, 'How good is it?'));
      }
      lastAt = at;
      element.hidden = false;
      element.scrollTop = 0;
      place(element, at);
    },
    move(at) {
      lastAt = at;
      place(element, at);
    },
    close() {
      element.hidden = true;
      isPinned = false;
    },
    isOpen: () => !element.hidden,
    isPinned: () => isPinned && !element.hidden,
  };
}

/** Puts the card under the words, or above them where there is more room. @param {HTMLElement} element @param {DOMRect} at */
function place(element, at) {
  const { innerWidth: width, innerHeight: height } = window;
  const card = element.getBoundingClientRect();
  const below = height - at.bottom - GAP_PX;
  const isBelow = below >= card.height + GAP_PX || below >= at.top;
  const left = Math.min(Math.max(at.left, GAP_PX), width - card.width - GAP_PX);
  const top = isBelow ? at.bottom + GAP_PX : at.top - card.height - GAP_PX;
  element.style.setProperty('--card-left', `${Math.max(GAP_PX, left)}px`);
  element.style.setProperty('--card-top', `${Math.max(GAP_PX, Math.min(top, height - card.height - GAP_PX))}px`);
}

/** @param {ArticleIndex} index @param {Ref} ref */
function sectionOf(index, ref) {
  const { kind, id } = parseRef(ref);
  const section = make('section', { class: `about-${kind}` });
  if (kind === 'quote') fillQuote(section, index, id);
  else if (kind === 'claim') fillClaim(section, index, id);
  else fillMention(section, index, id);
  section.append(make('p', { class: 'actions', role: 'status' }, make('button', { type: 'button', class: 'copy', 'data-copy': ref }, 'Copy')));
  return section;
}

/**
 * What a reference is, in one line for a screen reader.
 * @param {ArticleIndex} index
 * @param {Ref} ref
 */
export function describe(index, ref) {
  const { kind, id } = parseRef(ref);
  const words = shorten(wordsOf(index.text, spansOf(index, ref)), 160);
  if (kind === 'quote') {
    const speaker = index.speakerOfQuote.get(id);
    return `Quote, ${speaker ? speakerName(speaker) : 'no speaker found'}: ${words}`;
  }
  if (kind === 'claim') return `Claim, ${voiceOf(index, index.article.claims[id])}: ${words}`;
  const { kind: entityKind, entity } = index.article.mentions[id];
  const name = entity === null ? '' : index.article.entities[entity].name;
  return `${capitalise(ENTITY_KINDS[entityKind][0])}: ${words}${name && name !== words ? `, that is ${name}` : ''}`;
}

/** @param {HTMLElement} section @param {ArticleIndex} index @param {number} id */
function fillQuote(section, index, id) {
  const { text, article } = index;
  const quote = article.quotes[id];
  const speaker = index.speakerOfQuote.get(id);
  const name = speaker ? speakerName(speaker) : 'No speaker found';
  const source = wordsOf(text, quote.source);
  section.append(
    make('p', { class: 'label' }, make('span', { class: 'swatch', 'data-hue': speaker?.hue ?? 'none', 'aria-hidden': 'true' }), 'Quote'),
    make('p', { class: 'lead' }, name, quote.source_kind === 'named' ? null : make('span', { class: 'note' }, ` ${SOURCE_KINDS[quote.source_kind]}`)),
    rows([
      ['Role', roleOf(index, quote.entity)],
      ['Words', capitalise(QUOTE_FORMS[quote.form])],
      ['Cue', [quote.cue.length && `“${wordsOf(text, quote.cue)}”`, FRAMINGS[quote.framing]].filter(Boolean).join(': ')],
      ['Source', source && source !== name ? `“${source}”` : ''],
      ['Why', quote.why.join('; ')],
      ...sureRows(quote, quoteMeasured(quote)),
    ]),
  );
}

/** @param {HTMLElement} section @param {ArticleIndex} index @param {number} id */
function fillClaim(section, index, id) {
  const { text, article } = index;
  const claim = article.claims[id];
  const links = [
    ...(index.answersTo.get(id) ?? []).map((answer) => ({ ref: `claim:${answer.claim.id}`, words: answerWords(index, answer, claim) })),
    ...claim.links.map((link) => ({ ref: `claim:${link.to}`, words: linkWords(index, link) })),
  ];
  section.append(
    make('p', { class: 'label' }, 'Claim'),
    make('p', { class: 'lead' }, voiceOf(index, claim)),
    rows([
      [doubted('Put as', 'stance'), [STANCES[claim.stance], FRAMINGS[claim.framing]].filter(Boolean).join(', ')],
      [doubted('Kind', 'kind'), claim.types.map((type) => CLAIM_TYPES[type] ?? type).join(', ')],
      ['Hedges', claim.hedges.map(({ start, end, kind }) => `“${text.slice(start, end)}” (${HEDGES[kind] ?? kind})`).join(', ')],
      ['Evidence', claim.evidence.flatMap(({ kind, span }) => (span ? [`${EVIDENCE[kind] ?? kind}: “${wordsOf(text, [span])}”`] : [])).join(', ') || 'none shown'],
      ['Why', claim.why.join('; ')],
      ...sureRows(claim, claimMeasured()),
    ]),
  );
  if (links.length) {
    section.append(make('ul', { class: 'answers' }, ...links.map(({ ref, words }) => make('li', {}, make('button', { type: 'button', class: 'answer', 'data-ref': ref }, words)))));
  }
}

/** @param {HTMLElement} section @param {ArticleIndex} index @param {number} id */
function fillMention(section, index, id) {
  const { text, article } = index;
  const mention = article.mentions[id];
  const words = wordsOf(text, [[mention.start, mention.end]]);
  const name = mention.entity === null ? words : article.entities[mention.entity].name;
  const all = mention.entity === null ? [id] : (index.mentionsOfEntity.get(mention.entity) ?? [id]);
  const place = all.indexOf(id);
  section.append(
    make('p', { class: 'label' }, capitalise(ENTITY_KINDS[mention.kind][0])),
    make('p', { class: 'lead' }, name),
    rows([
      ['Role', roleOf(index, mention.entity)],
      ['Here', name === words ? '' : `“${words}”`],
      ['Value', mention.value && valueWords(mention.value)],
      ['Mention', all.length > 1 ? `${place + 1} of ${all.length}` : 'the only one'],
      ['Why', mention.why.join('; ')],
      ...sureRows(mention, mentionMeasured(mention)),
    ]),
  );
  if (all.length > 1) {
    const next = all[(place + 1) % all.length];
    section.append(make('ul', { class: 'answers' }, make('li', {}, make('button', { type: 'button', class: 'answer', 'data-ref': `mention:${next}` }, 'Next mention'))));
  }
}

/**
 * How sure the engine is of a mark, and how often such marks are right; neither is said of what the reader corrected.
 * @param {{score: number, why: string[]}} item
 * @param {string} tested
 * @returns {[string, string][]}
 */
const sureRows = ({ score, why }, tested) => (isCorrected(why) ? [] : [['Sure', scoreWords(score)], ['Tested', tested]]);

/** @param {[string, string | 0 | null][]} list those without a value are left out. */
function rows(list) {
  const terms = list.flatMap(([term, value]) => (value ? [make('dt', {}, term), make('dd', { class: term === 'Tested' && 'tested' }, value)] : []));
  return make('dl', {}, ...terms);
}

/** @param {string} words */
const capitalise = (words) => words.charAt(0).toUpperCase() + words.slice(1);
