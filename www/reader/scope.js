// What is said above an article: what was read, what was left out, and what to mind.

import { canPaint } from '../lib/painter.js';
import { counted } from '../lib/words.js';

/** @typedef {import('../lib/article.js').Article} Article */

/**
 * What was read, and what was left out of it.
 * @param {string} name
 * @param {Article} article
 * @param {number} tookMs
 */
export function describeScope(name, article, tookMs) {
  const left = article.blocks.filter((block) => block.kind === 'furniture').length;
  const parts = [name];
  if (article.summary.words) parts.push(counted(article.summary.words, 'word'));
  parts.push(`read in ${tookMs < 10 ? tookMs.toFixed(1) : Math.round(tookMs).toLocaleString('en')} ms on this device`);
  if (left) parts.push(`${counted(left, 'line')} left out as not the article`);
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
  if (blocks.length && blocks.every(({ kind }) => kind === 'furniture' || kind === 'byline')) {
    notices.push('No article was found in this text: only single lines that look like menus or links.');
  } else if (text.length > 80 && !quotes.length && !claims.length) {
    notices.push('Nothing was found to mark in this text: no quotes and no claims.');
  }
  return notices.join(' ');
}
