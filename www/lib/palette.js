// How marks look: hues of speakers, tints and lines of each layer, as one style sheet for a light or a dark page.

/**
 * Hues of speakers, after Okabe and Ito's palette for all kinds of colour vision, darkened or lightened until a line
 * of it stands 3:1 from the page.
 */
const HUES_LIGHT = ['#0072b2', '#c24e00', '#007a5a', '#a93d7a', '#8f6200', '#5b4bb7', '#0c7580', '#5f6b00'];
const HUES_DARK = ['#5cb8ee', '#f5935a', '#3cc79b', '#e68fc0', '#e8b93c', '#ac9ff5', '#52cbd6', '#b9c75a'];

/** Eight hues of speakers on a light and on a dark page. @typedef {{light: string[], dark: string[]}} Hues */

/** @type {Hues} */
export const DEFAULT_HUES = { light: HUES_LIGHT, dark: HUES_DARK };

/**
 * Families of entity kinds, which share a look.
 * @typedef {'person' | 'organization' | 'place' | 'thing' | 'figure'} Family
 */

/**
 * The look of one page scheme.
 * @typedef {object} Scheme
 * @property {string[]} hues
 * @property {string} neutral the hue of speakers that are nobody in particular.
 * @property {string} ink lines of cues and claims.
 * @property {number} tint strength of a tint, percent.
 * @property {Record<Family, string>} families
 * @property {string} current the mark that the reader is at.
 * @property {string} evidence the words that speak for it.
 * @property {string} pulse the same, for a moment.
 */

/** @type {Record<'light' | 'dark', Scheme>} */
const SCHEMES = {
  light: {
    hues: HUES_LIGHT,
    neutral: '#66625c',
    ink: '#3d3a36',
    tint: 13,
    families: { person: '#3a6ea5', organization: '#8a5a12', place: '#3f7a3b', thing: '#7a5585', figure: '#66625c' },
    current: '#ffe08a',
    evidence: '#fbf0cf',
    pulse: '#ffc83d',
  },
  dark: {
    hues: HUES_DARK,
    neutral: '#aaa69e',
    ink: '#d8d3c9',
    tint: 22,
    families: { person: '#7fb0e3', organization: '#d9a85b', place: '#86c281', thing: '#c39bd0', figure: '#aaa69e' },
    current: '#6b5310',
    evidence: '#3d3418',
    pulse: '#93731a',
  },
};

/**
 * The hue of a speaker as a colour.
 * @param {number | null} hue
 * @param {'light' | 'dark'} scheme
 */
export function hueColor(hue, scheme) {
  return hue === null ? SCHEMES[scheme].neutral : SCHEMES[scheme].hues[hue];
}

/** @type {Family[]} */
const FAMILIES = ['person', 'organization', 'place', 'thing', 'figure'];

/** The line of each family, and how far it lies under the words. @type {Record<Family, [string, string]>} */
const FAMILY_LINES = {
  person: ['underline solid 5%', '10%'],
  organization: ['underline double 5%', '8%'],
  place: ['underline dashed 5%', '10%'],
  thing: ['underline wavy 4%', '8%'],
  figure: ['underline solid 4%', '10%'],
};

/** The names of all lasting highlights, without their prefix. */
const ALL_NAMES = [
  ...[...HUES_LIGHT.keys(), 'none'].flatMap((hue) => [`quote-${hue}`, `source-${hue}`]),
  'cue', 'claim-author', 'claim-attributed',
  ...FAMILIES.flatMap((family) => [`entity-${family}`, `reference-${family}`]),
];

/** @param {string} color @param {number} percent */
const tint = (color, percent) => `color-mix(in srgb, ${color} ${percent}%, transparent)`;

/**
 * The style sheet of all marks. Each layer has its own height of line, so that layers that overlap stay apart.
 *
 * Highlights take no other properties than colours, background and lines. Widths are shares of the font's size: an `em` would be
 * the root's where highlights inherit.
 * @param {'light' | 'dark'} scheme of the page that is marked.
 * @param {{speakers?: Hues, inherits?: boolean}} [options] `inherits`: an element's highlights are its parent's, as the standard
 *   says and Firefox does not do. Then the rules are the root's alone: three dozen for each element of a page cost Chromium four times
 *   the work.
 * @returns {string}
 * @see https://www.w3.org/TR/css-pseudo-4/#highlight-cascade
 */
export function marksCss(scheme, { speakers = DEFAULT_HUES, inherits = false } = {}) {
  const hues = speakers[scheme];
  const { neutral, ink, tint: strength, families, current, evidence, pulse } = SCHEMES[scheme];
  /** @type {string[]} */
  const rules = [];
  /** @type {string[]} */
  const tints = [];
  /** @param {string} name @param {string} line @param {string} color @param {string} offset @param {string} [background] */
  const add = (name, line, color, offset, background) => {
    const highlight = `::highlight(sourcelight-${name})`;
    rules.push(`${highlight} { text-decoration: ${line} ${color}; text-underline-offset: ${offset}; text-decoration-skip-ink: none; }`);
    if (background) tints.push(`${highlight} { background-color: ${background}; }`);
  };
  [...hues, neutral].forEach((color, index) => {
    const hue = index === hues.length ? 'none' : index;
    add(`quote-${hue}`, 'underline solid 9%', color, '20%', tint(color, strength));
    add(`source-${hue}`, 'underline double 7%', color, '20%');
  });
  add('cue', 'underline solid 15%', ink, '18%');
  add('claim-author', 'underline dotted min(11%, 2.5px)', ink, 'min(36%, 9px)');
  add('claim-attributed', 'underline dashed min(8%, 2px)', ink, 'min(38%, 9px)');
  for (const family of FAMILIES) {
    const [line, offset] = FAMILY_LINES[family];
    const color = families[family];
    add(`entity-${family}`, line, color, offset, family === 'figure' ? undefined : tint(color, strength + 3));
    add(`reference-${family}`, line, color, offset);
  }
  tints.push(`::highlight(sourcelight-evidence) { background-color: ${evidence}; }`);
  tints.push(`::highlight(sourcelight-current) { background-color: ${current}; }`);
  tints.push(`::highlight(sourcelight-pulse) { background-color: ${pulse}; }`);
  const css = [...rules, '@media (forced-colors: none) {', ...tints, '}', '@media (forced-colors: active) {', FORCED, '}'].join('\n');
  return inherits ? css.replaceAll('::highlight(', ':root::highlight(') : css;
}

/**
 * Forced colours take the tints away: line styles alone tell the layers apart. Chromium paints every highlight there
 * like selected text, unless the marked element has `forced-color-adjust: none`, which is for its page to say.
 */
const FORCED = `
${ALL_NAMES.map((name) => `::highlight(sourcelight-${name})`).join(', ')} { text-decoration-color: CanvasText; }
${[...HUES_LIGHT.keys(), 'none'].map((hue) => `::highlight(sourcelight-quote-${hue})`).join(', ')} {
  text-decoration-color: LinkText; text-decoration-thickness: 12%;
}
::highlight(sourcelight-current), ::highlight(sourcelight-pulse) { background-color: Highlight; color: HighlightText; }`;

/**
 * The family of an entity's kind.
 * @param {import('./article.js').EntityKind} kind
 * @returns {Family}
 */
export function familyOf(kind) {
  switch (kind) {
    case 'person':
    case 'organization':
    case 'place':
      return kind;
    case 'date':
    case 'time':
    case 'money':
    case 'percent':
    case 'quantity':
      return 'figure';
    default:
      return 'thing';
  }
}

/**
 * The hues as custom properties `--hue-0` to `--hue-7` and `--hue-none`, for the lists beside the text; they follow
 * `color-scheme`. With `[data-hue]` an element takes its hue as `--hue`.
 * @param {Hues} [speakers]
 * @returns {string}
 */
export function huesCss({ light, dark } = DEFAULT_HUES) {
  const properties = light.map((color, hue) => `--hue-${hue}: light-dark(${color}, ${dark[hue]});`);
  const takers = [...HUES_LIGHT.keys(), 'none'].map((hue) => `[data-hue="${hue}"] { --hue: var(--hue-${hue}); }`);
  const none = `--hue-none: light-dark(${SCHEMES.light.neutral}, ${SCHEMES.dark.neutral});`;
  return [`:root, :host { ${properties.join(' ')} ${none} }`, ...takers].join('\n');
}
