// What can be done with selected words of the article, and how words are selected by keys alone.

import { spansOf } from '../lib/article.js';
import { make } from '../lib/dom.js';
import { shorten } from '../lib/words.js';

/** @typedef {import('../lib/article.js').Pair} Pair */
/** @typedef {import('./article-view.js').ArticleView} ArticleView */
/** @typedef {'quote' | 'claim' | 'mention' | 'edges' | 'speaker'} Use */

/**
 * @typedef {object} SelectionBar
 * @property {(event: KeyboardEvent, singleKeys: boolean) => boolean} takeKey whether the key was for it.
 */

/** Between the words and the bar, and the bar and the edge of the window. */
const GAP_PX = 8;
/** The bar of the layers hides what lies above this. */
const TOP_PX = 72;
const WORD = /[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*/gu;

/** @type {[Use, string, string][]} */
const USES = [
  ['quote', 'Quote', 'Mark as quote'], ['claim', 'Claim', 'Mark as claim'], ['mention', 'Name', 'Mark as name'],
  ['edges', 'Edges', 'Edges: use as the edges of this mark'], ['speaker', 'Speaker', 'Speaker: use as the speaker of this mark'],
];
/** Those that are for the mark whose card is open. */
const FOR_MARK = 3;

/**
 * @param {ArticleView} view
 * @param {{article: HTMLElement, place: HTMLElement, status: HTMLElement, onUse: (use: Use, span: Pair) => void}} page `place` comes
 *   right after the article, so that Tab leads from it to the bar.
 * @returns {SelectionBar}
 */
export function createSelectionBar(view, { article, place, status, onUse }) {
  const buttons = USES.map(([use, words, label]) => make('button', { type: 'button', 'data-use': use, 'aria-label': label }, words));
  const orAs = make('span', { 'aria-hidden': 'true' }, 'or use as');
  const bar = make('div', { class: 'selection-bar', role: 'group', 'aria-label': 'Selected words', hidden: true },
    make('span', { 'aria-hidden': 'true' }, 'Mark as'), ...buttons.slice(0, FOR_MARK), orAs, ...buttons.slice(FOR_MARK));
  place.append(bar);
  /** What is selected. @type {Pair | null} */
  let picked = null;
  /** Whether words are being chosen by keys, so that arrows go from one to the next. */
  let isChoosing = false;

  /** The offsets of what is selected in the article. @returns {Pair | null} */
  function readSelection() {
    const selection = getSelection();
    const column = view.where()?.column;
    if (!column || !selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const root = range.commonAncestorContainer;
    if (!article.contains(root)) return null;
    const nodes = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    let [first, last] = [Infinity, -Infinity];
    for (let node = root instanceof Text ? root : nodes.nextNode(); node; node = nodes.nextNode()) {
      if (!range.intersectsNode(node)) continue;
      const start = column.offsetOf(node, node === range.startContainer ? range.startOffset : 0);
      const end = column.offsetOf(node, node === range.endContainer ? range.endOffset : /** @type {Text} */ (node).data.length);
      if (start === null || end === null || start >= end) continue;
      first = Math.min(first, start);
      last = Math.max(last, end);
    }
    return first < last ? [first, last] : null;
  }

  /** @param {Pair} span */
  function select([start, end]) {
    const ranges = view.where()?.column.rangesOf(start, end);
    if (!ranges) return;
    const last = /** @type {Range} */ (ranges.at(-1));
    getSelection()?.setBaseAndExtent(ranges[0].startContainer, ranges[0].startOffset, last.endContainer, last.endOffset);
    const { top, bottom } = last.getBoundingClientRect();
    if (top < TOP_PX || bottom > innerHeight - TOP_PX) window.scrollBy({ top: top - innerHeight * 0.4, behavior: 'instant' });
    status.textContent = shorten(view.where()?.index.text.slice(start, end) ?? '');
    update();
  }

  /** Shows the bar by what is selected, or hides it. */
  function update() {
    picked = readSelection();
    if (!picked) isChoosing = false;
    const ref = picked && view.where()?.ref;
    for (const button of buttons) {
      const { use } = button.dataset;
      button.hidden = (use === 'edges' && !ref) || (use === 'speaker' && (!ref || ref.startsWith('mention')));
    }
    orAs.hidden = !ref;
    if (!picked && bar.contains(document.activeElement)) article.focus({ preventScroll: true });
    bar.hidden = !picked;
    if (picked) move();
  }

  /** Puts the bar under the words, or above them where there is no room or a card. */
  function move() {
    const rects = getSelection()?.rangeCount ? [...(getSelection()?.getRangeAt(0).getClientRects() ?? [])] : [];
    const [first, last] = [rects[0], rects.at(-1)];
    if (!first || !last) return;
    const { width, height } = bar.getBoundingClientRect();
    const card = document.querySelector('.sourcelight-card.pinned:not([hidden])')?.getBoundingClientRect();
    const under = last.bottom + GAP_PX;
    const isFree = under + height + GAP_PX < innerHeight && !(card && card.top < under + height && under < card.bottom);
    const top = isFree ? under : first.top - height - GAP_PX;
    bar.style.setProperty('--bar-left', `${Math.max(GAP_PX, Math.min(last.left, innerWidth - width - GAP_PX))}px`);
    bar.style.setProperty('--bar-top', `${Math.max(GAP_PX, Math.min(top, innerHeight - height - GAP_PX))}px`);
  }

  /** Ends the selection, and the bar with it. */
  function end() {
    getSelection()?.removeAllRanges();
    update();
  }

  // Keys

  /** The words of the text around an offset, as spans. @param {string} text @param {number} offset @returns {Pair[]} */
  const wordsAround = (text, offset) => {
    const from = Math.max(0, offset - 4000);
    return [...text.slice(from, offset + 4000).matchAll(WORD)].map(({ index, 0: word }) => [from + index, from + index + word.length]);
  };

  /** The first word that the window shows whole. @returns {Pair | null} */
  function firstWordInView() {
    const here = view.where();
    if (!here) return null;
    const { column, index: { text } } = here;
    const [start, last] = column.visibleSpan();
    for (const { index, 0: word } of text.slice(start, last).matchAll(WORD)) {
      const range = column.rangesOf(start + index, start + index + word.length)?.[0];
      if (range && range.getBoundingClientRect().top >= TOP_PX) return [start + index, start + index + word.length];
    }
    return null;
  }

  /** Begins to choose words: those of the mark that the reader is at, else the first that is in view. */
  function choose() {
    const here = view.where();
    if (!here) return false;
    const span = here.ref ? spansOf(here.index, here.ref)[0] : firstWordInView();
    if (!span) return false;
    article.focus({ preventScroll: true });
    select(span);
    isChoosing = picked !== null;
    return true;
  }

  /** Where an arrow key leads. @param {KeyboardEvent} event @param {Pair} from @param {string} text @returns {Pair | undefined} */
  function goBy({ key, shiftKey, ctrlKey }, [start, end], text) {
    const words = wordsAround(text, key === 'ArrowLeft' || key === 'ArrowUp' ? start : end);
    if (!shiftKey) {
      const lineStart = text.lastIndexOf('\n', start - 1);
      const nextLine = text.indexOf('\n', end);
      if (key === 'ArrowRight') return words.find(([from]) => from >= end);
      if (key === 'ArrowLeft') return words.findLast(([, to]) => to <= start);
      if (key === 'ArrowDown') return nextLine < 0 ? undefined : wordsAround(text, nextLine).find(([from]) => from >= nextLine);
      const last = words.findLast(([, to]) => to <= lineStart);
      const before = last && text.lastIndexOf('\n', last[0]);
      return last && wordsAround(text, last[0]).find(([from]) => from > /** @type {number} */ (before));
    }
    if (ctrlKey && key === 'ArrowRight') return [start, Math.min(text.length, end + 1)];
    if (ctrlKey && key === 'ArrowLeft') return end - 1 > start ? [start, end - 1] : undefined;
    if (key === 'ArrowRight') return [start, words.find(([, to]) => to > end)?.[1] ?? end];
    if (key === 'ArrowLeft') return [start, wordsAround(text, end).findLast(([from, to]) => to < end && from >= start)?.[1] ?? end];
    const lineEnd = text.indexOf('\n', end);
    if (key === 'ArrowDown') return [start, lineEnd < 0 ? text.length : lineEnd];
    return [start, wordsAround(text, start).find(([from]) => from >= start)?.[1] ?? end];
  }

  /** @type {SelectionBar['takeKey']} */
  function takeKey(event, singleKeys) {
    const { key, ctrlKey, metaKey, altKey } = event;
    const target = /** @type {Element} */ (event.target);
    const isInArticle = target === article;
    if (metaKey || altKey) return false;
    if (picked && key === 'Escape') {
      const wasInBar = bar.contains(target);
      end();
      if (wasInBar) article.focus({ preventScroll: true });
      return true;
    }
    if (key === 'm' && !ctrlKey && (singleKeys || isInArticle) && !target.closest('input, textarea, select')) {
      if (!picked) return choose();
      buttons[0].focus();
      return true;
    }
    if (!picked || !isInArticle) return false;
    if (isChoosing && key === 'Enter') {
      buttons[0].focus();
      return true;
    }
    if (!/^Arrow/.test(key) || (!isChoosing && !event.shiftKey) || (ctrlKey && !event.shiftKey)) return false;
    const text = view.where()?.index.text ?? '';
    const next = goBy(event, picked, text);
    if (next) select(next);
    return true;
  }

  // The pointer, and what changes

  let isWaiting = false;
  document.addEventListener('selectionchange', () => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      update();
    });
  });
  addEventListener('scroll', () => picked && move(), { passive: true });
  // Else the press would take the selection away before the click.
  bar.addEventListener('pointerdown', (event) => event.preventDefault());
  bar.addEventListener('mousedown', (event) => event.preventDefault());
  bar.addEventListener('click', (event) => {
    const use = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest('[data-use]'))?.dataset.use;
    const span = picked;
    if (!use || !span) return;
    end();
    onUse(/** @type {Use} */ (use), span);
  });

  return { takeKey };
}
