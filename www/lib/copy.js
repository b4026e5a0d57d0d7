// What is copied of a mark: its words, whose they are, and a link that opens the page at them.

import { parseRef, roleOf, spansOf, wordsOf } from './article.js';
import { ENTITY_KINDS, FRAMINGS, STANCES, speakerName, valueWords, voiceOf } from './words.js';

/** @typedef {import('./article.js').ArticleIndex} ArticleIndex */
/** @typedef {import('./article.js').Ref} Ref */

/** A passage of more words than this is named by as many of its first and last words. */
const FRAGMENT_WORDS = 5;

/**
 * What is copied of a mark.
 * @param {ArticleIndex} index
 * @param {Ref} ref
 * @param {string} [url] the page's address.
 */
export function copyOf(index, ref, url) {
  const { kind, id } = parseRef(ref);
  const spans = spansOf(index, ref);
  const words = wordsOf(index.text, spans);
  const lines = [];
  if (kind === 'quote') {
    const quote = index.article.quotes[id];
    const speaker = index.speakerOfQuote.get(id);
    const who = [speaker ? speakerName(speaker) : 'No speaker found', roleOf(index, quote.entity)].filter(Boolean).join(', ');
    lines.push(quote.form === 'indirect' ? words : `“${words.replace(/[,“”"]+$/, '')}”`, `— ${who}`);
  } else if (kind === 'claim') {
    const claim = index.article.claims[id];
    const how = [STANCES[claim.stance], FRAMINGS[claim.framing]].filter(Boolean).join(', ');
    lines.push(`To check: ${words}`, `Claimed by: ${voiceOf(index, claim)}${how ? ` (${how})` : ''}`);
  } else {
    const { kind: entityKind, entity, value } = index.article.mentions[id];
    const name = entity === null ? words : index.article.entities[entity].name;
    const facts = [ENTITY_KINDS[entityKind][0], roleOf(index, entity), value && valueWords(value)];
    lines.push(`${name} (${facts.filter(Boolean).join(', ')})`);
  }
  if (url) lines.push(linkTo(url, index.text, spans[0]));
  return lines.join('\n');
}

/**
 * A link that opens a page at a passage: a text fragment (WICG Scroll to Text Fragment).
 * @param {string} url
 * @param {string} text
 * @param {import('./article.js').Pair} span
 */
export function linkTo(url, text, [start, end]) {
  const words = text.slice(start, end).trim().split(/\s+/);
  const parts = words.length > 2 * FRAGMENT_WORDS ? [words.slice(0, FRAGMENT_WORDS), words.slice(-FRAGMENT_WORDS)] : [words];
  const fragment = parts.map((part) => encodeURIComponent(part.join(' ')).replace(/-/g, '%2D')).join(',');
  return `${url.replace(/#.*$/, '')}#:~:text=${fragment}`;
}
