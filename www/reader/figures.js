// How good the marks are, for the page "How good is it?": figures, each with the data that it was measured on, and known failures.
// tests/figures.test.mjs holds the figures against README.md and models/*.md, and the failures against the core.

import { CLAIMS, NAMES, QUOTES } from '../lib/measured.js';

/** The version that was measured, and when. */
export const MEASURED = { version: '0.1.0', date: '2026-11-26' };

/**
 * One task on one set of data. Of a row: what is marked; of 100 such marks, how many are right; of 100 that people labelled, how many are
 * found (null: not measured). Few are told as "2 of 13".
 * @typedef {object} Figures
 * @property {string} task
 * @property {string} data
 * @property {[string, number | string | null, number | string | null][]} rows
 */

/** @type {Figures[]} */
export const FIGURES = [
  {
    task: 'Quotes', data: 'American political news, the development part of PolNeAR',
    rows: [
      ['in quotation marks', 92.9, 96.5],
      ['partly in quotation marks', QUOTES.mixed[0], 75.3],
      ['in the article’s words', QUOTES.indirect[0], 50.2],
      ['any, with the right speaker', 77.8, 57],
    ],
  },
  {
    task: 'Quotes in quotation marks', data: '40 saved articles of as many sites, labelled by us',
    rows: [['quotes', QUOTES.direct[0], 99.5], ['their speakers', QUOTES.direct[1], null], ['speakers with a name', 88.1, null]],
  },
  {
    task: 'Claims', data: '91 passages of news, most of them around a denial, labelled by us',
    rows: [
      ['claims', CLAIMS.span, 75.4], ['whether the article or another says it', CLAIMS.voice, null], ['who, where named', 66.8, null],
      ['how it is put', CLAIMS.stance, null], ['its kind', CLAIMS.kind, null], ['denials of an earlier claim', '2 of 13', '2 of 29'],
    ],
  },
  {
    task: 'Claims', data: '12 whole articles of many countries, labelled by us',
    rows: [
      ['claims', 87.4, 75.5], ['whether the article or another says it', 91.9, null], ['who, where named', 79.1, null],
      ['how it is put', 90.6, null], ['its kind', 68.8, null],
    ],
  },
  {
    task: 'Names', data: 'news from all continents, the development part of en_worldwide',
    rows: [['people', NAMES.person, 89.4], ['organisations', NAMES.organization, 70.6], ['places', NAMES.place, 80.7]],
  },
  {
    task: 'Names in other texts', data: 'development parts of GUM, CrossNER and WNUT 17',
    rows: [['interviews, guides, talks', 76.5, 72.9], ['politics in Wikipedia', 80.3, 74.5], ['social posts', 64.8, 32.6]],
  },
  {
    task: 'Pronouns', data: '75 news articles, labelled by us',
    rows: [['“he”, “they” for a name', 79.9, 64.1]],
  },
  {
    task: 'Article text of saved pages', data: '62 pages of the article-extraction-benchmark, 138 of newspaper4k',
    rows: [['words, benchmark', 96.7, 96.8], ['words, newspaper4k', 90.8, 95.4]],
  },
];

/** Texts that this build reads wrongly, and how. @type {{text: string, wrong: string}[]} */
export const FAILURES = [
  { text: '“Great, another strike,” Jane Doe said.', wrong: 'Irony is taken as it stands: a claim of Jane Doe.' },
  {
    text: 'Mary Reed visited her mother. “It was a surprise,” she said, “and my daughter never calls.”',
    wrong: 'The mother’s words go to the daughter: what is said does not count for who says it.',
  },
  { text: 'Storm Odile live: thousands without power as harbour wall gives way', wrong: 'The storm becomes a speaker, by its colon.' },
  { text: 'He received a grant from Lund University for Brightwater Ltd last year.', wrong: 'Two organisations are marked as one.' },
  { text: 'The prime minister of norway, erna lund, said on Monday that taxes would rise.', wrong: 'Names in lower case are not seen.' },
  { text: 'The minister, known as Big Tom, met Thomas Reed on Monday.', wrong: 'A nickname becomes somebody, or something, of its own.' },
];
