// Reads the text of a page's article, and finds the way back from an offset in it to the page.

import { walkBlocks } from './page-blocks.js';
import { atOnce, inSlices } from './slices.js';

/**
 * One block of the page; the facts from which the core says what it is for.
 * @typedef {object} PageBlock
 * @property {number} start offset of its first character.
 * @property {number} end offset just after its last character.
 * @property {string} path element names from `body` to its own, joined by `>`.
 * @property {string} hints class, id, role and itemprop words of its element and the three above it, lower case.
 * @property {number} linkDensity share of its text that lies in links, 0 to 1.
 */

/**
 * The text of a page. Every offset counts UTF-16 code units of `text`.
 * @typedef {object} PageText
 * @property {string} text the blocks' texts, white space as rendered, divided by one newline each.
 * @property {PageBlock[]} blocks in order.
 * @property {boolean} hasArticle whether there is enough running text to call it an article.
 * @property {number} around blocks of the page that are not among them.
 * @property {Set<Document>} documents those in which they stand: the page's own, and those of frames.
 * @property {(start: number, end: number) => Range | null} rangeOf the place of `[start, end)` in the page;
 *   null where the page's text is no longer what was read.
 * @property {(start: number, end: number) => Range[] | null} rangesOf as `rangeOf`, one range a block, so that
 *   what stands between two blocks and was not read is in none of them.
 * @property {(node: Node, offset: number) => number | null} offsetOf the offset of a place in the page;
 *   null where it was not read.
 */

/** @typedef {import('./page-blocks.js').Draft} Draft */
/** @typedef {import('./page-blocks.js').Frame} Frame */

/** The least running text that makes an article: two or three sentences. */
const ARTICLE_LENGTH = 200;
/** How much of each attribute a block's hints hold. */
const HINTS_LENGTH = 160;

/**
 * Reads the article of a page: the container with the most running text, and the headline above it.
 *
 * One walk, linear in the page. Asks the layout what is shown where the document has one, else the tags and attributes.
 * @param {Element | Document} root
 * @param {{everything?: boolean}} [options] with `everything` all of the page is read.
 * @returns {PageText}
 */
export const readPage = (root, options = {}) => atOnce(read(root, options));

/**
 * As `readPage`, and lets the browser have its turn in between, so that a long page never stands still. What changes meanwhile may
 * be read or not; no range is ever given for words that are no longer there.
 * @param {Element | Document} root
 * @param {{everything?: boolean}} [options]
 * @returns {Promise<PageText>}
 */
export const readPageInSlices = (root, options = {}) => inSlices(read(root, options));

/** @param {Element | Document} root @param {{everything?: boolean}} options @returns {Generator<undefined, PageText>} */
function* read(root, { everything = false }) {
  const element = 'body' in root ? root.body : root;
  if (!element) return toPageText([], false, 0);
  const { drafts, candidates, top } = yield* walkBlocks(/** @type {Element} */ (element));
  const container = everything ? top : chooseContainer(candidates, top);
  const headline = findHeadline(drafts, container);
  const chosen = drafts.slice(container.from, container.to);
  if (headline) chosen.unshift(headline);
  return toPageText(chosen, container.prose >= ARTICLE_LENGTH, drafts.length - chosen.length);
}

/**
 * The element that holds the article.
 *
 * One that is named so, if it holds half of the page's running text; of several nested ones the outermost that is
 * mostly running text and holds no second article, so that headline, byline and captions are in it. Else the deepest
 * that holds most of it.
 * @param {Frame[]} candidates
 * @param {Frame} top
 */
function chooseContainer(candidates, top) {
  const most = candidates.reduce((most, candidate) => Math.max(most, candidate.prose), 0);
  if (most > 0 && most >= 0.5 * top.prose) {
    const good = candidates.filter((candidate) => candidate.prose >= 0.8 * most).sort((a, b) => a.depth - b.depth);
    const inner = good[good.length - 1];
    const others = candidates.filter(({ prose, from, to }) => prose > 0 && (to <= inner.from || from >= inner.to));
    const isAlone = (/** @type {Frame} */ { from, to }) => !others.some((other) => other.from >= from && other.to <= to);
    return good.find((candidate) => candidate.total <= 1.6 * candidate.prose && isAlone(candidate)) ?? inner;
  }
  let frame = top;
  while (frame.best && frame.best.prose >= 0.7 * frame.prose) frame = frame.best;
  return frame;
}

/** The headline above a container that has none itself. @param {Draft[]} drafts @param {Frame} container */
function findHeadline(drafts, container) {
  const isHeadline = (/** @type {Draft} */ { frame, length, linkLength }) =>
    frame.path.endsWith('>h1') && linkLength * 2 < length;
  if (drafts.slice(container.from, container.to).some(isHeadline)) return null;
  return drafts.slice(0, container.from).findLast(isHeadline) ?? null;
}

/** Class, id, role and itemprop words of an element and the three above it. @param {Frame} frame */
function hintsOf(frame) {
  const hints = [];
  let above = /** @type {Element | null} */ (frame.element);
  for (let level = 0; above && level < 4; level += 1, above = above.parentElement) {
    for (const attribute of ['class', 'id', 'role', 'itemprop']) {
      const value = above.getAttribute(attribute)?.trim().slice(0, HINTS_LENGTH);
      if (value) hints.push(value);
    }
  }
  return hints.join(' ').toLowerCase().replace(/\s+/g, ' ');
}

/**
 * Joins the blocks to one text, with the way back.
 * @param {Draft[]} drafts
 * @param {boolean} hasArticle
 * @param {number} around
 * @returns {PageText}
 */
function toPageText(drafts, hasArticle, around) {
  /** Parallel, ascending by `starts`: `starts[i]` is the offset in the text of `nodes[i]`'s character `offsets[i]`. */
  const starts = /** @type {number[]} */ ([]);
  const lengths = /** @type {number[]} */ ([]);
  const nodes = /** @type {Text[]} */ ([]);
  const offsets = /** @type {number[]} */ ([]);
  const firstOf = /** @type {Map<Node, number>} */ (new Map());
  const blocks = /** @type {PageBlock[]} */ ([]);
  const texts = /** @type {string[]} */ ([]);
  let start = 0;
  for (const draft of drafts) {
    const words = draft.texts.join('').replace(/[\t\n\r\f]/g, ' ');
    // Many pages keep paragraphs apart by ones that hold a no-break space.
    if (!words.trim()) continue;
    for (const stretch of draft.stretches) {
      if (!firstOf.has(stretch.node)) firstOf.set(stretch.node, starts.length);
      starts.push(start + stretch.at);
      lengths.push(stretch.to - stretch.from);
      nodes.push(stretch.node);
      offsets.push(stretch.from);
    }
    const end = start + draft.length;
    const linkDensity = draft.linkLength / draft.length;
    blocks.push({ start, end, path: draft.frame.path, hints: hintsOf(draft.frame), linkDensity });
    texts.push(words);
    start = end + 1;
  }
  const text = texts.join('\n');
  const blockStarts = blocks.map((block) => block.start);

  /** Whether stretch `index`, between two offsets of the text, still reads as it did. */
  const isSame = (/** @type {number} */ index, /** @type {number} */ from, /** @type {number} */ to) => {
    const node = nodes[index];
    const shift = offsets[index] - starts[index];
    const words = node.data.slice(from + shift, to + shift).replace(/[\t\n\r\f]/g, ' ');
    return node.isConnected && words === text.slice(from, to);
  };

  /** @type {PageText['rangeOf']} */
  const rangeOf = (from, to) => {
    let first = lastAtMost(starts, from);
    if (first < 0 || starts[first] + lengths[first] <= from) first += 1;
    const last = lastAtMost(starts, to - 1);
    if (first >= starts.length || last < first || from >= to) return null;
    for (let index = first; index <= last; index += 1) {
      const end = starts[index] + lengths[index];
      if (!isSame(index, Math.max(from, starts[index]), Math.min(to, end))) return null;
    }
    const range = nodes[first].ownerDocument.createRange();
    range.setStart(nodes[first], offsets[first] + Math.max(0, from - starts[first]));
    range.setEnd(nodes[last], offsets[last] + Math.min(lengths[last], to - starts[last]));
    // Setting an end in another tree (a shadow root's) moves the start there.
    return range.startContainer === nodes[first] ? range : null;
  };

  /** @type {PageText['rangesOf']} */
  const rangesOf = (from, to) => {
    const ranges = [];
    for (let index = Math.max(0, lastAtMost(blockStarts, from)); index < blocks.length; index += 1) {
      const block = blocks[index];
      if (block.start >= to) break;
      if (block.end <= from) continue;
      const range = rangeOf(Math.max(from, block.start), Math.min(to, block.end));
      if (!range) return null;
      ranges.push(range);
    }
    return ranges.length ? ranges : null;
  };

  /** @type {PageText['offsetOf']} */
  const offsetOf = (node, offset) => {
    for (let index = firstOf.get(node) ?? starts.length; nodes[index] === node; index += 1) {
      if (offset < offsets[index]) return null;
      if (offset <= offsets[index] + lengths[index]) return starts[index] + offset - offsets[index];
    }
    return null;
  };

  const documents = new Set([...firstOf.keys()].map((node) => /** @type {Document} */ (node.ownerDocument)));
  return { text, blocks, hasArticle, around, documents, rangeOf, rangesOf, offsetOf };
}

/**
 * The last index whose number is at most `limit`; -1 if none is. `numbers` ascend.
 * @param {number[]} numbers
 * @param {number} limit
 */
function lastAtMost(numbers, limit) {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle] <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
