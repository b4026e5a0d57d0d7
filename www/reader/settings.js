// What the reader chose, kept on this device. No text of an article is ever kept.

import { DENSITIES, LAYERS } from '../lib/marks.js';
import { DEFAULT_HUES } from '../lib/palette.js';

/**
 * @typedef {object} Settings
 * @property {'auto' | 'light' | 'dark'} theme
 * @property {'default' | 'contrast' | 'own'} palette
 * @property {import('../lib/palette.js').Hues} hues of the palette `own`.
 * @property {import('../lib/marks.js').Layer[]} layers that are marked at first; while these are the quotes alone, the marks
 *   follow the list that is open.
 * @property {import('../lib/marks.js').Density} density
 * @property {'small' | 'normal' | 'large' | 'largest'} textSize
 * @property {boolean} singleKeys
 * @property {boolean} introSeen
 */

const KEY = 'sourcelight-settings';

export const THEMES = /** @type {const} */ (['auto', 'light', 'dark']);
export const PALETTES = /** @type {const} */ (['default', 'contrast', 'own']);
export const TEXT_SIZES = /** @type {const} */ (['small', 'normal', 'large', 'largest']);

/** @returns {Settings} */
export const defaultSettings = () => ({
  theme: 'auto', palette: 'default', hues: structuredClone(DEFAULT_HUES), layers: ['quotes'], density: 'normal', textSize: 'normal',
  singleKeys: true, introSeen: false,
});

const isBoolean = (/** @type {unknown} */ value) => typeof value === 'boolean';
const isOneOf = (/** @type {readonly unknown[]} */ list) => (/** @type {unknown} */ value) => list.includes(value);
const areHues = (/** @type {any} */ list) => list?.length === DEFAULT_HUES.light.length && list.every(isHue);
const isHue = (/** @type {any} */ hue) => /^#[\da-f]{6}$/.test(hue);

/** Whether a kept value is one that this version knows. @type {Record<keyof Settings, (value: any) => boolean>} */
const CHECKS = {
  theme: isOneOf(THEMES),
  palette: isOneOf(PALETTES),
  hues: (value) => areHues(value?.light) && areHues(value?.dark),
  layers: (value) => Array.isArray(value) && value.every(isOneOf(LAYERS)),
  density: isOneOf(DENSITIES),
  textSize: isOneOf(TEXT_SIZES),
  singleKeys: isBoolean,
  introSeen: isBoolean,
};

const names = /** @type {(keyof Settings)[]} */ (Object.keys(CHECKS));

/** @returns {Settings} */
export function loadSettings() {
  const settings = defaultSettings();
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    for (const name of names) if (CHECKS[name](kept?.[name])) Object.assign(settings, { [name]: kept[name] });
  } catch {
    // Storage may be switched off, or hold what is no JSON.
  }
  return settings;
}

/** Keeps what differs from the defaults. @param {Settings} settings */
export function saveSettings(settings) {
  const defaults = defaultSettings();
  const chosen = names.filter((name) => JSON.stringify(settings[name]) !== JSON.stringify(defaults[name]));
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(chosen.map((name) => [name, settings[name]]))));
  } catch {
    // Then the choice lasts as long as the page.
  }
}
