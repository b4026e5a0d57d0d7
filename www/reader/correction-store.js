// Corrections that the reader chose to keep on this device, by a hash of the text that they are of.

import { hashText, parseKept, toKept } from './correction-files.js';

/** @typedef {import('./corrections.js').Correction} Correction */

const PREFIX = 'sourcelight-corrections-';

/** @param {string} text */
const keyOf = (text) => PREFIX + hashText(text);

/**
 * What was kept for a text; null if nothing was, or the browser forbids it.
 * @param {string} text
 * @returns {Correction[] | null}
 */
export function loadCorrections(text) {
  try {
    // Most readers keep none: then a long text need not be hashed.
    if (!Object.keys(localStorage).some((key) => key.startsWith(PREFIX))) return null;
    const kept = localStorage.getItem(keyOf(text));
    return kept === null ? null : parseKept(kept, text);
  } catch {
    return null;
  }
}

/**
 * Keeps corrections; none leave nothing behind.
 * @param {string} text
 * @param {Correction[]} corrections
 * @returns {boolean} false where the browser forbids it, or has no room.
 */
export function keepCorrections(text, corrections) {
  try {
    if (corrections.length) localStorage.setItem(keyOf(text), toKept(corrections));
    else localStorage.removeItem(keyOf(text));
    return true;
  } catch {
    return false;
  }
}
