// The words in which the views speak of annotations: plain and neutral, no verdicts.

import { claimantName, wordsOf } from './article.js';

/** @typedef {import('./article.js').ArticleIndex} ArticleIndex */
/** @typedef {import('./article.js').Claim} Claim */
/** @typedef {import('./article.js').EntityKind} EntityKind */
/** @typedef {import('./article.js').Quote} Quote */
/** @typedef {import('./article.js').SourceKind} SourceKind */
/** @typedef {import('./article.js').Speaker} Speaker */
/** @typedef {import('./article.js').Value} Value */

/** @type {Record<SourceKind, string>} */
export const SOURCE_KINDS = {
  named: 'named',
  unnamed: 'described, not named',
  vague: 'nobody in particular',
  document: 'a document',
  none: 'no speaker found',
};

/** How much is marked. @type {Record<import('./marks.js').Density, string>} */
export const DENSITY_NAMES = { quiet: 'Quiet', normal: 'Normal', everything: 'Everything' };

/** Who puts claims forward. @type {Record<import('./article.js').Voice, string>} */
export const CLAIMANT_KINDS = {
  author: 'the article itself',
  named: 'somebody named',
  unnamed: 'somebody described, not named',
  vague: 'nobody in particular',
  document: 'a document',
};

/** @type {Record<Quote['form'], string>} */
export const QUOTE_FORMS = {
  direct: 'in quotation marks',
  indirect: 'in the article’s words',
  mixed: 'partly in quotation marks',
};

/** One and several of each kind. @type {Record<EntityKind, [string, string]>} */
export const ENTITY_KINDS = {
  person: ['person', 'People'],
  organization: ['organisation', 'Organisations'],
  place: ['place', 'Places'],
  group: ['group of people', 'Groups of people'],
  event: ['event', 'Events'],
  work: ['work', 'Works'],
  law: ['law', 'Laws'],
  product: ['product', 'Products'],
  other: ['name', 'Other names'],
  date: ['date', 'Dates'],
  time: ['time', 'Times'],
  money: ['sum of money', 'Sums of money'],
  percent: ['percentage', 'Percentages'],
  quantity: ['quantity', 'Quantities'],
};

/** How a claim of each stance is put forward; nothing is said of the plain one. @type {Record<string, string>} */
export const STANCES = {
  asserts: '',
  alleges: 'alleged',
  denies: 'denied',
  disputes: 'disputed',
  predicts: 'predicted',
  commits: 'promised or threatened',
};

/** @type {Record<string, string>} */
export const CLAIM_TYPES = {
  quantity: 'number',
  cause: 'cause',
  prediction: 'prediction',
  rule: 'rule',
  event: 'event',
  property: 'fact about someone or something',
  intent: 'wish or motive',
  experience: 'own experience',
  opinion: 'opinion',
};

/** @type {Record<string, string>} */
export const HEDGES = {
  epistemic: 'unsure',
  approximator: 'about',
  evidential: 'hearsay',
  condition: 'condition',
  booster: 'stressed',
};

/** @type {Record<string, string>} */
export const EVIDENCE = {
  number: 'number',
  document: 'document',
  link: 'link',
  eyewitness: 'eyewitness',
  official: 'official statement',
  expert: 'expert',
  media: 'picture or video',
};

/**
 * What a later claim does to an earlier one, and the other way round. Links are more often wrong than right in labelled articles,
 * so they are only shown as possible.
 * @type {Record<string, [string, string]>}
 */
export const LINKS = {
  denies: ['Perhaps denies', 'Perhaps denied'],
  disputes: ['Perhaps disputes', 'Perhaps disputed'],
  supports: ['Perhaps supports', 'Perhaps supported'],
  repeats: ['Perhaps repeats', 'Perhaps repeated'],
  contrasts: ['Perhaps contrasts with', 'Perhaps contrasted'],
};

/** What the verb that the article chose suggests. */
export const FRAMINGS = {
  neutral: '',
  distancing: 'the verb keeps a distance',
  endorsing: 'the verb takes it as true',
};

/** The article's own voice as a claimant. */
export const OWN_VOICE = 'The article itself';

/** @param {Speaker} speaker */
export const speakerName = (speaker) => speaker.name || 'No speaker found';

/**
 * Who puts a claim forward.
 * @param {ArticleIndex} index
 * @param {Claim} claim
 */
export function voiceOf(index, claim) {
  const name = claimantName(index, claim);
  return name === null ? OWN_VOICE : name || 'Someone';
}

/**
 * A score in words, with its number.
 * @param {number} score
 */
export function scoreWords(score) {
  const words = score >= 0.9 ? 'very likely' : score >= 0.7 ? 'likely' : score >= 0.5 ? 'perhaps' : 'a guess';
  return `${words} (${Math.round(score * 100)} %)`;
}

/**
 * What an answer from a later claim says, as the words of a link to it: "Denied by Iran", or "Repeated later" where the
 * same voice answers itself.
 * @param {ArticleIndex} index
 * @param {import('./article.js').Answer} answer
 * @param {Claim} earlier the claim that is answered.
 */
export function answerWords(index, { kind, claim }, earlier) {
  const verb = LINKS[kind]?.[1] ?? 'Answered';
  const who = voiceOf(index, claim);
  if (who === voiceOf(index, earlier)) return `${verb} later`;
  return `${verb} by ${who === OWN_VOICE ? 'the article itself' : who}`;
}

/**
 * What a claim does to an earlier one: "Denies: Iran orchestrated the protest".
 * @param {ArticleIndex} index
 * @param {import('./article.js').Link} link
 */
export function linkWords(index, { kind, to }) {
  return `${LINKS[kind]?.[0] ?? 'Answers'}: ${shorten(wordsOf(index.text, index.article.claims[to].span))}`;
}

/** From Monday, as ISO 8601 counts. */
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Parts of a day as TIMEX3 writes them. @type {Record<string, string>} */
const DAY_PARTS = { TMO: 'morning', TAF: 'afternoon', TEV: 'evening', TNI: 'night' };

/** Units of durations in days or longer, then in hours or shorter. @type {Record<string, string>[]} */
const DURATIONS = [{ Y: 'year', M: 'month', W: 'week', D: 'day' }, { H: 'hour', M: 'minute', S: 'second' }];

/**
 * What a date, a time or an amount is worth: "3 January 2020", "a Tuesday", "2 hours", "4,500,000,000 EUR".
 * @param {Value} value
 */
export function valueWords({ iso, number, unit }) {
  if (iso === null) return `${numberWords(number)} ${unit}`;
  const words = iso.split('/').map(isoWords).join(' to ');
  return /^XXXX-\d/.test(iso) ? `${words}, no year given` : words;
}

/** An exact decimal number with its thousands apart. @param {string} number */
function numberWords(number) {
  return new Intl.NumberFormat('en-GB', { maximumFractionDigits: 20 }).format(/** @type {`${number}`} */ (number));
}

/** @param {string} iso one date, time or duration in the forms that the core writes. */
function isoWords(iso) {
  const weekday = /^XXXX-WXX-([1-7])(T..)?$/.exec(iso);
  if (weekday) return ['a', WEEKDAYS[Number(weekday[1]) - 1], DAY_PARTS[weekday[2]]].filter(Boolean).join(' ');
  const duration = /^P(T?)([\d.]+)(\D)$/.exec(iso);
  if (duration) {
    const [, isShort, count, letter] = duration;
    const one = DURATIONS[isShort ? 1 : 0][letter];
    return `${numberWords(count)} ${count === '1' ? one : `${one}s`}`;
  }
  const time = /^T([\d:]+)(.*)$/.exec(iso);
  if (time) return [time[1], time[2] && `UTC${time[2].replace('Z', '').replace('-', '−')}`].filter(Boolean).join(' ');
  if (iso.endsWith('X')) return `${iso.slice(0, -1)}0s`;
  const [year, month, day] = iso.split('-');
  if (!month) return year;
  const isKnown = year !== 'XXXX';
  // 29 February needs a leap year.
  const date = Date.UTC(isKnown ? Number(year) : 2000, Number(month) - 1, Number(day ?? 1));
  return new Intl.DateTimeFormat('en-GB', {
    day: day ? 'numeric' : undefined, month: 'long', year: isKnown ? 'numeric' : undefined, timeZone: 'UTC',
  }).format(date);
}

/** "1 claim", "2 claims". @param {number} count @param {string} one @param {string} [many] */
export function counted(count, one, many = `${one}s`) {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** Cuts a long text at a word. @param {string} text @param {number} [length] */
export function shorten(text, length = 90) {
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  return `${cut.slice(0, cut.lastIndexOf(' ') > 40 ? cut.lastIndexOf(' ') : length)} …`;
}
