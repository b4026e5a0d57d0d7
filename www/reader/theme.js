// The colours of the page, and of its marks, which have a style sheet of their own for each scheme.

import { huesCss, marksCss } from '../lib/palette.js';
import { saveSettings } from './settings.js';

/** @typedef {import('./settings.js').Settings} Settings */

const THEMES = /** @type {const} */ (['auto', 'light', 'dark']);
const WORDS = { auto: 'as the system', light: 'light', dark: 'dark' };
const SIGNS = { auto: '◐', light: '☀', dark: '☾' };

/**
 * Applies the chosen colours, and lets `button` step through them.
 * @param {Settings} settings
 * @param {HTMLButtonElement} button
 */
export function startTheme(settings, button) {
  const marks = new CSSStyleSheet();
  const hues = new CSSStyleSheet();
  hues.replaceSync(huesCss());
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, hues, marks];
  const prefersDark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const { theme } = settings;
    if (theme === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    marks.replaceSync(marksCss(theme === 'auto' ? (prefersDark.matches ? 'dark' : 'light') : theme));
    button.textContent = SIGNS[theme];
    button.title = `Colours: ${WORDS[theme]}`;
    button.setAttribute('aria-label', button.title);
  };
  prefersDark.addEventListener('change', apply);
  button.addEventListener('click', () => {
    settings.theme = THEMES[(THEMES.indexOf(settings.theme) + 1) % THEMES.length];
    saveSettings(settings);
    apply();
  });
  apply();
}
