// The panel: three questions about an article as lists whose rows lead to the text. It can stand in any element.

import { articleEnd, parseRef, roleOf, spansOf, wordsOf } from './article.js';
import { answersChart, sourcesChart, voiceBar, voicesChart } from './charts.js';
import { make } from './dom.js';
import {
  CLAIM_TYPES, ENTITY_KINDS, EVIDENCE, FRAMINGS, HEDGES, OWN_VOICE, QUOTE_FORMS, SOURCE_KINDS, STANCES,
  answerWords, counted, linkWords, speakerName, valueWords, voiceOf,
} from './words.js';

/** @typedef {import('./article.js').ArticleIndex} ArticleIndex */
/** @typedef {import('./article.js').Claim} Claim */
/** @typedef {import('./article.js').Ref} Ref */
/** @typedef {import('./article.js').Speaker} Speaker */
/** @typedef {'speakers' | 'claims' | 'names'} Tab */

/**
 * @typedef {object} PanelEvents
 * @property {(ref: Ref, row: HTMLElement) => void} onJump a row was chosen.
 * @property {(tab: Tab) => void} [onTab] another question was chosen by the reader.
 */

/**
 * @typedef {object} Panel
 * @property {(index: ArticleIndex, isAnew?: boolean) => void} show an article; or, anew, what the one that is shown has become:
 *   what is open stays open, and the focus stays on its row.
 * @property {(message: string) => void} showMessage in place of an article.
 * @property {(tab: Tab) => void} select
 * @property {(ref: Ref | null) => void} setCurrent marks the rows of what the reader is at.
 */

/** @type {{tab: Tab, question: string, short: string}[]} */
const TABS = [
  { tab: 'speakers', question: 'Who speaks here?', short: 'Who speaks' },
  { tab: 'claims', question: 'What is claimed?', short: 'Claims' },
  { tab: 'names', question: 'Who and what is it about?', short: 'About' },
];

/** Rows that a list shows at first and adds at a time. */
const PAGE = 20;

let panels = 0;

/** The mentions of a name's row, each press of which leads to the next. @type {WeakMap<HTMLElement, {mentions: number[], at: number}>} */
const rings = new WeakMap();

/**
 * Fills `root` with a panel.
 * @param {HTMLElement} root
 * @param {PanelEvents} events
 * @returns {Panel}
 */
export function createPanel(root, events) {
  const prefix = `sourcelight-panel-${(panels += 1)}`;
  const tabs = TABS.map(({ tab, short, question }) =>
    make('button', { type: 'button', role: 'tab', id: `${prefix}-tab-${tab}`, 'aria-controls': `${prefix}-${tab}`, 'aria-selected': 'false', tabindex: -1, title: question }, short),
  );
  const pages = TABS.map(({ tab, question }) =>
    make('div', { role: 'tabpanel', id: `${prefix}-${tab}`, class: 'panel-page', 'aria-labelledby': `${prefix}-tab-${tab}`, tabindex: 0, hidden: true }, make('h2', {}, question)),
  );
  const message = make('p', { class: 'panel-message', hidden: true });
  root.classList.add('sourcelight-panel');
  root.replaceChildren(make('div', { role: 'tablist', 'aria-label': 'Questions about the article' }, ...tabs), message, ...pages);

  const fills = [fillSpeakers, fillClaims, fillNames];
  /** The article that each page shows. @type {(ArticleIndex | null)[]} */
  const filled = TABS.map(() => null);
  /** Fills the selected page, if it does not show the article: in a long one each takes its time. */
  const fill = () => {
    if (!shown || filled[selected] === shown) return;
    const page = pages[selected];
    const keep = isNext && filled[selected] ? keepPlace(page) : null;
    filled[selected] = shown;
    page.replaceChildren(make('h2', {}, TABS[selected].question));
    page.scrollTop = 0;
    fills[selected](page, shown, `${prefix}-${TABS[selected].tab}`);
    keep?.();
    setCurrent(current);
  };

  let selected = 0;
  /** @type {Ref | null} */
  let current = null;
  /** @type {ArticleIndex | null} */
  let shown = null;
  /** Whether what is shown has become of what was shown before. */
  let isNext = false;
  /** @param {number} next @param {boolean} byReader */
  const selectAt = (next, byReader) => {
    selected = (next + TABS.length) % TABS.length;
    tabs.forEach((tab, i) => {
      tab.setAttribute('aria-selected', String(i === selected));
      tab.tabIndex = i === selected ? 0 : -1;
      pages[i].hidden = i !== selected || !message.hidden;
    });
    fill();
    if (byReader) events.onTab?.(TABS[selected].tab);
  };
  tabs.forEach((tab, i) => {
    tab.addEventListener('click', () => selectAt(i, true));
    tab.addEventListener('keydown', (event) => {
      const next = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: TABS.length - 1 }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      selectAt(next, true);
      tabs[selected].focus();
    });
  });
  for (const page of pages) {
    page.addEventListener('click', (event) => {
      const row = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest('[data-ref]'));
      if (!row) return;
      events.onJump(/** @type {Ref} */ (row.dataset.ref), row);
      const ring = rings.get(row);
      if (!ring) return;
      ring.at = (ring.at + 1) % ring.mentions.length;
      row.dataset.ref = `mention:${ring.mentions[ring.at]}`;
    });
    page.addEventListener('keydown', moveAmongRows);
  }

  /** @type {Panel['show']} */
  const show = (index, isAnew = false) => {
    shown = index;
    isNext = isAnew;
    current = null;
    message.hidden = true;
    selectAt(selected, false);
  };
  /** @type {Panel['showMessage']} */
  const showMessage = (text) => {
    message.textContent = text;
    message.hidden = false;
    selectAt(selected, false);
  };
  /** Shows the quotes of a speaker. @param {string} key */
  const openSpeaker = (key) => {
    /** @type {HTMLElement | null} */
    const row = root.querySelector(`button.speaker[aria-expanded="false"][data-speaker="${CSS.escape(key)}"]`);
    row?.click();
  };
  /** @type {Panel['setCurrent']} */
  const setCurrent = (ref) => {
    current = ref;
    for (const row of root.querySelectorAll('[aria-current]')) row.removeAttribute('aria-current');
    if (!ref) return;
    const { kind, id } = parseRef(ref);
    const speaker = kind === 'quote' ? shown?.speakerOfQuote.get(id)?.key : undefined;
    if (speaker !== undefined) openSpeaker(speaker);
    const entity = kind === 'mention' ? shown?.article.mentions[id].entity : null;
    const rows = typeof entity === 'number' ? `[data-entity="${entity}"]` : `[data-ref="${ref}"]`;
    for (const row of root.querySelectorAll(rows)) row.setAttribute('aria-current', 'true');
  };
  selectAt(0, false);
  return { show, showMessage, setCurrent, select: (tab) => selectAt(TABS.findIndex((entry) => entry.tab === tab), false) };
}

/**
 * The lists with all that they hold, to be read and not to be pressed.
 * @param {ArticleIndex} index
 * @returns {HTMLElement[]} one for each question.
 */
export function listsInFull(index) {
  return [fillSpeakers, fillClaims, fillNames].map((fill, i) => {
    const page = make('section', { class: 'panel-page' }, make('h2', {}, TABS[i].question));
    fill(page, index, '');
    /** @type {HTMLElement | null} */
    let closed;
    while ((closed = page.querySelector('.more:not([hidden]), .speaker[aria-expanded="false"]'))) closed.click();
    for (const useless of page.querySelectorAll('.more, .filters')) useless.remove();
    for (const details of page.querySelectorAll('details')) details.open = true;
    for (const button of page.querySelectorAll('button')) button.replaceWith(make('span', { class: button.className }, ...button.childNodes));
    return page;
  });
}

/**
 * Notes what is open, chosen and in focus on a page, by the words that it shows; returns what brings that back after the page was
 * filled anew.
 * @param {HTMLElement} page
 */
function keepPlace(page) {
  /** The words of a row without its counts. @param {Element | null} row */
  const wordsOfRow = (row) => (row?.querySelector('.name') ?? (row?.matches('.name') ? row.firstElementChild : row))?.textContent;
  const open = new Map([...page.querySelectorAll('button.speaker')].map((row) => [wordsOfRow(row), row.getAttribute('aria-expanded')]));
  const chosen = [...page.querySelectorAll('select')].map((select) => select.value);
  const { scrollTop } = page;
  const focused = page.contains(document.activeElement) ? document.activeElement : null;
  const words = wordsOfRow(focused);
  const id = focused?.id;
  return () => {
    for (const row of page.querySelectorAll('button.speaker')) {
      const was = open.get(wordsOfRow(row));
      if (was && was !== row.getAttribute('aria-expanded')) /** @type {HTMLElement} */ (row).click();
    }
    page.querySelectorAll('select').forEach((select, i) => {
      if (![...select.options].some(({ value }) => value === chosen[i])) return;
      select.value = chosen[i];
      select.dispatchEvent(new Event('change'));
    });
    // Even without a change this would have the browser lay out the page at once.
    if (scrollTop) page.scrollTop = scrollTop;
    if (!focused) return;
    const same = [...page.querySelectorAll('button, summary')].find((row) => wordsOfRow(row) === words);
    const next = (id && page.querySelector(`#${CSS.escape(id)}`)) || same || page;
    /** @type {HTMLElement} */ (next).focus({ preventScroll: true });
  };
}

/** Up and down, Home and End move among the buttons of a list. @param {KeyboardEvent} event */
function moveAmongRows(event) {
  const page = /** @type {HTMLElement} */ (event.currentTarget);
  const button = /** @type {Element} */ (event.target).closest('button');
  if (!button || !['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(event.key)) return;
  const buttons = [...page.querySelectorAll('button')].filter((other) => other.checkVisibility());
  const at = buttons.indexOf(button);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key] ?? at;
  event.preventDefault();
  buttons[Math.min(Math.max(next, 0), buttons.length - 1)].focus();
}

/**
 * A list that shows its first rows, and more on demand.
 * @template T
 * @param {T[]} items
 * @param {(item: T, place: number) => HTMLLIElement} row
 * @param {string} className
 */
function pagedList(items, row, className) {
  const list = make('ol', { class: className });
  let shown = 0;
  const more = make('button', { type: 'button', class: 'more' });
  const grow = () => {
    list.append(...items.slice(shown, shown + PAGE).map((item, i) => row(item, shown + i)));
    shown = Math.min(items.length, shown + PAGE);
    more.hidden = shown === items.length;
    more.textContent = `Show ${Math.min(PAGE, items.length - shown)} more of ${items.length.toLocaleString('en')}`;
  };
  grow();
  more.addEventListener('click', () => {
    const first = shown;
    grow();
    list.children[first]?.querySelector('button')?.focus();
  });
  const wrap = make('div', {}, list, more);
  return wrap;
}

// Who speaks here?

/** @param {HTMLElement} page @param {ArticleIndex} index @param {string} prefix */
function fillSpeakers(page, index, prefix) {
  const { speakers, article } = index;
  if (!speakers.length) {
    page.append(make('p', { class: 'panel-summary' }, 'Nobody’s words were found: no quotation, and nothing reported as said by someone.'));
    return;
  }
  const { words, quoted_words: quoted } = article.summary;
  const share = words ? ` ${Math.round((100 * quoted) / words)} % of the article’s words are theirs.` : '';
  const unnamed = speakers.filter((speaker) => speaker.kind !== 'named' && speaker.kind !== 'document').length;
  page.append(
    make('p', { class: 'panel-summary' }, `${counted(speakers.length, 'voice')}, ${counted(article.quotes.length, 'quote')}.${share}${unnamed ? ` ${counted(unnamed, 'voice')} without a name.` : ''}`),
    voiceBar(index),
    ...present(sourcesChart(index)),
    pagedList(speakers, (speaker, place) => speakerRow(index, speaker, `${prefix}-${place}`, place === 0), 'speakers'),
  );
}

/** What there is of something that may be absent. @template T @param {T | null} some @returns {T[]} */
const present = (some) => (some === null ? [] : [some]);

/** @param {ArticleIndex} index @param {Speaker} speaker @param {string} id @param {boolean} isOpen */
function speakerRow(index, speaker, id, isOpen) {
  const counts = [
    roleOf(index, speaker.entity),
    SOURCE_KINDS[speaker.kind],
    speaker.direct ? `${speaker.direct} direct` : '',
    speaker.indirect ? `${speaker.indirect} indirect` : '',
    counted(speaker.words, 'word'),
    `first heard ${Math.round((100 * speaker.quotes[0].content[0][0]) / articleEnd(index))} % into the article`,
  ];
  const share = make('span', { class: 'share-bar', 'data-hue': speaker.hue ?? 'none', 'aria-hidden': 'true' });
  share.style.width = `${speaker.percent}%`;
  const button = make('button', { type: 'button', class: 'speaker', 'data-speaker': speaker.key, 'aria-expanded': String(isOpen), 'aria-controls': id },
    make('span', { class: 'swatch', 'data-hue': speaker.hue ?? 'none', 'aria-hidden': 'true' }),
    make('span', { class: 'name' }, speakerName(speaker)), ' ',
    make('span', { class: 'share' }, `${speaker.percent} %`, make('span', { class: 'unseen' }, ' of the quoted words')),
  );
  const quotes = make('div', { id, hidden: !isOpen });
  /** Fills the list when it is first opened: most never are. */
  const fill = () => {
    if (!quotes.firstChild) quotes.append(pagedList(speaker.quotes, (quote) => quoteRow(index, quote, speaker.hue), 'quotes'));
  };
  if (isOpen) fill();
  button.addEventListener('click', () => {
    fill();
    quotes.hidden = !quotes.hidden;
    button.setAttribute('aria-expanded', String(!quotes.hidden));
  });
  return make('li', {}, make('h3', {}, button), share, facts(counts), quotes);
}

/** @param {ArticleIndex} index @param {import('./article.js').Quote} quote @param {number | null} hue */
function quoteRow({ text }, quote, hue) {
  const words = wordsOf(text, quote.content);
  const shown = quote.form === 'direct' ? `“${words}”` : words;
  const cue = wordsOf(text, quote.cue);
  return make('li', { 'data-hue': hue ?? 'none' },
    make('button', { type: 'button', class: 'row quote', 'data-ref': `quote:${quote.id}` }, shown),
    facts([QUOTE_FORMS[quote.form], cue && `“${cue}”`, FRAMINGS[quote.framing]]),
  );
}

// What is claimed?

/** @type {Record<number, string>} */
const SMALL_NUMBERS = { 2: 'two', 3: 'three' };

/** @param {HTMLElement} page @param {ArticleIndex} index @param {string} prefix */
function fillClaims(page, index, prefix) {
  const { claims, summary } = index.article;
  if (!claims.length) {
    page.append(make('p', { class: 'panel-summary' }, 'No claims were found.'));
    return;
  }
  const own = summary.claims_by_voice.author;
  const { answered, unanswered } = summary.allegations;
  const allegations = answered.length + unanswered.length;
  page.append(
    make('p', { class: 'panel-summary' },
      `${counted(claims.length, 'claim')}: ${own} in the article’s own voice, ${claims.length - own} put forward by others.` +
      (allegations ? ` ${counted(allegations, 'allegation')}, ${answered.length} perhaps answered in the article.` : '')),
    ...present(voicesChart(index)),
    ...present(answersChart(index)),
  );
  if (summary.check_first.length > 1) {
    const first = make('ol', { class: 'check-first' }, ...summary.check_first.map((id) => make('li', {},
      make('button', { type: 'button', class: 'row', 'data-ref': `claim:${id}` }, wordsOf(index.text, claims[id].span)))));
    page.append(make('h3', { class: 'check-first-title' }, `If you check ${SMALL_NUMBERS[summary.check_first.length]} things, check these`), first);
  }
  const voices = new Map();
  for (const claim of claims) voices.set(voiceOf(index, claim), (voices.get(voiceOf(index, claim)) ?? 0) + 1);
  const inOrder = [...voices].sort((a, b) => Number(b[0] === OWN_VOICE) - Number(a[0] === OWN_VOICE) || b[1] - a[1]);
  const voice = choice(`${prefix}-voice`, 'Voice', [
    ['', `All (${claims.length})`],
    ...inOrder.map(([name, count]) => /** @type {[string, string]} */ ([name, `${name} (${count})`])),
  ]);
  const isAnswered = new Set(answered);
  const isUnanswered = new Set(unanswered);
  /** @type {Record<string, {words: string, test: (claim: Claim) => boolean}>} */
  const tests = {
    '': { words: 'All', test: () => true },
    check: { words: 'Worth checking', test: (claim) => claim.check_worthy === 2 },
    answered: { words: 'Allegations perhaps answered', test: (claim) => isAnswered.has(claim.id) },
    unanswered: { words: 'Allegations, no answer found', test: (claim) => isUnanswered.has(claim.id) },
    number: { words: 'With a number', test: (claim) => claim.types.includes('quantity') || claim.evidence.some(({ kind }) => kind === 'number') },
    hedged: { words: 'Said with doubt', test: (claim) => claim.hedges.some(({ kind }) => kind !== 'booster' && kind !== 'approximator') },
    opinion: { words: 'Opinions', test: (claim) => claim.types[0] === 'opinion' },
  };
  const kind = choice(`${prefix}-kind`, 'Show', Object.entries(tests).map(([key, { words, test }]) => [key, `${words} (${claims.filter(test).length})`]));
  const count = make('p', { class: 'panel-count', role: 'status' });
  const results = make('div');
  const fill = () => {
    const chosen = claims.filter((claim) => tests[kind.select.value].test(claim) && (!voice.select.value || voiceOf(index, claim) === voice.select.value));
    results.replaceChildren(pagedList(chosen, (claim) => claimRow(index, claim), 'claims'));
    count.textContent = chosen.length === claims.length ? '' : `${chosen.length} of ${counted(claims.length, 'claim')}`;
  };
  voice.select.addEventListener('change', fill);
  kind.select.addEventListener('change', fill);
  page.append(make('div', { class: 'filters' }, voice.label, kind.label), count, results);
  fill();
}

/** @param {string} id @param {string} words @param {[string, string][]} options */
function choice(id, words, options) {
  const select = make('select', { id }, ...options.map(([value, shown]) => make('option', { value }, shown)));
  return { select, label: make('label', { for: id }, make('span', {}, words), ' ', select) };
}

/** @param {ArticleIndex} index @param {Claim} claim */
function claimRow(index, claim) {
  const { text } = index;
  const hedges = claim.hedges.map(({ start, end, kind }) => `${HEDGES[kind] ?? kind}: “${text.slice(start, end)}”`);
  const evidence = claim.evidence.flatMap(({ kind, span }) => (span ? [`${EVIDENCE[kind] ?? kind}: “${wordsOf(text, [span])}”`] : []));
  const voice = voiceOf(index, claim);
  const isOwn = claim.claimant.kind === 'author';
  const answers = [
    ...(index.answersTo.get(claim.id) ?? []).map((answer) => ({ ref: `claim:${answer.claim.id}`, words: answerWords(index, answer, claim) })),
    ...claim.links.map((link) => ({ ref: `claim:${link.to}`, words: linkWords(index, link) })),
  ];
  const voiceMark = make('span', { class: isOwn ? 'voice own' : 'voice' }, voice);
  const stance = [STANCES[claim.stance], FRAMINGS[claim.framing]].filter(Boolean).join(', ');
  return make('li', { class: 'claim' },
    make('p', { class: 'who' }, voiceMark, ' ', stance && make('span', { class: 'stance' }, `· ${stance}`)),
    make('button', { type: 'button', class: 'row', 'data-ref': `claim:${claim.id}` }, wordsOf(text, claim.span)),
    facts([claim.types.map((type) => CLAIM_TYPES[type] ?? type).join(', '), ...hedges, ...evidence]),
    answers.length
      ? make('ul', { class: 'answers' }, ...answers.map(({ ref, words }) => make('li', {}, make('button', { type: 'button', class: 'answer', 'data-ref': ref }, words))))
      : null,
  );
}

// Who and what is it about?

/** Kinds that come last and folded. */
const FIGURES = new Set(['date', 'time', 'money', 'percent', 'quantity']);

/** @param {HTMLElement} page @param {ArticleIndex} index */
function fillNames(page, index) {
  const { entities } = index.article;
  const count = (/** @type {{id: number}} */ { id }) => index.mentionsOfEntity.get(id)?.length ?? 0;
  const mentioned = entities.filter((entity) => count(entity) > 0);
  const alone = index.bodyMentions.filter((id) => {
    const { entity, form } = index.article.mentions[id];
    return entity === null && form === 'name';
  });
  if (!mentioned.length && !alone.length) {
    page.append(make('p', { class: 'panel-summary' }, 'No names were found.'));
    return;
  }
  const names = mentioned.filter((entity) => !FIGURES.has(entity.kind)).length;
  page.append(make('p', { class: 'panel-summary' }, `${counted(names, 'name')}, by how often the article comes back to them.`));
  for (const [kind, [, words]] of Object.entries(ENTITY_KINDS)) {
    /** @type {{name: string, mentions: number[]}[]} */
    const rows = mentioned
      .filter((entity) => entity.kind === kind)
      .map(({ id, name }) => ({ name, mentions: index.mentionsOfEntity.get(id) ?? [] }));
    for (const mention of alone) {
      const { start, end, kind: other } = index.article.mentions[mention];
      if (other === kind) rows.push({ name: wordsOf(index.text, [[start, end]]), mentions: [mention] });
    }
    if (!rows.length) continue;
    rows.sort((a, b) => b.mentions.length - a.mentions.length);
    const list = pagedList(rows, (row) => nameRow(index, row), 'names');
    const heading = make('h3', {}, words, ' ', make('span', { class: 'count' }, String(rows.length)));
    page.append(
      FIGURES.has(kind)
        ? make('details', { class: 'kind' }, make('summary', {}, heading), list)
        : make('section', { class: 'kind' }, heading, list),
    );
  }
}

/** @param {ArticleIndex} index @param {{name: string, mentions: number[]}} row */
function nameRow(index, { name, mentions }) {
  const forms = new Map();
  for (const mention of mentions) {
    const words = wordsOf(index.text, spansOf(index, `mention:${mention}`));
    if (words !== name) forms.set(words.toLowerCase(), forms.get(words.toLowerCase()) ?? words);
  }
  const button = make('button', { type: 'button', class: 'row name', 'data-ref': `mention:${mentions[0]}`, 'data-entity': index.article.mentions[mentions[0]].entity },
    make('span', {}, name), ' ',
    make('span', { class: 'count' }, `${mentions.length} ×`),
  );
  rings.set(button, { mentions, at: 0 });
  const others = [...forms.values()];
  const also = others.length > 0 && `also: ${others.slice(0, 8).join(', ')}${others.length > 8 ? ' …' : ''}`;
  const { entity, value } = index.article.mentions[mentions[0]];
  const worth = value ? valueWords(value) : '';
  return make('li', {}, button, facts([roleOf(index, entity), worth !== name && worth, also]));
}

/** One line of facts. @param {(string | undefined | false)[]} list */
function facts(list) {
  const shown = list.filter(Boolean);
  return shown.length ? make('p', { class: 'facts' }, shown.join(' · ')) : null;
}
