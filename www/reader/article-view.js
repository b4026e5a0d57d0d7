// The article on the page with its marks: layers, the way to a mark and back, what the pointer points at.

import { evidenceOf, spansOf } from '../lib/article.js';
import { createCard, describe } from '../lib/card.js';
import { copyOf } from '../lib/copy.js';
import { make } from '../lib/dom.js';
import { DENSITIES, LAYERS, chooseMarks, listMarks, markListing } from '../lib/marks.js';
import { canPaint, createPainter, marksWithin } from '../lib/painter.js';
import { createPanel } from '../lib/panel.js';
import { inSlices, nextFrame, nextTask } from '../lib/slices.js';
import { DENSITY_NAMES, shorten } from '../lib/words.js';
import { fillColumn } from './column.js';

/** @typedef {import('../lib/article.js').ArticleIndex} ArticleIndex */
/** @typedef {import('../lib/article.js').Ref} Ref */
/** @typedef {import('../lib/marks.js').Layer} Layer */
/** @typedef {import('../lib/marks.js').Mark} Mark */
/** @typedef {import('../lib/panel.js').Tab} Tab */

/**
 * Where the view stands in the page.
 * @typedef {object} Parts
 * @property {HTMLElement} article takes the text.
 * @property {HTMLElement} panel takes the lists.
 * @property {HTMLElement} side holds the panel; a sheet on a narrow screen.
 * @property {HTMLButtonElement} sheet opens and closes the sheet.
 * @property {HTMLElement} cardPlace takes the card; comes right after the article.
 * @property {HTMLElement} status says to a screen reader where one is.
 * @property {HTMLSelectElement} density takes how much is marked.
 * @property {HTMLButtonElement[]} layerButtons each with its layer as `data-layer`.
 * @property {Layer[]} layers that are marked at first.
 * @property {() => void} onTested asks how often marks are right.
 * @property {import('../lib/card.js').CardEvents['correct']} [correct] what the card offers to correct a mark.
 */

/**
 * @typedef {object} ArticleView
 * @property {(name: string, index: ArticleIndex, signal: AbortSignal, isAnew?: boolean) => Promise<void>} show puts an article on
 *   the page, or, anew, the whole of one whose beginning stands there: the place is kept. Ends with its last slice, or when
 *   `signal` says so.
 * @property {(message: string) => void} showMessage in the lists, where no article is on the page.
 * @property {() => boolean} hasArticle
 * @property {(layer: Layer) => void} toggleLayer
 * @property {(layers: Layer[]) => void} chooseLayers marks these; while they are the quotes alone, what the open list is about.
 * @property {(by: 1 | -1) => void} step to the next mark or the one before, in the order of the text.
 * @property {(index: ArticleIndex, ref: Ref | null) => void} update shows what the article has become, and the card of `ref`.
 * @property {() => {index: ArticleIndex, column: import('./column.js').Column, ref: Ref | null} | null} where the article
 *   that is on the page, and the mark whose card is open.
 * @property {() => Mark[]} marks those of the layers that are on, by start.
 * @property {() => boolean} goBack closes what is open, and gives the focus back; false if nothing was open.
 */

/**
 * The article on the page.
 * @typedef {object} Shown
 * @property {ArticleIndex} index
 * @property {import('./column.js').Column} column
 * @property {import('../lib/painter.js').Painter} painter
 * @property {Mark[]} marks of all layers, by start.
 * @property {number} longest mark, in UTF-16 code units.
 */

/** With more marks than this only those near the window are painted. */
const MOST_PAINTED = 3000;
/** A pointer that rests this long on a mark asks for its card. */
const HOVER_MS = 280;
/** The layer of each question: until the reader chooses layers, the marks are those that the list is about. */
const LAYER_OF_TAB = /** @type {Record<Tab, Layer>} */ ({ speakers: 'quotes', claims: 'claims', names: 'names' });

/**
 * @param {Parts} page
 * @returns {ArticleView}
 */
export function createArticleView(page) {
  const panel = createPanel(page.panel, { onJump: jumpFromRow, onTab: followTab });
  const card = createCard(page.cardPlace, {
    onJump: (ref) => goTo(ref),
    onClose: leaveMark,
    onTested: page.onTested,
    correct: page.correct,
    onCopy: async (ref) => navigator.clipboard.writeText(shown ? copyOf(shown.index, ref) : ''),
  });
  /** @type {Shown | null} */
  let shown = null;
  /** @type {Set<Layer>} */
  const layers = new Set();
  let hasChosenLayers = false;
  /** Where the reader is. @type {Ref | null} */
  let current = null;
  /** The row that led there, and gets the focus back. @type {HTMLElement | null} */
  let returnTo = null;

  /**
   * @param {string} name
   * @param {ArticleIndex} index
   * @param {AbortSignal} signal
   * @param {boolean} [isAnew]
   */
  async function show(name, index, signal, isAnew = false) {
    const { text, article } = index;
    const { scrollY } = window;
    // Where the beginning stays what it was, it stays on the page with its marks until those of the whole are known.
    const before = isAnew ? shown : null;
    const grown = before?.column.grow(text, article.blocks, signal) ?? null;
    if (!grown) {
      leaveMark();
      shown?.painter.clear();
      shown = returnTo = null;
    }
    await nextTask();
    if (signal.aborted) return;
    const { column, painter } = (grown && before) || newColumn(text, article.blocks, signal);
    await nextTask();
    if (signal.aborted) return;
    const marks = await inSlices(markListing(index));
    // Of a long article the browser lays out what is seen in a turn of its own, before its places are asked for.
    if (marks.length > MOST_PAINTED) await nextFrame();
    if (signal.aborted) return;
    if (grown) leaveMark();
    const longest = marks.reduce((most, mark) => Math.max(most, mark.end - mark.start), 0);
    shown = { index, column, painter, marks, longest };
    page.article.setAttribute('aria-label', `Article: ${name}`);
    page.article.lang = article.language && article.language !== 'und' ? article.language : 'en';
    if (!grown) window.scrollTo({ top: isAnew ? scrollY : 0, behavior: 'instant' });
    paint();
    // What the reader looks at first stands; the lists come with the next frame, which lays them out.
    await nextFrame();
    if (signal.aborted) return;
    panel.show(index, isAnew);
    await nextFrame();
    await (grown ?? column.done);
    if (signal.aborted) return;
    nameVoices();
    paint();
  }

  /** @param {string} text @param {import('../lib/article.js').Block[]} blocks @param {AbortSignal} signal */
  function newColumn(text, blocks, signal) {
    const column = fillColumn(page.article, text, blocks, signal);
    return { column, painter: createPainter(column) };
  }

  /** @param {ArticleIndex} index @param {Ref | null} ref */
  function update(index, ref) {
    if (!shown) return;
    leaveMark();
    const marks = listMarks(index);
    const longest = marks.reduce((most, mark) => Math.max(most, mark.end - mark.start), 0);
    shown = { ...shown, index, marks, longest };
    panel.show(index, true);
    nameVoices();
    paint();
    if (ref) goTo(ref);
  }

  // Marks

  /** Paints the layers that are on: all of them, or in a long article those near the window. */
  function paint() {
    if (!shown || !canPaint()) return;
    const { marks, longest, column, painter } = shown;
    const near = marks.length > MOST_PAINTED ? marksWithin(marks, ...column.visibleSpan(), longest) : marks;
    painter.paint(chosenOf(near));
    page.article.classList.toggle('with-voices', layers.has('quotes'));
  }

  /** Those of the layers that are on. @param {Mark[]} marks */
  const chosenOf = (marks) => chooseMarks(marks, [...layers], density());

  /** How much is marked. */
  const density = () => /** @type {import('../lib/marks.js').Density} */ (page.density.value);
  page.density.append(...DENSITIES.map((value) => make('option', { value }, DENSITY_NAMES[value])));
  page.density.addEventListener('change', paint);

  /** Writes beside each block who is heard in it, for whoever sees it; the lists say the same. */
  function nameVoices() {
    if (!shown) return;
    const { index, column } = shown;
    for (const block of page.article.querySelectorAll('[data-voice]')) block.removeAttribute('data-voice');
    /** @type {Map<HTMLElement, Set<string>>} */
    const voices = new Map();
    for (const { id, content } of index.article.quotes) {
      const speaker = index.speakerOfQuote.get(id);
      const block = column.elementAt(content[0][0]);
      if (!block || !speaker?.name) continue;
      const names = voices.get(block) ?? new Set();
      if (!names.size) block.dataset.hue = String(speaker.hue ?? 'none');
      voices.set(block, names.add(shorten(speaker.name, 40)));
    }
    for (const [block, names] of voices) block.dataset.voice = [...names].slice(0, 3).join(' · ');
  }

  /** @param {Iterable<Layer>} on */
  function setLayers(on) {
    const wanted = new Set(on);
    layers.clear();
    for (const layer of wanted) layers.add(layer);
    for (const button of page.layerButtons) {
      button.setAttribute('aria-pressed', String(layers.has(/** @type {Layer} */ (button.dataset.layer))));
    }
    paint();
  }

  /** @param {Layer[]} chosen */
  function chooseLayers(chosen) {
    hasChosenLayers = String(chosen) !== 'quotes';
    setLayers(chosen);
  }

  /** @param {Layer} layer */
  function toggleLayer(layer) {
    hasChosenLayers = true;
    const on = new Set(layers);
    if (!on.delete(layer)) on.add(layer);
    setLayers(on);
    page.status.textContent = `${layer} ${on.has(layer) ? 'on' : 'off'}`;
  }

  /** @param {Tab} tab */
  function followTab(tab) {
    setSheet(true);
    if (!hasChosenLayers) setLayers([LAYER_OF_TAB[tab]]);
  }

  // Going to a mark, and back

  /** @param {Ref} ref @param {HTMLElement} row */
  function jumpFromRow(ref, row) {
    returnTo = row;
    setSheet(false);
    goTo(ref);
    page.article.focus({ preventScroll: true });
  }

  /** Shows the place of a mark, and its card. @param {Ref} ref */
  function goTo(ref) {
    if (!shown) return;
    const { index, painter, column } = shown;
    current = ref;
    closeHover();
    const spans = spansOf(index, ref);
    const ranges = painter.paintCurrent(spans, evidenceOf(index, ref));
    panel.setCurrent(ref);
    page.status.textContent = describe(index, ref);
    if (!ranges.length) {
      column.elementAt(spans[0][0])?.scrollIntoView({ block: 'center' });
      return;
    }
    const details = ranges[0].startContainer.parentElement?.closest('details');
    if (details) details.open = true;
    bringIntoView(ranges);
    card.open(index, [ref], placeOf(ranges), true);
  }

  /** Brings the first of some ranges into view, well above the middle of the window. @param {Range[]} ranges */
  function bringIntoView(ranges) {
    const height = window.innerHeight;
    const top = () => ranges[0].getBoundingClientRect().top;
    if (top() > height * 0.12 && placeOf(ranges).bottom < height * 0.6) return;
    // A part that was never laid out has no true place until it is near the window.
    if (Math.abs(top()) > 3 * height) ranges[0].startContainer.parentElement?.scrollIntoView({ block: 'center' });
    const isStill = Math.abs(top()) > 2 * height || matchMedia('(prefers-reduced-motion: reduce)').matches;
    window.scrollBy({ top: top() - height * 0.22, behavior: isStill ? 'instant' : 'smooth' });
  }

  /**
   * The box of some ranges; of those too tall to stand beside a card, `line`: the first, unless another is given.
   * @param {Range[]} ranges
   * @param {DOMRect} [line]
   */
  function placeOf(ranges, line = ranges[0].getClientRects()[0]) {
    const boxes = ranges.map((range) => range.getBoundingClientRect());
    const { left, top } = boxes[0];
    const bottom = Math.max(...boxes.map((box) => box.bottom));
    if (bottom - top > window.innerHeight * 0.45) return line ?? boxes[0];
    return new DOMRect(left, top, boxes[0].width, bottom - top);
  }

  /** The ranges of what the reader is at. */
  function currentRanges() {
    if (!shown || !current) return [];
    const { column, index } = shown;
    return spansOf(index, current).flatMap(([start, end]) => column.rangesOf(start, end) ?? []);
  }

  /** Steps to the next mark (1) or the one before (-1), in the order of the text. @param {1 | -1} by */
  function step(by) {
    if (!shown) return;
    const on = layers.size ? [...layers] : LAYERS;
    /** @type {Ref[]} */
    const refs = [...new Set(chooseMarks(shown.marks, on, density()).filter(isHead).map((mark) => mark.ref))];
    if (!refs.length) return;
    const at = current === null ? -1 : refs.indexOf(current);
    goTo(refs[at < 0 ? (by === 1 ? firstInView(refs) : refs.length - 1) : (at + by + refs.length) % refs.length]);
  }

  /** Whether a mark is what its annotation is about, not its cue or source. @param {Mark} mark */
  const isHead = (mark) => mark.name !== 'cue' && !mark.name.startsWith('source');

  /** @param {Ref[]} refs */
  function firstInView(refs) {
    if (!shown) return 0;
    const { column, index } = shown;
    const at = refs.findIndex((ref) => {
      const range = column.rangesOf(...spansOf(index, ref)[0])?.[0];
      return range !== undefined && range.getBoundingClientRect().top >= 60;
    });
    return Math.max(0, at);
  }

  /** Closes the card and takes away the mark of where the reader was; a focus in the card comes to the article. */
  function leaveMark() {
    const isInCard = card.element.contains(document.activeElement);
    closeHover();
    card.close();
    current = null;
    shown?.painter.paintCurrent([]);
    panel.setCurrent(null);
    if (isInCard) page.article.focus({ preventScroll: true });
  }

  /** The card goes, and the focus goes back to the row that led here; else the sheet closes. */
  function goBack() {
    if (!card.isOpen() && !current && !returnTo) {
      const isOpen = page.sheet.getAttribute('aria-expanded') === 'true';
      setSheet(false);
      return isOpen;
    }
    leaveMark();
    if (returnTo?.isConnected) {
      setSheet(true);
      returnTo.focus();
    }
    returnTo = null;
    return true;
  }

  // The pointer

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let hover;
  /** What the hover card shows or is about to show. */
  let hovered = '';

  function closeHover() {
    clearTimeout(hover);
    hovered = '';
    if (!card.isPinned()) card.close();
  }

  /** @param {number} x @param {number} y @returns {{refs: Ref[], at: DOMRect} | null} */
  function hit(x, y) {
    if (!shown) return null;
    const found = shown.painter.marksAtPoint(x, y);
    if (!found.length) return null;
    // A quote before the claims in it: who says it is what one asks first.
    const refs = [...new Set(found.map((mark) => mark.ref))].sort((a, b) => Number(b.startsWith('quote')) - Number(a.startsWith('quote')));
    const range = rangeUnder(found[0]);
    const line = range && [...range.getClientRects()].find((rect) => y >= rect.top - 2 && y <= rect.bottom + 2 && x >= rect.left - 2 && x <= rect.right + 2);
    return { refs, at: line ?? new DOMRect(x, y, 0, 0) };
  }

  /** The range of a mark under the pointer. @param {Mark} mark */
  function rangeUnder(mark) {
    return shown?.column.rangesOf(mark.start, mark.end)?.[0] ?? null;
  }

  page.article.addEventListener('pointermove', (event) => {
    if (event.pointerType === 'touch' || event.buttons || card.isPinned()) return;
    const found = hit(event.clientX, event.clientY);
    const key = found ? found.refs.join(' ') : '';
    if (key === hovered) return;
    closeHover();
    page.article.classList.toggle('on-mark', found !== null);
    hovered = key;
    if (found) hover = setTimeout(() => shown && card.open(shown.index, found.refs, found.at, false), HOVER_MS);
  });
  page.article.addEventListener('pointerleave', () => {
    page.article.classList.remove('on-mark');
    closeHover();
  });
  page.article.addEventListener('click', (event) => {
    if (!shown || !getSelection()?.isCollapsed) return;
    const found = hit(event.clientX, event.clientY);
    if (!found) return leaveMark();
    closeHover();
    returnTo = null;
    current = found.refs[0];
    shown.painter.paintCurrent(spansOf(shown.index, current));
    panel.setCurrent(current);
    const ranges = currentRanges();
    card.open(shown.index, found.refs, ranges.length ? placeOf(ranges, found.at) : found.at, true);
  });

  let isScrolling = false;
  addEventListener('scroll', () => {
    if (isScrolling) return;
    isScrolling = true;
    requestAnimationFrame(() => {
      isScrolling = false;
      if (!shown) return;
      if (shown.marks.length > MOST_PAINTED) paint();
      if (!card.isPinned()) return closeHover();
      const ranges = currentRanges();
      if (ranges.length) card.move(placeOf(ranges));
    });
  }, { passive: true });

  // The lists as a sheet, on a narrow screen

  /** @param {boolean} isOpen */
  function setSheet(isOpen) {
    page.sheet.setAttribute('aria-expanded', String(isOpen));
    page.side.classList.toggle('open', isOpen);
  }
  page.sheet.addEventListener('click', () => setSheet(page.sheet.getAttribute('aria-expanded') !== 'true'));

  for (const button of page.layerButtons) {
    button.addEventListener('click', () => toggleLayer(/** @type {Layer} */ (button.dataset.layer)));
  }
  chooseLayers(page.layers);

  const where = () => shown && { index: shown.index, column: shown.column, ref: card.isPinned() ? current : null };

  const marks = () => chosenOf(shown?.marks ?? []);

  return { show, update, where, marks, showMessage: panel.showMessage, hasArticle: () => shown !== null, toggleLayer, chooseLayers, step, goBack };
}
