// The sample article annotated by hand, in the wire form: what the views show is tested on it, whatever the core finds.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './support.mjs';

/** @typedef {import('../../www/lib/article.js').Pair} Pair */

/** The text of the sample. */
export const TEXT = readFileSync(join(ROOT, 'www/reader/samples/embassy-siege.txt'), 'utf8');

/** The place of `words` after `from`, which are words too. @param {string} words @param {string} [from] @returns {Pair} */
export function spanOf(words, from = '') {
  const start = TEXT.indexOf(words, TEXT.indexOf(from));
  if (start < 0) throw new Error(`the sample does not say: ${words}`);
  return [start, start + words.length];
}

/** From the first of some words to the last of others. @param {string} first @param {string} last @returns {Pair} */
const stretch = (first, last) => [spanOf(first)[0], spanOf(last, first)[1]];

/** @type {[string, import('../../www/lib/article.js').EntityKind, [string, string][]][]} */
const NAMES = [
  ['Donald Trump', 'person', [['DONALD TRUMP', ''], ['The president', ''], ['he', 'he doesn'], ['He', 'He claims'], ['Trump', 'Trump opponents']]],
  ['Iran', 'place', [['Iran', ''], ['Iran', 'And Iran'], ['Iran', 'against Iran'], ['Iran', 'claims that Iran'], ['Iran', 'claims Iran denies']]],
  ['Popular Mobilization Forces', 'organization', [['Popular Mobilization Forces', ''], ['The PMF leadership', ''], ['PMF', 'killing of PMF'], ['The PMF', 'The PMF says']]],
  ['Mohammed al-Haydari', 'person', [['Mohammed al-Haydari', ''], ['he', 'he says']]],
  ['Washington', 'place', [['Washington', ''], ['Washington', 'by Washington']]],
  ['Baghdad', 'place', [['Baghdad', '']]],
  ['Kataib Hezbollah', 'organization', [['Kataib Hezbollah', ''], ['Kataib Hezbollah', 'However']]],
  ['Americans', 'group', [['Americans', '']]],
  ['2012', 'date', [['2012', '']]],
];

/** @type {{source: Pair, entity: number | null, cue: Pair[], content: Pair[], form: 'direct' | 'indirect' | 'mixed', kind?: 'unnamed' | 'vague'}[]} */
const QUOTES = [
  { source: spanOf('DONALD TRUMP'), entity: 0, cue: [spanOf('SAYING')], content: [stretch('This will not be a', 'ever be a Benghazi.')], form: 'direct' },
  { source: spanOf('The PMF leadership'), entity: 2, cue: [spanOf('says', 'leadership')], content: [stretch('their message has been heard', 'for violence')], form: 'indirect' },
  { source: spanOf('he', 'he says'), entity: 3, cue: [spanOf('says', 'he says')], content: [stretch('The Americans are there', 'combat terrorism'), stretch('the killing of PMF', 'unacceptable')], form: 'indirect' },
  { source: spanOf('The PMF', 'The PMF says'), entity: 2, cue: [spanOf('says', 'The PMF says')], content: [stretch('its call to withdraw', 'deference to him')], form: 'indirect' },
  { source: spanOf('DONALD TRUMP', 'DONALD TRUMP, SAYING.'), entity: 0, cue: [], content: [stretch('No.', 'more than anybody.')], form: 'direct' },
  { source: spanOf('The president'), entity: 0, cue: [spanOf('says', 'also')], content: [spanOf("he doesn't see war happening")], form: 'indirect' },
  { source: spanOf('He', 'He claims'), entity: 0, cue: [spanOf('claims', 'He claims')], content: [stretch('that Iran -- through', 'U.S. air strikes')], form: 'indirect' },
  { source: spanOf('Iran', 'Both claims Iran'), entity: 1, cue: [spanOf('denies')], content: [spanOf('Both claims')], form: 'indirect' },
  { source: stretch('Trump opponents', 'presidential candidates'), entity: null, cue: [spanOf('underline')], content: [stretch('the rapid escalation', 'under his watch')], form: 'indirect', kind: 'unnamed' },
];

/** @type {{span: Pair, who: number | null, quote?: number, stance?: string, types?: string[], links?: {kind: string, to: number}[], hedge?: Pair, evidence?: [string, Pair], framing?: 'distancing'}[]} */
const CLAIMS = [
  { span: stretch('Leaders of the Iran-backed', 'leave the area'), who: null },
  { span: stretch('In Washington, the', 'been swift'), who: null, types: ['property'] },
  { span: stretch('This will never, ever', 'a Benghazi'), who: 0, quote: 0, stance: 'predicts', types: ['prediction'] },
  { span: stretch('the U.S. deployed hundreds', 'additional troops'), who: null, types: ['quantity', 'event'], evidence: ['number', spanOf('hundreds')], hedge: spanOf('hundreds') },
  { span: stretch('their message has been', 'heard'), who: 2, quote: 1 },
  { span: stretch('the killing of PMF', 'unacceptable'), who: 3, quote: 2, types: ['opinion'] },
  { span: stretch('Kataib Hezbollah is considered', 'by Washington'), who: null, types: ['rule'] },
  { span: stretch('orchestrated both the', 'protest'), who: 0, quote: 6, stance: 'alleges', framing: 'distancing' },
  { span: stretch('the recent killing', 'rocket attack'), who: 0, quote: 6, stance: 'alleges', framing: 'distancing' },
  { span: spanOf('Both claims'), who: 1, quote: 7, stance: 'denies', links: [{ kind: 'denies', to: 7 }, { kind: 'denies', to: 8 }] },
  { span: stretch('The air strikes have galvanized', 'expel U.S. forces'), who: null, types: ['cause'] },
];

/** The lines of the sample as blocks. @returns {import('../../www/lib/article.js').Block[]} */
function blocks() {
  /** @type {import('../../www/lib/article.js').Block[]} */
  const list = [];
  let start = 0;
  for (const line of TEXT.split('\n')) {
    const words = line.trim();
    const from = start + line.indexOf(words);
    start += line.length + 1;
    if (!words) continue;
    const kind = /^(India|You Might Like)$/.test(words) ? 'furniture' : /^Video Credit/.test(words) ? 'byline' : words.startsWith('Iran-backed militia end') ? 'headline' : 'paragraph';
    list.push({ start: from, end: from + words.length, kind });
  }
  return list;
}

/** @returns {import('../../www/lib/article.js').Article} */
export function sampleArticle() {
  const mentions = NAMES.flatMap(([, kind, places], entity) =>
    places.map(([words, from]) => {
      const [start, end] = spanOf(words, from);
      const form = /^he$/i.test(words) ? /** @type {const} */ ('pronoun') : /** @type {const} */ ('name');
      return { start, end, kind, form, entity, value: null, score: 0.93, why: ['a name in the list of names'] };
    }),
  ).sort((a, b) => a.start - b.start);
  const counts = (/** @type {number | null} */ entity) => QUOTES.filter((quote) => quote.entity === entity);
  return {
    version: 1,
    offsets: 'utf16',
    language: 'en',
    blocks: blocks(),
    entities: NAMES.map(([name, kind], id) => ({ id, name, kind, role: id === 0 ? spanOf('U.S. PRESIDENT') : null })),
    mentions,
    quotes: QUOTES.map(({ source, entity, cue, content, form, kind }, id) => ({
      id, content, cue, source: [source], entity, form, source_kind: kind ?? 'named', framing: 'neutral', score: 0.91,
      why: ['a verb of saying stands beside it'],
    })),
    claims: CLAIMS.map(({ span, who, quote, stance, types, links, hedge, evidence, framing }, id) => ({
      id, span: [span], types: types ?? ['event'], claimant: { kind: who === null ? 'author' : 'named', entity: who, span: null },
      quote: quote ?? null, stance: stance ?? 'asserts', framing: framing ?? 'neutral',
      hedges: hedge ? [{ start: hedge[0], end: hedge[1], kind: 'approximator' }] : [],
      evidence: evidence ? [{ kind: evidence[0], span: evidence[1] }] : [{ kind: 'none', span: null }],
      check_worthy: 2, check_score: 0.6, score: 0.82, links: links ?? [], why: ['a statement with a verb in the past'],
    })),
    summary: {
      words: 400, quoted_words: 133,
      sources: [0, 1, 2, 3].map((entity) => ({
        entity, name: NAMES[entity][0], kind: 'named',
        direct: counts(entity).filter(({ form }) => form === 'direct').length,
        indirect: counts(entity).filter(({ form }) => form === 'indirect').length,
        words: counts(entity).flatMap(({ content }) => content).reduce((sum, [start, end]) => sum + TEXT.slice(start, end).split(/\s+/).length, 0),
        percent: 25,
      })),
      claims_by_voice: { author: 5, named: 6, unnamed: 0, vague: 0, document: 0 },
      allegations: { answered: [7, 8], unanswered: [] },
      check_first: [7, 8, 3],
    },
  };
}

/**
 * A stand-in for the core: it knows the sample, takes any other text for one paragraph, fails at "PANIC" and hangs at
 * "HANG".
 */
export const STAND_IN = `
const article = ${JSON.stringify(sampleArticle())};
const text = ${JSON.stringify(TEXT)};
export default async () => {};
export const annotate = (request) => {
  if (request.text.includes('PANIC')) throw new WebAssembly.RuntimeError('unreachable');
  if (request.text.includes('HANG')) for (;;);
  if (request.text === text) return article;
  const end = request.text.trimEnd().length;
  return { ...article, language: request.text.includes('und der') ? 'de' : 'en', blocks: [{ start: 0, end, kind: 'paragraph' }],
    entities: [], mentions: [], quotes: [], claims: [],
    summary: { words: 1, quoted_words: 0, sources: [], claims_by_voice: { author: 0, named: 0, unnamed: 0, vague: 0, document: 0 }, allegations: { answered: [], unanswered: [] } } };
};
`;
