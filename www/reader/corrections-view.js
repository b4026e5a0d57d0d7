// The reader's corrections on the page: what a card offers, what selected words offer, steps back and forth, keeping, saving, files.

import { indexArticle, parseRef } from '../lib/article.js';
import { make } from '../lib/dom.js';
import { CLAIM_TYPES, ENTITY_KINDS, OWN_VOICE, QUOTE_FORMS, counted } from '../lib/words.js';
import { ENGINE_VERSION, bringCorrections, toJsonLines } from './correction-files.js';
import { MARK_NAMES, makeMenu } from './correction-menu.js';
import { keepCorrections, loadCorrections } from './correction-store.js';
import { correctArticle, formOfSpan, makeAddition, makeCorrection, redo, startHistory, stepTo, trimSpan, undo } from './corrections.js';
import { IntakeError } from './intake.js';
import { createSelectionBar } from './selection-bar.js';

/** @typedef {import('../lib/article.js').Article} Article */
/** @typedef {import('../lib/article.js').ArticleIndex} ArticleIndex */
/** @typedef {import('../lib/article.js').Pair} Pair */
/** @typedef {import('../lib/article.js').Ref} Ref */
/** @typedef {import('./corrections.js').Correction} Correction */
/** @typedef {import('./corrections.js').History} History */

/**
 * An article that was opened, as the engine gave it, and what became of it.
 * @typedef {{text: string, article: Article, history: History, isKept: boolean}} Opened
 */

/**
 * @typedef {object} Corrections
 * @property {(engines: ArticleIndex) => ArticleIndex} open takes up an article of the engine's, and gives it with the corrections that
 *   there are of it.
 * @property {(lines: string, name: string) => void} take applies the corrections of a file to the article, and says how many; throws an
 *   `IntakeError` where there is nothing to apply.
 * @property {(index: ArticleIndex, ref: Ref) => HTMLElement[]} offer what the card of a mark offers to correct it.
 * @property {(event: KeyboardEvent) => boolean} takeKey whether the key was for the corrections.
 */

/**
 * @param {import('./article-view.js').ArticleView} view
 * @param {object} page
 * @param {HTMLElement} page.article
 * @param {HTMLElement} page.status says to a screen reader what became of it.
 * @param {HTMLElement} page.line shows that there are corrections.
 * @param {HTMLElement} page.selectionPlace takes the bar of selected words.
 * @param {import('./settings.js').Settings} page.settings
 * @returns {Corrections}
 */
export function createCorrections(view, { article, status, line, selectionPlace, settings }) {
  /** All articles that were corrected since the page was loaded, by their texts. @type {Map<string, Opened>} */
  const all = new Map();
  /** @type {Opened | null} */
  let opened = null;
  const selection = createSelectionBar(view, { article, place: selectionPlace, status, onUse: useWords });

  // The line

  const count = make('span', { class: 'count' });
  const said = make('p', { class: 'said' });
  const [undoButton, redoButton, saveButton, removeButton] = ['Undo', 'Redo', 'Download', 'Remove all'].map((words) => make('button', { type: 'button' }, words));
  const keep = make('input', { type: 'checkbox' });
  const rest = make('span', { class: 'rest', id: 'corrections-rest' }, make('label', {}, keep, ' Keep ', make('span', { class: 'unseen' }, 'my corrections '), 'on this device'), saveButton, removeButton);
  const moreButton = make('button', { type: 'button', class: 'more-corrections', 'aria-expanded': 'false', 'aria-controls': rest.id }, 'More');
  line.append(make('p', {}, count, undoButton, redoButton, moreButton, rest), said);
  moreButton.addEventListener('click', () => moreButton.setAttribute('aria-expanded', String(line.classList.toggle('open'))));
  undoButton.addEventListener('click', () => goBy('undo'));
  redoButton.addEventListener('click', () => goBy('redo'));
  removeButton.addEventListener('click', () => {
    if (opened?.history.corrections.length) step([], () => 'All corrections removed. Undo brings them back.');
  });
  keep.addEventListener('change', () => {
    if (!opened) return;
    opened.isKept = keep.checked;
    const isDone = keepCorrections(opened.text, keep.checked ? opened.history.corrections : []);
    if (!isDone) opened.isKept = keep.checked = false;
    say(!isDone ? 'This browser keeps nothing for this page. You can download the corrections.'
      : keep.checked ? 'Kept on this device: the corrections with the words that they are about, and those to come.' : 'No longer kept on this device.');
  });
  saveButton.addEventListener('click', () => {
    if (!opened) return;
    const lines = toJsonLines(opened.history.corrections, { engine: ENGINE_VERSION });
    const url = URL.createObjectURL(new Blob([lines], { type: 'application/jsonl' }));
    make('a', { href: url, download: 'sourcelight-corrections.jsonl' }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    say(`${counted(opened.history.corrections.length, 'correction')} written to a file.`);
  });

  /** Says what became of it, to all. @param {string} words */
  function say(words) {
    said.textContent = words;
    status.textContent = words;
  }

  /** Shows how many corrections there are, and what can be done with them. @param {number} misfits how many do not fit. */
  function showLine(misfits) {
    const { past, corrections, future } = /** @type {Opened} */ (opened).history;
    line.hidden = !past.length && !corrections.length && !future.length;
    count.textContent = corrections.length ? counted(corrections.length, 'correction') : 'No corrections';
    if (misfits) count.textContent += `, ${misfits} of which no longer ${misfits === 1 ? 'fits' : 'fit'}`;
    // A disabled button would lose the focus.
    undoButton.setAttribute('aria-disabled', String(!past.length));
    redoButton.setAttribute('aria-disabled', String(!future.length));
    removeButton.setAttribute('aria-disabled', String(!corrections.length));
    keep.checked = Boolean(opened?.isKept);
  }

  // Steps

  /** Whether the article that was opened is on the page: of a long one that comes, the beginning alone may be there. */
  const isShown = () => opened !== null && view.where()?.index.text === opened.text;
  const NOT_YET = 'Not changed: the article is still being read.';

  /**
   * Shows the article with what the history holds.
   * @param {Opened} of
   * @param {History} history
   */
  function moveTo(of, history) {
    of.history = history;
    const { article: corrected, outcomes } = correctArticle(of.text, of.article, history.corrections);
    const isKept = !of.isKept || keepCorrections(of.text, history.corrections);
    if (!isKept) of.isKept = false;
    showLine(outcomes.filter(({ applied }) => !applied).length);
    return { corrected, outcomes, isKept };
  }

  /**
   * A step to another list of corrections; if it adds some and one of them does not fit, it is not made.
   * @param {Correction[]} next
   * @param {(others: number) => string} words what to say of it, by how many other marks changed.
   * @param {boolean} [leads] whether it leads to the mark of the last.
   * @returns {Ref | null | undefined} the mark of the last that was added; undefined where nothing was done.
   */
  function step(next, words, leads = true) {
    if (!opened) return undefined;
    if (!isShown()) {
      say(NOT_YET);
      return undefined;
    }
    const before = opened.history;
    const { corrected, outcomes, isKept } = moveTo(opened, stepTo(before, next));
    const added = outcomes.slice(before.corrections.length);
    let others = 0;
    for (const outcome of added) {
      if (!outcome.applied) {
        moveTo(opened, before);
        say(`Not changed: ${outcome.reason}.`);
        return undefined;
      }
      others += outcome.others;
    }
    const last = added.at(-1);
    const ref = last?.applied ? last.ref : null;
    view.update(indexArticle(opened.text, corrected), leads ? ref : null);
    say(words(others) + (isKept ? '' : ' It could not be kept on this device.'));
    return ref;
  }

  /** @param {'undo' | 'redo'} way */
  function goBy(way) {
    if (!opened) return;
    if (!isShown()) return say(NOT_YET);
    const before = opened.history;
    const history = way === 'undo' ? undo(before) : redo(before);
    if (history === before) return say(`Nothing to ${way}.`);
    view.update(indexArticle(opened.text, moveTo(opened, history).corrected), null);
    say(`${way === 'undo' ? 'Undone' : 'Done again'}. ${history.corrections.length ? counted(history.corrections.length, 'correction') : 'No corrections'}.`);
  }

  // What a card offers

  /** @type {Corrections['offer']} */
  const offer = (index, ref) => makeMenu(index, ref, (ref, changes, alone) => {
    const time = new Date().toISOString();
    const made = changes.map(({ kind, after }) => makeCorrection(index.text, index.article, ref, kind, after, { time, alone }));
    add(made);
  });

  /** Adds corrections of one mark as one step, and leaves the focus at it. @param {Correction[]} made @param {boolean} [isOpen] opens the form. */
  function add(made, isOpen = false) {
    if (!opened) return;
    const last = /** @type {Correction} */ (made.at(-1));
    const ref = step([...opened.history.corrections, ...made], (others) => {
      return `${made.map(wordsOfCorrection).join('. ')}.${followWords(others)} Ctrl+Z undoes it.`;
    });
    if (ref === undefined) return;
    const button = ref && last.kind !== 'remove' ? /** @type {HTMLElement | null} */ (document.querySelector('.sourcelight-card.pinned .wrong')) : null;
    if (!button) return article.focus({ preventScroll: true });
    button.focus({ preventScroll: true });
    const undoHere = make('button', { type: 'button', class: 'copy' }, 'Undo');
    undoHere.addEventListener('click', () => goBy('undo'));
    button.after(make('p', { class: 'note' }, said.textContent, ' ', undoHere));
    if (!isOpen) return;
    button.click();
    /** @type {HTMLElement | null} */ (document.querySelector('.correction-menu:not([hidden]) select'))?.focus({ preventScroll: true });
  }

  // What selected words offer

  /** @param {import('./selection-bar.js').Use} use @param {Pair} selected */
  function useWords(use, selected) {
    const here = view.where();
    if (!here || !opened) return;
    const { text, article: shown } = here.index;
    const time = new Date().toISOString();
    const isQuote = use === 'quote' || (use === 'edges' && Boolean(here.ref?.startsWith('quote')));
    const span = trimSpan(text, selected, isQuote);
    if (!span) return say('No words are selected.');
    if (use === 'edges' || use === 'speaker') {
      if (here.ref) add([makeCorrection(text, shown, here.ref, use, use === 'edges' ? span : { words: span }, { time })]);
      return;
    }
    const after = { quote: formOfSpan(text, span), claim: 'event', mention: 'other' }[use];
    add([makeAddition(text, use, span, after, { time })], true);
  }

  // What a file brings

  /** @type {Corrections['take']} */
  function take(lines, name) {
    if (!opened || !isShown()) {
      throw new IntakeError(`“${name}” holds corrections of an article. Open the article first, then these corrections.`);
    }
    const { corrections } = opened.history;
    const { added, known, absent, unfit, skipped } = bringCorrections(opened.text, opened.article, corrections, lines);
    const rest = [
      known && `${known} ${known === 1 ? 'was' : 'were'} there already.`,
      absent && `${absent} left out: ${absent === 1 ? 'its' : 'their'} words are not in this article.`,
      unfit && `${unfit} left out: ${unfit === 1 ? 'it fits' : 'they fit'} no mark here.`,
      skipped.length && `Not read: ${lineWords(skipped)}.`,
    ].filter(Boolean);
    if (added.length) {
      const words = `${counted(added.length, 'correction')} from “${name}” applied.`;
      step([...corrections, ...added], (others) => [words + followWords(others), ...rest, 'Ctrl+Z undoes it.'].join(' '), false);
      return;
    }
    const words = [`No correction from “${name}” applied.`, ...(rest.length ? rest : ['There is none in it.'])];
    if (absent) words.push('Open the article that they are of first, then these corrections.');
    if (absent || !known || !corrections.length) throw new IntakeError(words.join(' '));
    say(words.join(' '));
  }

  // Opening, and leaving

  /** @type {Corrections['open']} */
  function open(engines) {
    const { text, article } = engines;
    if (opened && !line.hidden) all.set(opened.text, opened);
    const kept = all.has(text) ? null : loadCorrections(text);
    opened = { history: startHistory(kept ?? []), isKept: kept !== null, ...all.get(text), text, article };
    said.textContent = kept?.length ? 'Kept on this device when you read this text before.' : '';
    const { corrected } = moveTo(opened, opened.history);
    return corrected === article ? engines : indexArticle(text, corrected);
  }

  addEventListener('beforeunload', (event) => {
    const isLost = (/** @type {Opened | null} */ one) => one !== null && !one.isKept && one.history.corrections.length > 0;
    if (isLost(opened) || [...all.values()].some((one) => one.text !== opened?.text && isLost(one))) event.preventDefault();
  });

  /** @type {Corrections['takeKey']} */
  function takeKey(event) {
    if (event.defaultPrevented || document.querySelector('dialog[open]')) return false;
    const target = /** @type {Element} */ (event.target);
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !target.closest('textarea, input:not([type="checkbox"])') && opened) {
      const way = key === 'z' ? (event.shiftKey ? 'redo' : 'undo') : key === 'y' && !event.shiftKey ? 'redo' : null;
      if (way && !line.hidden) {
        goBy(way);
        return true;
      }
    }
    return selection.takeKey(event, settings.singleKeys);
  }

  return { open, take, offer, takeKey };
}

/** How many other marks changed, as a sentence that follows another. @param {number} others */
const followWords = (others) => (others ? ` ${counted(others, 'other mark')} changed with it.` : '');

/** Lines that were not read, and why the first of them. @param {{line: number, reason: string}[]} lines */
function lineWords(lines) {
  const named = lines.slice(0, 3).map(({ line, reason }) => `line ${line} (${reason})`).join(', ');
  return lines.length > 3 ? `${named} and ${counted(lines.length - 3, 'more line')}` : named;
}

/** What a correction does, in words. @param {Correction} correction */
function wordsOfCorrection({ kind, target: { mark }, after }) {
  const name = MARK_NAMES[mark];
  const who = after !== null && typeof after === 'object' ? ('name' in after ? after.name : 'words' in after ? `“${after.words.exact}”` : '') : '';
  const word = typeof after === 'string' ? after : '';
  switch (kind) {
    case 'entity-kind': return `The kind is now: ${ENTITY_KINDS[/** @type {import('../lib/article.js').EntityKind} */ (word)][0]}`;
    case 'claim-type': return `The kind is now: ${CLAIM_TYPES[word]}`;
    case 'quote-form': return `The words are now: ${QUOTE_FORMS[/** @type {import('../lib/article.js').Quote['form']} */ (word)]}`;
    case 'speaker': return mark === 'claim' ? `The voice is now: ${who || OWN_VOICE.toLowerCase()}` : who ? `The speaker is now: ${who}` : 'The quote has no speaker';
    case 'edges': return `The edges of the ${name} are moved`;
    case 'remove': return `Not a ${name}: the mark is gone`;
    case 'add': return `Marked as a ${name}`;
    case 'merge': return `It is always the same as ${who}`;
    case 'split': return who ? `Here it means ${who}` : 'It is split off';
  }
}
