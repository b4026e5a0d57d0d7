// Corrections outside the page: as JSON lines in a file, and kept on the device.

import { correctArticle, findAnchor, isCorrection, isRecord, makeAnchor } from './corrections.js';

/** @typedef {import('./corrections.js').Correction} Correction */
/**
 * What a file of corrections brings to an article.
 * @typedef {object} Brought
 * @property {Correction[]} added those that fit, in their order.
 * @property {number} known how many are among the corrections that there are.
 * @property {number} absent how many are about words that the article does not have.
 * @property {number} unfit how many are about its words, and fit none of its marks.
 * @property {{line: number, reason: string}[]} skipped lines that are no corrections.
 */

/** The version of a line in an exported file. */
export const LINE_VERSION = 1;
/** The engine's version, as in Cargo.toml: whoever learns from corrections has to know whose marks they are of. */
export const ENGINE_VERSION = '0.1.0';

// Files

/**
 * The corrections as JSON lines, one a line.
 * @param {readonly Correction[]} corrections
 * @param {{engine: string}} about the version of the engine whose marks they correct.
 */
export const toJsonLines = (corrections, { engine }) =>
  corrections.map((correction) => `${JSON.stringify({ version: LINE_VERSION, engine, ...correction })}\n`).join('');

/**
 * Reads JSON lines; a line that is no correction is skipped and told.
 * @param {string} lines
 * @returns {{corrections: Correction[], skipped: {line: number, reason: string}[]}} lines count from 1.
 */
export function parseJsonLines(lines) {
  /** @type {Correction[]} */
  const corrections = [];
  /** @type {{line: number, reason: string}[]} */
  const skipped = [];
  lines.split('\n').forEach((line, i) => {
    if (!line.trim()) return;
    try {
      const { version, engine, ...correction } = JSON.parse(line);
      if (version !== LINE_VERSION) skipped.push({ line: i + 1, reason: `version ${version}, this page reads ${LINE_VERSION}` });
      else if (!isCorrection(correction)) skipped.push({ line: i + 1, reason: 'it is not a correction that this version reads' });
      else corrections.push(correction);
    } catch {
      skipped.push({ line: i + 1, reason: 'it is not JSON' });
    }
  });
  return { corrections, skipped };
}

/** Whether a text is such a file, by its first line. @param {string} text */
export const isJsonLines = (text) => /^\s*\{"version":\d+,"engine":"[^"]*","kind":"/.test(text);

/**
 * Which corrections of a file come to those that there are.
 * @param {string} text
 * @param {import('../lib/article.js').Article} article as the engine gave it.
 * @param {readonly Correction[]} corrections those that there are.
 * @param {string} lines
 * @returns {Brought}
 */
export function bringCorrections(text, article, corrections, lines) {
  const { corrections: read, skipped } = parseJsonLines(lines);
  const seen = new Set();
  /** What each mark was corrected to last. @type {Map<string, string>} */
  const last = new Map();
  /** Whether it is none of those before, and not what stands there already. @param {Correction} correction */
  const isNew = ({ kind, target, after, alone, time }) => {
    const about = JSON.stringify([kind, target]);
    const what = JSON.stringify([after, alone]);
    const same = about + what + time;
    if (seen.has(same) || last.get(about) === what) return false;
    seen.add(same);
    last.set(about, what);
    return true;
  };
  corrections.forEach(isNew);
  const fresh = read.filter(isNew);
  const outcomes = correctArticle(text, article, [...corrections, ...fresh]).outcomes.slice(corrections.length);
  const left = fresh.filter((_, i) => !outcomes[i].applied);
  const absent = left.filter(({ target }) => target.spans.some((anchor) => !findAnchor(text, anchor))).length;
  return {
    added: fresh.filter((_, i) => outcomes[i].applied),
    known: read.length - fresh.length, absent, unfit: left.length - absent, skipped,
  };
}

// Keeping them

/**
 * A name for a text from which the text cannot be read: a hash of 106 bits, after cyrb53 by bryc (public domain).
 * @param {string} text
 */
export function hashText(text) {
  return [0, 1].map((seed) => {
    let [a, b] = [0xdeadbeef ^ seed, 0x41c6ce57 ^ seed];
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      a = Math.imul(a ^ code, 2654435761);
      b = Math.imul(b ^ code, 1597334677);
    }
    a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
    b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
    return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36).padStart(11, '0');
  }).join('');
}

/**
 * What is kept of corrections on the device: of the text no more than the words that they are about.
 * @param {readonly Correction[]} corrections
 */
export function toKept(corrections) {
  return JSON.stringify(corrections, (key, value) => (key === 'prefix' || key === 'suffix' ? undefined : value));
}

/**
 * The corrections that were kept for a text.
 * @param {string} kept
 * @param {string} text the same that they were made in.
 * @returns {Correction[]} those that still fit.
 */
export function parseKept(kept, text) {
  try {
    const list = JSON.parse(kept, (_, value) => {
      if (!isRecord(value) || typeof value.exact !== 'string') return value;
      const anchor = makeAnchor(text, [Number(value.start), Number(value.end)]);
      return anchor.exact === value.exact ? anchor : value;
    });
    return Array.isArray(list) ? list.filter(isCorrection) : [];
  } catch {
    return [];
  }
}
