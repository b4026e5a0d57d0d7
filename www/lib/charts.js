// Charts beside the lists: what one sees at a glance. Each has its table, which says the same to those who do not see it.

import { articleEnd, claimantName, wordsOf } from './article.js';
import { make } from './dom.js';
import { CLAIMANT_KINDS, LINKS, OWN_VOICE, SOURCE_KINDS, shorten } from './words.js';

/** @typedef {import('./article.js').ArticleIndex} ArticleIndex */
/** @typedef {import('./article.js').Ref} Ref */

/**
 * A part of a whole.
 * @typedef {{label: string, value: number, tone: string}} Part `tone` names its look in panel.css.
 */

/** No more arcs than this are drawn. */
const MOST_ARCS = 12;
/** More stretches of speech than this are gathered into so many parts of the bar. */
const BAR_PARTS = 100;
/** The width of the arcs' box in its own units, and the height of the highest arc in it. */
const WIDTH = 400;
const HIGHEST = 48;

/**
 * A stretch of the article in which somebody is heard.
 * @typedef {{start: number, end: number, hue: number | 'none'}} Heard
 */

/** Where in the article each speaker is heard; the list says in words where each is heard first. @param {ArticleIndex} index */
export function voiceBar(index) {
  const { article, speakerOfQuote } = index;
  const bar = make('div', { class: 'voice-bar', 'aria-hidden': 'true', title: 'Where in the article each voice is heard' });
  const length = articleEnd(index);
  const heard = article.quotes.flatMap(({ id, content }) =>
    content.map(([start, end]) => ({ start, end, hue: speakerOfQuote.get(id)?.hue ?? /** @type {const} */ ('none') })),
  );
  for (const { start, end, hue } of heard.length > BAR_PARTS ? gathered(heard, length) : heard) {
    const piece = make('span', { 'data-hue': hue });
    piece.style.left = `${(100 * start) / length}%`;
    piece.style.width = `${(100 * (end - start)) / length}%`;
    bar.append(piece);
  }
  return bar;
}

/**
 * One stretch for each part of the bar: of the voice that is heard most in it, as long as all voices in it.
 * @param {Heard[]} heard
 * @param {number} length of the article.
 * @returns {Heard[]}
 */
function gathered(heard, length) {
  const part = length / BAR_PARTS;
  const parts = Array.from({ length: BAR_PARTS }, () => /** @type {Map<Heard['hue'], number>} */ (new Map()));
  for (const { start, end, hue } of heard) {
    for (let i = Math.floor(start / part); i < BAR_PARTS && i * part < end; i += 1) {
      const overlap = Math.min(end, (i + 1) * part) - Math.max(start, i * part);
      parts[i].set(hue, (parts[i].get(hue) ?? 0) + overlap);
    }
  }
  return parts.flatMap((voices, i) => {
    if (!voices.size) return [];
    const most = Math.max(...voices.values());
    const hue = [...voices.keys()].find((hue) => voices.get(hue) === most) ?? 'none';
    const all = [...voices.values()].reduce((sum, words) => sum + words, 0);
    return [{ start: i * part, end: i * part + Math.min(part, all), hue }];
  });
}

/**
 * One bar that is divided by the parts' values; nothing where there are fewer than two parts to compare.
 * @param {string} title
 * @param {string} unit what is counted, as the head of its column.
 * @param {Part[]} parts those of no value are left out.
 * @returns {HTMLElement | null}
 */
export function dividedBar(title, unit, parts) {
  const shown = parts.filter(({ value }) => value > 0);
  const whole = shown.reduce((sum, { value }) => sum + value, 0);
  if (shown.length < 2) return null;
  const percent = (/** @type {number} */ value) => Math.round((100 * value) / whole);
  const bar = make('div', { class: 'divided', 'aria-hidden': 'true' });
  const legend = make('ul', { class: 'legend-line', 'aria-hidden': 'true' });
  for (const { label, value, tone } of shown) {
    const piece = make('span', { 'data-tone': tone, title: `${label}: ${value.toLocaleString('en')} (${percent(value)} %)` });
    piece.style.flexGrow = String(value);
    bar.append(piece);
    legend.append(make('li', {}, make('span', { class: 'key', 'data-tone': tone }), `${label} ${percent(value)} %`));
  }
  const rows = shown.map(({ label, value }) => [label, value.toLocaleString('en'), `${percent(value)} %`]);
  return figure(title, [bar, legend], ['Kind', unit, 'Share'], rows);
}

/** Whose words the quoted words are, by kind of source. @param {ArticleIndex} index */
export function sourcesChart({ speakers }) {
  const sum = (/** @type {string} */ kind) => speakers.filter((speaker) => speaker.kind === kind).reduce((sum, { words }) => sum + words, 0);
  const parts = Object.entries(SOURCE_KINDS).map(([kind, label]) => ({ label, value: sum(kind), tone: kind }));
  return dividedBar('Quoted words by kind of source', 'Words', parts);
}

/** Who puts the claims forward. @param {ArticleIndex} index */
export function voicesChart({ article }) {
  const counts = article.summary.claims_by_voice;
  const parts = Object.entries(CLAIMANT_KINDS).map(([kind, label]) => ({ label, value: counts[/** @type {keyof typeof counts} */ (kind)], tone: kind }));
  return dividedBar('Claims by who puts them forward', 'Claims', parts);
}

/**
 * Which later claims may answer which earlier ones: arcs over the length of the article. Nothing where none does.
 * @param {ArticleIndex} index
 */
export function answersChart(index) {
  const { article, text } = index;
  const pairs = article.claims
    .flatMap((claim) => claim.links.map(({ kind, to }) => ({ kind, later: claim, earlier: article.claims[to] })))
    .filter(({ kind, earlier }) => (kind === 'denies' || kind === 'disputes') && earlier)
    .slice(0, MOST_ARCS);
  if (!pairs.length) return null;
  const length = Math.max(1, text.length);
  const arcs = pairs.map(({ earlier, later }) => {
    const [from, to] = [earlier, later].map(({ span }) => (WIDTH * span[0][0]) / length);
    return { from, to, rise: Math.min(HIGHEST, 10 + Math.abs(to - from) / 4) };
  });
  const foot = Math.max(...arcs.map(({ rise }) => rise)) + 2;
  const svg = svgElement('svg', { viewBox: `0 0 ${WIDTH} ${foot + 4}`, class: 'arcs', 'aria-hidden': 'true' });
  svg.append(svgElement('line', { x1: 0, x2: WIDTH, y1: foot, y2: foot }));
  for (const { from, to, rise } of arcs) {
    // A curve reaches three quarters of the way to where it is drawn to.
    const top = foot - (4 / 3) * rise;
    svg.append(
      svgElement('path', { d: `M ${from} ${foot} C ${from} ${top} ${to} ${top} ${to} ${foot}` }),
      svgElement('circle', { cx: from, cy: foot, r: 3.5 }),
      svgElement('circle', { cx: to, cy: foot, r: 3.5, class: 'answer-end' }),
    );
  }
  const voice = (/** @type {import('./article.js').Claim} */ claim) => claimantName(index, claim) ?? OWN_VOICE;
  const button = (/** @type {import('./article.js').Claim} */ claim) =>
    make('button', { type: 'button', class: 'row', 'data-ref': `claim:${claim.id}` }, `${voice(claim)}: ${shorten(wordsOf(text, claim.span), 70)}`);
  const rows = pairs.map(({ kind, earlier, later }) => [button(earlier), LINKS[kind]?.[1] ?? kind, button(later)]);
  return figure('Claims, and what may answer them', [svg], ['Claim', 'Answer', 'By'], rows);
}

/** @param {string} title @param {Element[]} drawing @param {string[]} head @param {(string | HTMLElement)[][]} rows */
function figure(title, drawing, head, rows) {
  const table = make('table', {},
    make('thead', {}, make('tr', {}, ...head.map((words) => make('th', { scope: 'col' }, words)))),
    make('tbody', {}, ...rows.map(([first, ...others]) => make('tr', {}, make('th', { scope: 'row' }, first), ...others.map((cell) => make('td', {}, cell))))),
  );
  const caption = make('figcaption', {}, title);
  const details = make('details', {}, make('summary', {}, 'As a table', make('span', { class: 'unseen' }, `: ${title}`)), table);
  const whole = make('figure', { class: 'chart' }, caption);
  whole.append(...drawing, details);
  return whole;
}

/** @param {string} name @param {Record<string, string | number>} attributes */
function svgElement(name, attributes) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}
