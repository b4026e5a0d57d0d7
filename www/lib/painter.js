// Paints marks on a page through the CSS Custom Highlight API; the page's elements stay as they are.

import { firstAfter, marksAt, priorityOf } from './marks.js';
import { SLICE_MS, nextTask } from './slices.js';

/** @typedef {import('./marks.js').Mark} Mark */
/** @typedef {import('./article.js').Ref} Ref */
/** @typedef {import('./article.js').Pair} Pair */

/**
 * Where an annotated text stands on the page; `PageText` of page-text.js is one.
 * @typedef {object} Place
 * @property {(start: number, end: number) => Range[] | null} rangesOf the ranges of `[start, end)`, one a block;
 *   null where the page's text is no longer what was annotated.
 * @property {(node: Node, offset: number) => number | null} offsetOf the offset of a place in the page;
 *   null where it was not annotated.
 */

/**
 * Paints marks in one place.
 * @typedef {object} Painter
 * @property {(marks: Mark[]) => Promise<{painted: number, refused: number}>} paint shows exactly these marks: paints what
 *   is missing, in the given order and in slices, and takes away what is not among them. A later call ends an earlier one.
 * @property {(spans: Pair[], evidence?: Pair[]) => Range[]} paintCurrent shows where the reader is, with a pulse, and the words that
 *   speak for the mark; returns the ranges of where the reader is.
 * @property {(x: number, y: number, where?: Document) => Mark[]} marksAtPoint the painted marks under a point of the viewport, the
 *   shortest first; of a frame's viewport, where its document is given.
 * @property {() => void} clear takes away all that it painted, and nothing else.
 */

/** What every highlight's name begins with. */
export const PREFIX = 'sourcelight-';
const PULSE_MS = 900;

/** Whether this browser can paint marks. */
export const canPaint = () => typeof Highlight === 'function' && 'highlights' in CSS;

/**
 * @param {Place} place
 * @returns {Painter}
 */
export function createPainter(place) {
  /** The highlights of each document, by name: what stands in a frame is painted there. @type {Map<Document, Map<string, Highlight>>} */
  const highlights = new Map();
  /** What is painted, by the key of its mark. @type {Map<string, {mark: Mark, ranges: Range[]}>} */
  const painted = new Map();
  /** @type {WeakMap<AbstractRange, Mark>} */
  const markOfRange = new WeakMap();
  let run = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pulse;

  /** The highlight of a name in the document of a range. @param {Range} range @param {string} name */
  const highlightOf = (range, name) => {
    const place = documentOf(range);
    let named = highlights.get(place);
    if (!named) highlights.set(place, (named = new Map()));
    let highlight = named.get(name);
    if (!highlight) {
      const view = viewOf(place);
      highlight = new view.Highlight();
      highlight.priority = priorityOf(name);
      named.set(name, highlight);
      view.CSS.highlights.set(PREFIX + name, highlight);
    }
    return highlight;
  };

  /** @param {Mark} mark */
  const add = (mark) => {
    const ranges = place.rangesOf(mark.start, mark.end);
    if (!ranges) return false;
    for (const range of ranges) {
      highlightOf(range, mark.name).add(range);
      markOfRange.set(range, mark);
    }
    painted.set(keyOf(mark), { mark, ranges });
    return true;
  };

  /** @param {string} key */
  const remove = (key) => {
    const { mark, ranges } = /** @type {{mark: Mark, ranges: Range[]}} */ (painted.get(key));
    for (const range of ranges) highlights.get(documentOf(range))?.get(mark.name)?.delete(range);
    painted.delete(key);
  };

  /** @type {Painter['paint']} */
  const paint = async (marks) => {
    const mine = (run += 1);
    const wanted = new Set(marks.map(keyOf));
    for (const key of painted.keys()) if (!wanted.has(key)) remove(key);
    let refused = 0;
    let sliceEnd = performance.now() + SLICE_MS;
    for (const mark of marks) {
      if (painted.has(keyOf(mark))) continue;
      if (!add(mark)) refused += 1;
      if (performance.now() > sliceEnd) {
        await nextTask();
        if (mine !== run) break;
        sliceEnd = performance.now() + SLICE_MS;
      }
    }
    return { painted: painted.size, refused };
  };

  /** @param {string} name */
  const empty = (name) => {
    for (const named of highlights.values()) named.get(name)?.clear();
  };

  /** @type {Painter['paintCurrent']} */
  const paintCurrent = (spans, evidence = []) => {
    clearTimeout(pulse);
    const rangesOf = (/** @type {Pair[]} */ spans) => spans.flatMap(([start, end]) => place.rangesOf(start, end) ?? []);
    const ranges = rangesOf(spans);
    empty('evidence');
    for (const range of rangesOf(evidence)) highlightOf(range, 'evidence').add(range);
    for (const name of ['current', 'pulse']) {
      empty(name);
      for (const range of ranges) highlightOf(range, name).add(range);
    }
    pulse = setTimeout(() => empty('pulse'), PULSE_MS);
    return ranges;
  };

  /** Marks found by the place of the caret under the point, for browsers that cannot ask the highlights. */
  const marksAtCaret = (/** @type {Document} */ where, /** @type {number} */ x, /** @type {number} */ y) => {
    const caret = caretAt(where, x, y);
    const offset = caret && place.offsetOf(caret.node, caret.offset);
    if (offset === null) return [];
    // The caret snaps to the nearest text, however far: the point has to lie on the mark.
    return markIndex()(offset).filter((mark) =>
      painted.get(keyOf(mark))?.ranges.some((range) => [...range.getClientRects()].some((rect) => contains(rect, x, y))),
    );
  };
  /** Sorted once for each set of painted marks. @type {{size: number, run: number, find: (offset: number) => Mark[]} | null} */
  let index = null;
  const markIndex = () => {
    if (index?.run !== run || index.size !== painted.size) {
      const marks = [...painted.values()].map((entry) => entry.mark).sort((a, b) => a.start - b.start);
      index = { size: painted.size, run, find: marksAt(marks) };
    }
    return index.find;
  };

  /** @type {Painter['marksAtPoint']} */
  const marksAtPoint = (x, y, where = document) => {
    const found = new Set(highlightsAt(where, x, y)?.flatMap((range) => markOfRange.get(range) ?? []) ?? marksAtCaret(where, x, y));
    return [...found].sort((a, b) => a.end - a.start - (b.end - b.start));
  };

  const clear = () => {
    run += 1;
    clearTimeout(pulse);
    for (const [place, named] of highlights) {
      for (const [name, highlight] of named) {
        highlight.clear();
        place.defaultView && viewOf(place).CSS.highlights.delete(PREFIX + name);
      }
    }
    highlights.clear();
    painted.clear();
  };

  return { paint, paintCurrent, marksAtPoint, clear };
}

/**
 * The marks that overlap `[start, end)`, by start.
 * @param {Mark[]} marks sorted by start.
 * @param {number} start
 * @param {number} end
 * @param {number} longest no mark is longer than this.
 */
export function marksWithin(marks, start, end, longest) {
  return marks.slice(firstAfter(marks, start - longest - 1), firstAfter(marks, end)).filter((mark) => mark.end > start);
}

/** @param {Mark} mark */
const keyOf = ({ ref, name, start, end }) => `${ref} ${name} ${start} ${end}`;

/** @param {DOMRect} rect @param {number} x @param {number} y */
const contains = (rect, x, y) => x >= rect.left && x <= rect.right && y >= rect.top && y <= rect.bottom;

/** @param {Range} range */
const documentOf = (range) => /** @type {Document} */ (range.startContainer.ownerDocument);

/** The window of a document, whose highlights are its own. @param {Document} place */
const viewOf = (place) => /** @type {Window & typeof globalThis} */ (place.defaultView);

/**
 * The ranges of highlights under a point; null where the browser cannot tell.
 * @param {Document} where
 * @param {number} x
 * @param {number} y
 * @returns {AbstractRange[] | null}
 */
function highlightsAt(where, x, y) {
  const registry = /** @type {{highlightsFromPoint?: (x: number, y: number) => {ranges: AbstractRange[]}[]}} */ (
    /** @type {unknown} */ (viewOf(where).CSS.highlights)
  );
  return registry.highlightsFromPoint?.(x, y).flatMap((hit) => hit.ranges) ?? null;
}

/**
 * @param {Document} where
 * @param {number} x
 * @param {number} y
 * @returns {{node: Node, offset: number} | null}
 */
function caretAt(where, x, y) {
  const position = where.caretPositionFromPoint?.(x, y);
  if (position) return { node: position.offsetNode, offset: position.offset };
  const range = where.caretRangeFromPoint?.(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : null;
}
