// The article as a column: one element a block, text as text alone, and the way from offsets to it.

import { isFurniture } from '../lib/article.js';
import { make } from '../lib/dom.js';
import { leftOutWords } from '../lib/scope.js';
import { SLICE_MS, nextTask } from '../lib/slices.js';

/** @typedef {import('../lib/article.js').Block} Block */
/** @typedef {import('../lib/painter.js').Place} Place */

/**
 * A stretch of the text in one text node: a block, or a part of a very long one.
 * @typedef {{start: number, end: number, node: Text, element: HTMLElement}} Piece
 */

/**
 * Some blocks in a row, which the browser lays out together when they come near the window.
 * @typedef {{start: number, end: number, count: number, element: HTMLElement}} Group
 */

/**
 * The column of one article.
 * @typedef {object} Column
 * @property {Place['rangesOf']} rangesOf
 * @property {Place['offsetOf']} offsetOf
 * @property {(offset: number) => HTMLElement | null} elementAt the element that holds an offset.
 * @property {() => [number, number]} visibleSpan the offsets between which the window shows the text, and one window
 *   more on each side.
 * @property {Promise<void>} done when all of it stands.
 * @property {(text: string, blocks: Block[], signal: AbortSignal) => Promise<void> | null} grow adds the rest of a text whose
 *   beginning stands, and what stands is not touched; returns when all of it stands. Null where the beginning is another.
 */

/** A block longer than this stands in several elements, so that only what is seen is laid out. */
const LONGEST_PIECE = 6000;
/** A group has no more blocks and no more characters than this, unless one block has. */
const GROUP_BLOCKS = 15;
const GROUP_LENGTH = 3000;
/** More lines in a row than this that are not the article are folded away. */
const FOLD_OVER = 3;

/**
 * Fills `root` with the text; what the window shows first stands at once, the rest follows in slices.
 * @param {HTMLElement} root
 * @param {string} text
 * @param {Block[]} blocks in order; without any, lines are the blocks.
 * @param {AbortSignal} signal ends the work, when another article comes.
 * @returns {Column}
 */
export function fillColumn(root, text, blocks, signal) {
  /** @type {Piece[]} */
  const pieces = [];
  /** @type {Map<Node, Piece>} */
  const pieceOfNode = new Map();
  /** @type {Group[]} */
  const groups = [];
  let shown = blocks.length ? blocks : linesOf(text);
  root.replaceChildren();

  const headlines = new Set();
  let hasHeadline = false;
  let isList = false;
  let next = 0;
  /** The group for a block of `length` characters at `start`. @param {number} start @param {number} length */
  const groupFor = (start, length) => {
    const last = groups.at(-1);
    if (last && last.count < GROUP_BLOCKS && start + length - last.start <= GROUP_LENGTH) {
      last.count += 1;
      return last;
    }
    const element = make('div', { class: 'group' });
    root.append(element);
    const group = { start, end: start, count: 1, element };
    groups.push(group);
    isList = false;
    return group;
  };

  /** Adds block `next` and what belongs with it. */
  const addBlock = () => {
    const block = shown[next];
    const group = groupFor(block.start, Math.min(block.end - block.start, LONGEST_PIECE));
    const run = furnitureRun(shown, next);
    if (run > FOLD_OVER) {
      isList = false;
      const fold = make('details', { class: 'fold' }, make('summary', {}, `Left out: ${leftOutWords(shown.slice(next, next + run))}`));
      for (const left of shown.slice(next, next + run)) addText(fold, left, 'p', 'furniture');
      group.element.append(fold);
      group.end = shown[next + run - 1].end;
      next += run;
      return;
    }
    next += 1;
    let name = /** @type {keyof HTMLElementTagNameMap} */ ('p');
    let className = isFurniture(block.kind) ? 'furniture' : block.kind.replace('_', '-');
    if (block.kind === 'headline') {
      const words = text.slice(block.start, block.end).trim();
      if (headlines.has(words)) className = 'repeated';
      else {
        name = hasHeadline ? 'h3' : 'h2';
        hasHeadline = true;
        headlines.add(words);
      }
    } else if (block.kind === 'entry') {
      name = 'h3';
    } else if (block.kind === 'quotation' || block.kind === 'pull_quote') {
      name = 'blockquote';
    } else if (block.kind === 'list') {
      let list = isList ? group.element.lastElementChild : null;
      if (!list) group.element.append((list = make('ul', { class: 'list' })));
      isList = true;
      addText(/** @type {HTMLElement} */ (list), block, 'li', className);
      group.end = block.end;
      return;
    }
    isList = false;
    addText(group, block, name, className);
  };

  /**
   * Adds the text of a block to an element, or to a group and the ones after it.
   * @param {HTMLElement | Group} parent
   * @param {Block} block
   * @param {keyof HTMLElementTagNameMap} name
   * @param {string} className
   */
  const addText = (parent, block, name, className) => {
    for (let start = block.start, end; start < block.end; start = end) {
      end = pieceEnd(text, start, block.end);
      const node = document.createTextNode(text.slice(start, end));
      const isPart = start > block.start;
      const element = make(isPart && name !== 'li' ? 'p' : name, { class: isPart ? `${className} part` : className }, node);
      if (parent instanceof HTMLElement) {
        parent.append(element);
      } else {
        const group = isPart ? groupFor(start, end - start) : parent;
        group.element.append(element);
        group.end = end;
      }
      const piece = { start, end, node, element };
      pieces.push(piece);
      pieceOfNode.set(node, piece);
    }
  };

  /** Adds what is missing. @param {AbortSignal} signal */
  const fill = async (signal) => {
    let sliceEnd = performance.now() + SLICE_MS;
    while (next < shown.length) {
      addBlock();
      if (performance.now() > sliceEnd) {
        sizeGroups();
        await nextTask();
        if (signal.aborted) return;
        sliceEnd = performance.now() + SLICE_MS;
      }
    }
    sizeGroups();
  };

  /** @type {Column['grow']} */
  const grow = (whole, blocks, signal) => {
    const all = blocks.length ? blocks : linesOf(whole);
    const last = shown.length - 1;
    const isSame = (/** @type {Block} */ { start, end, kind }, /** @type {Block | undefined} */ other) =>
      start === other?.start && end === other.end && kind === other.kind;
    if (!whole.startsWith(text) || !shown.every((block, i) => isSame(block, all[i]))) return null;
    // A fold would go on in what comes.
    if (all.length > shown.length && last >= 0 && isFurniture(shown[last].kind) && isFurniture(all[last + 1].kind)) return null;
    text = whole;
    shown = all;
    return fill(signal);
  };

  let sized = 0;
  /** Guesses how tall each finished group is, until the browser lays it out. */
  const sizeGroups = () => {
    for (; sized < groups.length; sized += 1) {
      const { start, end, count, element } = groups[sized];
      element.style.containIntrinsicHeight = `auto ${count * 1.1 + (end - start) / 33}rem`;
    }
    sized = Math.max(0, groups.length - 1);
  };

  /** The last piece that starts at or before `offset`. @param {number} offset */
  const pieceAt = (offset) => {
    let low = 0;
    let high = pieces.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (pieces[middle].start <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };

  return {
    rangesOf(start, end) {
      const ranges = [];
      for (let i = Math.max(0, pieceAt(start)); i < pieces.length && pieces[i].start < end; i += 1) {
        const piece = pieces[i];
        const from = Math.max(start, piece.start);
        const to = Math.min(end, piece.end);
        if (from >= to) continue;
        if (!piece.node.isConnected || piece.node.data.length !== piece.end - piece.start) return null;
        const range = document.createRange();
        range.setStart(piece.node, from - piece.start);
        range.setEnd(piece.node, to - piece.start);
        if (range.toString() !== text.slice(from, to)) return null;
        ranges.push(range);
      }
      return ranges.length ? ranges : null;
    },
    offsetOf(node, offset) {
      const piece = pieceOfNode.get(node);
      return piece ? piece.start + offset : null;
    },
    elementAt: (offset) => pieces[Math.max(0, pieceAt(offset))]?.element ?? null,
    visibleSpan() {
      const height = window.innerHeight;
      const first = firstGroup(groups, (rect) => rect.bottom > -height);
      const last = firstGroup(groups, (rect) => rect.top > 2 * height) - 1;
      return [groups[first]?.start ?? text.length, groups[last]?.end ?? 0];
    },
    done: fill(signal),
    grow,
  };
}

/** The first group whose place passes `test`, which from then on all do. @param {Group[]} groups @param {(rect: DOMRect) => boolean} test */
function firstGroup(groups, test) {
  let low = 0;
  let high = groups.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(groups[middle].element.getBoundingClientRect())) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How many blocks from `from` on are furniture. @param {Block[]} blocks @param {number} from */
function furnitureRun(blocks, from) {
  let end = from;
  while (end < blocks.length && isFurniture(blocks[end].kind)) end += 1;
  return end - from;
}

/** Where the piece that starts at `start` ends: at white space, so that no word is cut. @param {string} text @param {number} start @param {number} end */
function pieceEnd(text, start, end) {
  if (end - start <= LONGEST_PIECE) return end;
  const limit = start + LONGEST_PIECE;
  const space = text.lastIndexOf(' ', limit);
  if (space > start + LONGEST_PIECE / 2) return space + 1;
  const code = text.charCodeAt(limit);
  return code >= 0xdc00 && code <= 0xdfff ? limit + 1 : limit;
}

/** The lines of a text as paragraphs. @param {string} text @returns {Block[]} */
function linesOf(text) {
  /** @type {Block[]} */
  const blocks = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const words = line.trim();
    const from = start + line.indexOf(words);
    if (words) blocks.push({ start: from, end: from + words.length, kind: 'paragraph' });
    start += line.length + 1;
  }
  return blocks;
}
