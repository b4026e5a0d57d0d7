// The colours of the page, and of its marks, which have a style sheet of their own for each scheme; and the size of the text.

import { DEFAULT_HUES, huesCss, marksCss } from '../lib/palette.js';
import { THEMES, saveSettings } from './settings.js';

/** @typedef {import('./settings.js').Settings} Settings */

export const THEME_WORDS = { auto: 'as the system', light: 'light', dark: 'dark' };
const SIGNS = { auto: '◐', light: '☀', dark: '☾' };

/**
 * Hues that stand 7:1 from white and from black.
 * @type {import('../lib/palette.js').Hues}
 */
export const CONTRAST_HUES = {
  light: ['#00508a', '#8f2f00', '#00573f', '#8a1f5c', '#664300', '#4530a8', '#00545e', '#434b00'],
  dark: ['#7cc7f5', '#ffab7a', '#5fd9b2', '#f0a8d2', '#f2cb5e', '#c3b8ff', '#6fdbe5', '#cbdc75'],
};

const prefersDark = matchMedia('(prefers-color-scheme: dark)');

/** The scheme that a page has with these settings. @param {Settings} settings */
export const schemeOf = ({ theme }) => (theme === 'auto' ? (prefersDark.matches ? 'dark' : 'light') : theme);

/** @param {Settings} settings */
const huesOf = ({ palette, hues }) => ({ default: DEFAULT_HUES, contrast: CONTRAST_HUES, own: hues })[palette];

/**
 * Applies the settings, and lets `button` step through the themes.
 * @param {Settings} settings
 * @param {HTMLButtonElement} button
 * @returns {() => void} applies them again, after they changed.
 */
export function startTheme(settings, button) {
  const marks = new CSSStyleSheet();
  const hues = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, hues, marks];
  const { dataset } = document.documentElement;
  const apply = () => {
    const { theme } = settings;
    dataset.theme = theme;
    dataset.palette = settings.palette;
    dataset.textSize = settings.textSize;
    hues.replaceSync(huesCss(huesOf(settings)));
    const speakers = huesOf(settings);
    // On paper, which is light, marks are elements: see printing.js.
    const printed = marksCss('light', { speakers }).replaceAll(/::highlight\((.*?)\)/g, '.$1');
    marks.replaceSync(`${marksCss(schemeOf(settings), { speakers })}\n@media print {${printed}}`);
    button.textContent = SIGNS[theme];
    button.title = `Colours: ${THEME_WORDS[theme]}`;
    button.setAttribute('aria-label', button.title);
  };
  prefersDark.addEventListener('change', apply);
  button.addEventListener('click', () => {
    settings.theme = THEMES[(THEMES.indexOf(settings.theme) + 1) % THEMES.length];
    saveSettings(settings);
    apply();
  });
  apply();
  return apply;
}
