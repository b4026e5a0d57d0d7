// The extension's hand in a page: reads it, paints what the core found, finds the way between the page and the panel.
// Adds nothing to the page but highlights. Injected at each click, so the first copy stays and later ones do nothing.

import { evidenceOf, indexing, spansOf } from '../lib/article.js';
import { DENSITIES, LAYERS, chooseMarks, markListing } from '../lib/marks.js';
import { readPageInSlices } from '../lib/page-text.js';
import { inSlices } from '../lib/slices.js';
import { createPainter } from '../lib/painter.js';

/** @typedef {import('../lib/article.js').Article} Article */
/** @typedef {import('../lib/article.js').Ref} Ref */
/** @typedef {import('../lib/marks.js').Density} Density */
/** @typedef {import('../lib/marks.js').Layer} Layer */
/** @typedef {import('../lib/marks.js').Mark} Mark */
/** @typedef {import('../lib/painter.js').Painter} Painter */
/** @typedef {import('../lib/page-text.js').PageText} PageText */

/**
 * What is marked in this page.
 * @typedef {object} Marking
 * @property {Article} article
 * @property {Mark[]} marks
 * @property {Painter} painter
 * @property {import('../lib/article.js').ArticleIndex} index
 * @property {number} refused marks that could not be painted, because the page has changed since it was read.
 */

/** How long after a change the page is looked at again, and how long between two looks, in milliseconds. */
const SETTLED = 400;
const BETWEEN = 2000;

/** This script's names in the extension's own world of the page. */
const world = /** @type {{sourcelight?: {isAlive: () => boolean, clear: () => void}}} */ (globalThis);

if (!world.sourcelight?.isAlive()) {
  // A copy that outlived its extension (an update) can no longer be reached.
  world.sourcelight?.clear();
  world.sourcelight = start();
}

/** Listens to the toolbar button and to the panel. */
function start() {
  /** What is marked. @type {PageText | null} */
  let page = null;
  /** What was read last, and will be marked when the core has answered. @type {PageText | null} */
  let fresh = null;
  /** @type {Marking | null} */
  let marking = null;
  /** The lines to the panels that show this page: one, unless it is open in two places. @type {Set<chrome.runtime.Port>} */
  const panels = new Set();
  /** @type {Layer[]} */
  let layers = ['quotes'];
  /** @type {Density} */
  let density = 'normal';
  /** Whether the reader wants all of the page read. */
  let everything = false;
  /** @type {'light' | 'dark'} */
  let scheme = 'light';
  /** Where the page stood before the first jump. @type {{x: number, y: number} | null} */
  let before = null;
  /** @type {Ref | undefined} */
  let pointed;
  /** The answer to "Who says this?" that waits for the panel. @type {{kind: 'who', ref?: Ref, isRead: boolean} | null} */
  let asked = null;

  /** Paints the marks that are wanted. @param {Marking} marking */
  const paint = async (marking) => {
    ({ refused: marking.refused } = await marking.painter.paint(chooseMarks(marking.marks, layers, density)));
    tell({ kind: 'painted', refused: marking.refused });
  };
  /** Takes over what the reader chose to see. @param {{layers?: Layer[], density?: Density}} choice */
  const choose = (choice) => {
    if (choice.layers) layers = LAYERS.filter((layer) => choice.layers?.includes(layer));
    density = DENSITIES.find((other) => other === choice.density) ?? density;
  };
  /** @param {object} message */
  const tell = (message) => {
    for (const panel of panels) panel.postMessage(message);
  };
  const clear = () => {
    marking?.painter.clear();
    marking = null;
    watch.disconnect();
    tell({ kind: 'cleared' });
  };
  const showArticle = (to = [...panels]) => {
    if (!page || !marking) return;
    const { article, refused } = marking;
    const message = { kind: 'article', text: page.text, article, around: page.around, everything, layers, density, refused };
    for (const panel of to) panel.postMessage(message);
    tellWho();
  };
  const tellWho = () => {
    if (!panels.size || !asked) return;
    tell(asked);
    asked = null;
  };
  /** Live blogs, late loading and sites that change pages without loading one: the article is read again when its text is another. */
  let looked = 0;
  /** @type {ReturnType<typeof setTimeout> | null} */
  let timer = null;
  const watch = new MutationObserver(() => {
    timer ??= setTimeout(look, Math.max(SETTLED, looked + BETWEEN - performance.now()));
  });
  const look = async () => {
    timer = null;
    looked = performance.now();
    if (!marking || !chrome.runtime?.id) return watch.disconnect();
    const { text } = await readPageInSlices(document, { everything });
    if (marking && text !== page?.text) chrome.runtime.sendMessage({ kind: 'changed' });
  };
  /** @param {MouseEvent} event */
  const point = ({ clientX, clientY, type, currentTarget }) => {
    if (!panels.size || !marking) return;
    const ref = marking.painter.marksAtPoint(clientX, clientY, /** @type {Document} */ (currentTarget))[0]?.ref;
    if (ref === pointed && type !== 'click') return;
    pointed = ref;
    if (ref) tell({ kind: 'pointed', ref, isClick: type === 'click' });
  };

  /** @type {Record<string, (message: any) => unknown>} */
  const answers = {
    async read({ anew }) {
      if (marking && !anew) return { isMarked: true, scheme };
      if (!marking) everything = false;
      fresh = await readPageInSlices(document, { everything });
      if (!marking) scheme = schemeOf(fresh);
      const { text, blocks, hasArticle } = fresh;
      return { isMarked: Boolean(marking), hasArticle, scheme, request: { text, blocks, everything } };
    },
    async paint({ article, choice }) {
      if (!fresh) return;
      // Until all of the new is there the old stays whole: the panel and the pointer ask for it.
      const read = fresh;
      const index = await inSlices(indexing(read.text, article));
      const marks = await inSlices(markListing(index));
      marking?.painter.clear();
      page = read;
      choose(choice);
      marking = { article, index, marks, painter: createPainter(page), refused: 0 };
      await paint(marking);
      for (const place of new Set([document, ...page.documents])) {
        watch.observe(place.documentElement, { subtree: true, childList: true, characterData: true });
        place.addEventListener('pointermove', point, { passive: true });
        place.addEventListener('click', point, { passive: true });
      }
      // What changed while the core was reading was seen by nobody.
      timer ??= setTimeout(look, SETTLED);
      showArticle();
    },
    who() {
      const selected = getSelection();
      if (!page || !marking || !selected?.rangeCount) return;
      asked = { kind: 'who', ...findWho(page, marking.article, selected.getRangeAt(0)) };
      tellWho();
    },
    clear,
  };
  /** What the panel asks; nothing is answered. @type {Record<string, (message: any) => void>} */
  const wishes = {
    jump({ ref }) {
      if (!marking) return;
      const range = marking.painter.paintCurrent(spansOf(marking.index, ref), evidenceOf(marking.index, ref))[0];
      if (!range) return tell({ kind: 'gone', ref });
      before ??= { x: scrollX, y: scrollY };
      scrollTo(range);
    },
    return() {
      marking?.painter.paintCurrent([]);
      if (before) window.scrollTo({ left: before.x, top: before.y, behavior: 'instant' });
      before = null;
    },
    choose({ choice }) {
      choose(choice);
      if (marking) paint(marking);
    },
    scope({ everything: wanted }) {
      everything = wanted;
      chrome.runtime.sendMessage({ kind: 'changed' });
    },
  };

  chrome.runtime.onMessage.addListener((message, _sender, respond) => {
    Promise.resolve(answers[message.kind]?.(message)).then(respond);
    return true;
  });
  chrome.runtime.onConnect.addListener((port) => {
    panels.add(port);
    port.onMessage.addListener((message) => wishes[message.kind]?.(message));
    port.onDisconnect.addListener(() => panels.delete(port));
    if (marking) showArticle([port]);
    else port.postMessage({ kind: 'cleared' });
  });
  // Firefox keeps the lines open when the page is left for another.
  addEventListener('pagehide', () => {
    for (const panel of panels) panel.disconnect();
    panels.clear();
  });
  return { isAlive: () => Boolean(chrome.runtime?.id), clear };
}

/**
 * The quote, else the claim, that the selected words are in, the shortest of several; and whether the words were read at all.
 * @param {PageText} page
 * @param {Article} article
 * @param {Range} selected
 * @returns {{ref?: Ref, isRead: boolean}}
 */
function findWho(page, article, selected) {
  /** @param {number} start @param {number} end */
  const isSelected = (start, end) => (page.rangesOf(start, end) ?? []).some((range) => overlaps(range, selected));
  /** @param {[number, number][]} spans */
  const length = (spans) => spans.reduce((sum, [start, end]) => sum + end - start, 0);
  const found = (/** @type {{id: number, spans: [number, number][]}[]} */ marks) =>
    marks
      .filter(({ spans }) => spans.some(([start, end]) => isSelected(start, end)))
      .sort((one, other) => length(one.spans) - length(other.spans))[0];
  const quote = found(article.quotes.map(({ id, content }) => ({ id, spans: content })));
  if (quote) return { ref: `quote:${quote.id}`, isRead: true };
  const claim = found(article.claims.map(({ id, span }) => ({ id, spans: span })));
  if (claim) return { ref: `claim:${claim.id}`, isRead: true };
  return { isRead: page.blocks.some(({ start, end }) => isSelected(start, end)) };
}

/** Whether two ranges share more than an edge. @param {Range} one @param {Range} other */
function overlaps(one, other) {
  if (one.startContainer.getRootNode() !== other.startContainer.getRootNode()) return false;
  return one.compareBoundaryPoints(Range.END_TO_START, other) < 0 && one.compareBoundaryPoints(Range.START_TO_END, other) > 0;
}

/** Brings a range to the middle of the window. @param {Range} range */
function scrollTo(range) {
  const { startContainer } = range;
  startContainer.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' });
  if (startContainer.ownerDocument !== document) return;
  const rect = range.getBoundingClientRect();
  if (rect.top < 0 || rect.bottom > innerHeight) {
    window.scrollBy({ top: rect.top - innerHeight / 2, behavior: 'instant' });
  }
}

/** Whether the article stands on a dark or a light ground. @param {PageText} page @returns {'light' | 'dark'} */
function schemeOf({ text, rangeOf }) {
  const node = rangeOf(0, Math.min(1, text.length))?.startContainer;
  for (let element = /** @type {HTMLElement | null} */ (node?.parentElement ?? document.body); element; element = element.parentElement) {
    const [red, green, blue, alpha = 1] = getComputedStyle(element).backgroundColor.match(/[\d.]+/g)?.map(Number) ?? [];
    if (alpha > 0.5) return 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? 'dark' : 'light';
  }
  const { colorScheme } = getComputedStyle(document.documentElement);
  return colorScheme.includes('dark') && matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
