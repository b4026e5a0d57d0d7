// Walks a page once and cuts its text into blocks, white space as rendered.

/**
 * A stretch of a text node that stands in the text as it is, white space characters aside.
 * @typedef {{node: Text, from: number, to: number, at: number}} Stretch `at` counts from the block's start.
 */

/**
 * A space of the text; one that a line break makes is in no node.
 * @typedef {{node: Text | null, at: number, isLink: boolean}} Space
 */

/**
 * A block that is being read.
 * @typedef {object} Draft
 * @property {Frame} frame the element it belongs to.
 * @property {string[]} texts
 * @property {number} length
 * @property {number} linkLength
 * @property {Stretch[]} stretches
 */

/**
 * An element on the way from the root to where the walk is, and what was counted below it.
 * @typedef {object} Frame
 * @property {Element} element
 * @property {string} name
 * @property {Frame | null} parent
 * @property {number} depth
 * @property {string} path
 * @property {boolean} isBlock
 * @property {boolean} isShown
 * @property {boolean} isLink
 * @property {boolean} isAside whether its text counts for no article.
 * @property {boolean} keepsLines
 * @property {Node | null} next the next node to walk, where `nodes` is null.
 * @property {Node[] | null} nodes what stands in a slot or a frame.
 * @property {number} from the first draft below it.
 * @property {number} to the draft after the last below it.
 * @property {number} prose characters of running text below it.
 * @property {number} total characters of any text below it.
 * @property {Frame | null} best the child with the most running text.
 */

const words = (/** @type {string} */ list) => new Set(list.split(/\s+/));

/** Elements whose text is not read. */
const SKIPPED = words(`script style noscript template iframe frame object embed svg math canvas video audio select
  option datalist textarea input button progress meter head title rp`);

/** Roles of what is worked with, not read. */
const SKIPPED_ROLES = words('button search menu menubar toolbar tablist dialog alertdialog tooltip');

/** Elements that are blocks where there is no layout to ask. */
const BLOCKS = words(`address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
  figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre search section
  summary table tbody td tfoot th thead tr ul`);

/** Elements that stay in the line even where a style floats them: a drop cap is no block. */
const IN_LINE = words('a abbr b bdi cite code em font i mark q s small span strong sub sup u');

/** White space that runs together, and characters that are never seen: soft hyphen, zero-width space, joiner, mark. */
const GAP = /[ \t\n\r\f\u00ad\u200b\u2060\ufeff]{2,}|[\t\n\r\f\u00ad\u200b\u2060\ufeff]/g;
const WHITE = /[ \t\n\r\f]/;

/** Class words of text that only screen readers read out; matched without hyphens and underscores. */
const UNSEEN_CLASS = /visuallyhidden|sronly|screenreader|offscreen|a11yhidden/;

/** Elements, classes and ids of what may be long and is not the article: readers' comments, notices, small print. */
const ASIDE_ELEMENTS = words('aside footer nav');
const ASIDE_CLASS = /(?:^|[^a-z])(?:comments?|disqus|cookies?|consent|gdpr)(?:$|[^a-z])/i;

/** The shortest block that counts as running text. */
const PROSE_LENGTH = 60;
/** A frame with less text than this, in characters, holds no article: most hold advertisements. */
const FRAMED_LENGTH = 500;
/** How many names a block's path holds at most. */
const PATH_DEPTH = 64;

/** After so many nodes the walk can be interrupted. */
const NODES_AT_ONCE = 100;

/**
 * Walks everything below `root` and cuts its text into blocks; yields now and then, for who wants to go on later.
 * @param {Element} root
 * @returns {Generator<undefined, {drafts: Draft[], candidates: Frame[], top: Frame}>} `candidates` are marked as articles by
 *   their names.
 */
export function* walkBlocks(root) {
  const view = root.ownerDocument.defaultView;
  const keepers = findKeepers(root);
  /** @type {Draft[]} */
  const drafts = [];
  /** @type {Frame[]} */
  const candidates = [];
  /** @type {Draft | null} */
  let draft = null;
  /** A space that is written when more text of the block follows. @type {Space | null} */
  let space = null;
  let breaks = 0;

  const endBlock = () => {
    if (draft) countProse(draft);
    draft = space = null;
    breaks = 0;
  };
  const breakLine = () => {
    breaks += 1;
    if (breaks > 1) endBlock();
    else if (draft) space ??= { node: null, at: 0, isLink: false };
  };
  /** @param {Frame} frame @param {Text} node @param {string} data @param {number} from @param {number} to */
  const readStretch = (frame, node, data, from, to) => {
    if (from < to && data[from] === ' ') {
      if (draft) space ??= { node, at: from, isLink: frame.isLink };
      from += 1;
    }
    const endsInSpace = from < to && data[to - 1] === ' ';
    if (endsInSpace) to -= 1;
    if (from < to) {
      draft ??= openDraft(drafts, frame);
      if (space) addSpace(draft, space);
      addText(draft, node, from, to, data.slice(from, to), frame.isLink);
      space = null;
      breaks = 0;
    }
    if (endsInSpace && draft) space ??= { node, at: to, isLink: frame.isLink };
  };
  /** @param {Frame} frame @param {Text} node @param {string} data @param {number} start @param {number} end */
  const readLine = (frame, node, data, start, end) => {
    let from = start;
    GAP.lastIndex = start;
    for (let gap = GAP.exec(data); gap && gap.index < end; gap = GAP.exec(data)) {
      readStretch(frame, node, data, from, gap.index);
      const white = gap[0].search(WHITE);
      if (white >= 0 && draft) space ??= { node, at: gap.index + white, isLink: frame.isLink };
      from = Math.min(GAP.lastIndex, end);
      GAP.lastIndex = from;
    }
    readStretch(frame, node, data, from, end);
  };
  /** @param {Frame} frame @param {Text} node */
  const readText = (frame, node) => {
    const { data } = node;
    if (!frame.keepsLines) return readLine(frame, node, data, 0, data.length);
    let from = 0;
    for (let at = data.indexOf('\n'); at >= 0; at = data.indexOf('\n', from)) {
      readLine(frame, node, data, from, at);
      breakLine();
      from = at + 1;
    }
    readLine(frame, node, data, from, data.length);
  };

  const top = openFrame(root, null, view, keepers, drafts.length);
  /** @type {Frame | null} */
  let frame = top;
  let walked = 0;
  while (frame) {
    walked += 1;
    if (walked % NODES_AT_ONCE === 0) yield;
    const node = nextNode(frame);
    if (!node) {
      if (frame.isBlock) endBlock();
      closeFrame(frame, drafts.length);
      if (isArticleElement(frame.element)) candidates.push(frame);
      frame = frame.parent;
    } else if (node.nodeType === 3) {
      if (frame.isShown) readText(frame, /** @type {Text} */ (node));
    } else if (node.nodeType === 1) {
      const element = /** @type {Element} */ (node);
      if (element.localName === 'br') {
        breakLine();
      } else if (!isSkipped(element, keepers)) {
        /** @type {Frame | null} */
        const child = openFrame(element, frame, view, keepers, drafts.length);
        if (child) {
          if (child.isBlock) endBlock();
          frame = child;
        }
      }
    }
  }
  return { drafts, candidates, top };
}

/**
 * The elements that hold an article: no attribute hides them, since a page under a dialog is often marked hidden.
 * @param {Element} root
 * @returns {Set<Element>}
 */
function findKeepers(root) {
  const keepers = new Set();
  for (const element of root.querySelectorAll('article, main, h1')) {
    for (let above = /** @type {Element | null} */ (element); above && !keepers.has(above); above = above.parentElement) {
      keepers.add(above);
    }
  }
  return keepers;
}

/** @param {Element} element @param {Set<Element>} keepers */
function isSkipped(element, keepers) {
  const name = element.localName;
  if (SKIPPED.has(name)) return !framedBody(element);
  if (keepers.has(element)) return false;
  return (
    element.getAttribute('aria-hidden') === 'true' ||
    SKIPPED_ROLES.has(element.getAttribute('role') ?? '') ||
    UNSEEN_CLASS.test((element.getAttribute('class') ?? '').toLowerCase().replace(/[-_]/g, '')) ||
    (name === 'dialog' && !element.hasAttribute('open'))
  );
}

/** The body of the page in a frame, if this page may read it and there is text to read. @param {Element} element */
function framedBody(element) {
  const body = element.localName === 'iframe' ? /** @type {HTMLIFrameElement} */ (element).contentDocument?.body : null;
  return body && (body.textContent?.length ?? 0) >= FRAMED_LENGTH ? body : null;
}

/** @param {Element} element @param {Set<Element>} keepers */
function isAside(element, keepers) {
  if (keepers.has(element)) return false;
  const named = `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`;
  return ASIDE_ELEMENTS.has(element.localName) || ASIDE_CLASS.test(named);
}

/** @param {Element} element */
function isArticleElement(element) {
  const role = element.getAttribute('role');
  return (
    element.localName === 'article' ||
    element.localName === 'main' ||
    role === 'main' ||
    role === 'article' ||
    (element.getAttribute('itemprop') ?? '').includes('articleBody')
  );
}

/**
 * The frame of an element; null if the element is not shown.
 * @overload
 * @param {Element} element
 * @param {null} parent the root is taken as it is, shown or not.
 * @param {Window | null} view
 * @param {Set<Element>} keepers
 * @param {number} from
 * @returns {Frame}
 */
/**
 * @overload
 * @param {Element} element
 * @param {Frame} parent
 * @param {Window | null} view
 * @param {Set<Element>} keepers
 * @param {number} from
 * @returns {Frame | null}
 */
/**
 * @param {Element} element
 * @param {Frame | null} parent
 * @param {Window | null} view
 * @param {Set<Element>} keepers
 * @param {number} from
 */
function openFrame(element, parent, view, keepers, from) {
  const name = element.localName;
  const look = view ? lookOf(element, view.getComputedStyle(element)) : guessLook(element);
  if (parent && !look.isRendered) return null;
  const depth = parent ? parent.depth + 1 : 0;
  const path = parent ? (depth < PATH_DEPTH ? `${parent.path}>${name}` : parent.path) : pathTo(element);
  const { shadowRoot } = element;
  const framed = framedBody(element);
  return {
    element,
    name,
    parent,
    depth,
    path,
    isBlock: look.isBlock || !parent || framed !== null,
    isShown: look.isShown,
    isAside: (parent?.isAside ?? false) || (parent !== null && isAside(element, keepers)),
    isLink: (parent?.isLink ?? false) || (name === 'a' && element.hasAttribute('href')),
    keepsLines: view ? look.keepsLines : look.keepsLines || (parent?.keepsLines ?? false),
    next: (shadowRoot ?? element).firstChild,
    nodes: framed ? [framed] : name === 'slot' ? slotted(/** @type {HTMLSlotElement} */ (element)) : null,
    from,
    to: from,
    prose: 0,
    total: 0,
    best: null,
  };
}

/** What stands in a slot, last first; null where its own children do. @param {HTMLSlotElement} slot */
function slotted(slot) {
  const nodes = slot.assignedNodes();
  return nodes.length ? nodes.reverse() : null;
}

/** @param {Frame} frame @returns {Node | null} */
function nextNode(frame) {
  if (frame.nodes) return frame.nodes.pop() ?? null;
  const node = frame.next;
  frame.next = node?.nextSibling ?? null;
  return node;
}

/**
 * How an element is rendered.
 * @typedef {object} Look
 * @property {boolean} isRendered
 * @property {boolean} isShown whether its own text is; a child may be shown in a hidden parent.
 * @property {boolean} isBlock
 * @property {boolean} keepsLines whether its line breaks are rendered.
 */

/** @param {Element} element @param {CSSStyleDeclaration} style @returns {Look} */
function lookOf(element, style) {
  const { display } = style;
  const inLine = display.startsWith('inline') || display === 'contents' || display.startsWith('ruby');
  const isDropCap = style.cssFloat !== 'none' && IN_LINE.has(element.localName);
  return {
    isRendered: display !== 'none' && !isClipped(style),
    isShown: style.visibility === 'visible',
    isBlock: !inLine && !isDropCap,
    keepsLines: style.whiteSpace.startsWith('pre') || style.whiteSpace === 'break-spaces',
  };
}

/** Whether the element is cut to nothing, for screen readers alone. @param {CSSStyleDeclaration} style */
function isClipped(style) {
  return (
    style.position === 'absolute' &&
    (/^rect\((?:[01]px,? ?){4}\)$/.test(style.clip) || /^inset\((?:50|100)%\)$/.test(style.clipPath))
  );
}

/** @param {Element} element @returns {Look} */
function guessLook(element) {
  const name = element.localName;
  const isCustom = name.includes('-') && element.parentElement?.localName !== 'p';
  const isHidden =
    element.hasAttribute('hidden') || /display\s*:\s*none/i.test(element.getAttribute('style') ?? '');
  return { isRendered: !isHidden, isShown: true, isBlock: BLOCKS.has(name) || isCustom, keepsLines: name === 'pre' };
}

/** Element names from `body` to `element`. @param {Element} element */
function pathTo(element) {
  const names = [];
  for (let above = /** @type {Element | null} */ (element); above; above = above.parentElement) {
    names.push(above.localName);
    if (above.localName === 'body' || names.length === PATH_DEPTH) break;
  }
  return names.reverse().join('>');
}

/** @param {Frame} frame @param {number} to */
function closeFrame(frame, to) {
  frame.to = to;
  const { parent } = frame;
  if (!parent) return;
  parent.prose += frame.prose;
  parent.total += frame.total;
  if (frame.prose > (parent.best?.prose ?? 0)) parent.best = frame;
}

/** @param {Draft[]} drafts @param {Frame} frame */
function openDraft(drafts, frame) {
  let owner = frame;
  while (!owner.isBlock && owner.parent) owner = owner.parent;
  /** @type {Draft} */
  const draft = { frame: owner, texts: [], length: 0, linkLength: 0, stretches: [] };
  drafts.push(draft);
  return draft;
}

/**
 * Adds `text`, which stands at `from..to` of `node`.
 * @param {Draft} draft
 * @param {Text} node
 * @param {number} from
 * @param {number} to
 * @param {string} text
 * @param {boolean} isLink
 */
function addText(draft, node, from, to, text, isLink) {
  const last = draft.stretches.at(-1);
  if (last && last.node === node && last.to === from && last.at + (from - last.from) === draft.length) last.to = to;
  else draft.stretches.push({ node, from, to, at: draft.length });
  draft.texts.push(text);
  draft.length += text.length;
  if (isLink) draft.linkLength += text.length;
}

/** @param {Draft} draft @param {Space} space */
function addSpace(draft, { node, at, isLink }) {
  if (node) {
    addText(draft, node, at, at + 1, ' ', isLink);
  } else {
    draft.texts.push(' ');
    draft.length += 1;
  }
}

/** Adds a finished block to what was counted at its element. @param {Draft} draft */
function countProse({ frame, length, linkLength }) {
  frame.total += length;
  if (length >= PROSE_LENGTH && linkLength * 2 < length && !frame.isAside) frame.prose += length - linkLength;
}
