// What was read of a text or page, and what was left out of it, in words.

import { isFurniture } from './article.js';
import { counted } from './words.js';

/** @typedef {import('./article.js').Block} Block */
/** @typedef {import('./article.js').BlockKind} BlockKind */

/** One and several of each kind of what is left out, in the order in which it is told. @type {Partial<Record<BlockKind, [string, string]>>} */
const LEFT_OUT = {
  related: ['link', 'links'],
  comment: ['comment', 'comments'],
  newsletter: ['newsletter box', 'newsletter boxes'],
  advertisement: ['advertisement', 'advertisements'],
  notice: ['cookie notice', 'cookie notices'],
  footer: ['line of small print', 'lines of small print'],
  navigation: ['menu', 'menus'],
  furniture: ['other line', 'other lines'],
};

/**
 * What was left out, by kind: "5 links, 2 advertisements, and 80 lines around the article"; empty where nothing was.
 * @param {Block[]} blocks
 * @param {number} [around] lines of a page around its article.
 */
export function leftOutWords(blocks, around = 0) {
  /** @type {Map<BlockKind, number>} */
  const counts = new Map();
  for (const { kind } of blocks) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const parts = Object.entries(LEFT_OUT).flatMap(([kind, [one, many]]) => {
    const count = counts.get(/** @type {BlockKind} */ (kind));
    return count ? [counted(count, one, many)] : [];
  });
  const left = parts.join(', ');
  const outside = around ? `${counted(around, 'line')} around the article` : '';
  return [left, outside].filter(Boolean).join(', and ');
}

/**
 * What was read, and what was left out: "Reading 31 paragraphs. Left out: 2 advertisements, and 80 lines around the article."
 * @param {Block[]} blocks
 * @param {number} around lines of the page around its article.
 */
export function scopeWords(blocks, around) {
  const read = blocks.filter(({ kind }) => !isFurniture(kind)).length;
  const left = leftOutWords(blocks, around);
  return `Reading ${counted(read, 'paragraph')}.${left ? ` Left out: ${left}.` : ''}`;
}
