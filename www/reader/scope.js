// What is said above an article: what was read, what was left out, and what to mind.

import { isFurniture } from '../lib/article.js';
import { canPaint } from '../lib/painter.js';
import { leftOutWords } from '../lib/scope.js';
import { counted } from '../lib/words.js';

/** @typedef {import('../lib/article.js').Article} Article */

/**
 * What was read, and what was left out of it.
 * @param {import('./intake.js').Intake} intake
 * @param {Article} article
 * @param {number} tookMs
 */
export function describeScope({ name, request, around }, article, tookMs) {
  const parts = [name];
  if (article.summary.words) parts.push(counted(article.summary.words, 'word'));
  parts.push(`read in ${tookMs < 10 ? tookMs.toFixed(1) : Math.round(tookMs).toLocaleString('en')} ms on this device`);
  const left = leftOutWords(article.blocks, around);
  if (request.everything) parts.push('nothing left out');
  else if (left) parts.push(`left out: ${left}`);
  return parts.join(' · ');
}

/**
 * What to mind with an article; empty if nothing.
 * @param {string} text
 * @param {Article} article
 */
export function describeLimits(text, { blocks, language, quotes, claims }) {
  const notices = [];
  if (!canPaint()) notices.push('This browser cannot mark text in place (it is too old). The lists say the same.');
  if (language && language !== 'en' && language !== 'und') {
    const words = new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language;
    notices.push(`This text looks ${words}. Sourcelight reads English only: marks will be missing or wrong.`);
  }
  if (blocks.length && blocks.every(({ kind }) => isFurniture(kind) || kind === 'byline' || kind === 'dateline')) {
    notices.push('No article was found in this text: only single lines that look like menus or links.');
  } else if (text.length > 80 && !quotes.length && !claims.length) {
    notices.push('Nothing was found to mark in this text: no quotes and no claims.');
  }
  return notices.join(' ');
}
