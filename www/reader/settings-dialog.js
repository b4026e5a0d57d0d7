// The settings, with a sample that shows at once what each does.

import { make } from '../lib/dom.js';
import { DENSITIES, LAYERS } from '../lib/marks.js';
import { contrastOf } from './contrast.js';
import { makeDialog } from './dialog.js';
import { PALETTES, TEXT_SIZES, THEMES, defaultSettings, saveSettings } from './settings.js';
import { THEME_WORDS, schemeOf } from './theme.js';

/** @typedef {import('./settings.js').Settings} Settings */

/** The words of each setting's values. @type {Record<string, string>} */
const WORDS = {
  ...THEME_WORDS, quotes: 'quotes', claims: 'claims', names: 'names', quiet: 'little', normal: 'normal', everything: 'everything',
  default: 'for all kinds of colour vision', contrast: 'high contrast', own: 'my own',
};

/** A line or a dot of less contrast than this to the page is hard to see (WCAG 2.2, 1.4.11). */
const LEAST_CONTRAST = 3;

/**
 * The sample: words, and where they are marked their layer, the least density and their class.
 * @type {[string, import('../lib/marks.js').Layer?, import('../lib/marks.js').Density?, string?, number?][]}
 */
const SAMPLE = [
  ['“We will rebuild the bridge,”', 'quotes', 'quiet', 'quotes', 0], [' '], ['said', 'quotes', 'quiet', 'cue'], [' '],
  ['Mayor Jane Doe', 'quotes', 'quiet', 'source', 0], [' of '], ['Norden', 'names', 'quiet', 'names'], ['. '],
  ['The flood cut off 40 homes.', 'claims', 'quiet', 'claims'], [' A farmer '], ['complained', 'quotes', 'normal', 'cue'], [' '],
  ['that help came late', 'quotes', 'normal', 'quotes', 1], ['. '], ['She', 'names', 'everything', 'names'], [' '],
  ['is not alone.', 'claims', 'everything', 'claims'],
];

/**
 * Makes the dialog of the settings; it keeps and changes them in place.
 * @param {Settings} settings
 * @param {() => void} onChange
 * @returns {() => void} opens it.
 */
export function createSettingsDialog(settings, onChange) {
  const marks = SAMPLE.map(([words, , , , hue]) => make('span', { 'data-hue': hue }, words));
  const keys = make('span', { class: 'try-keys' });
  const weak = make('p', { class: 'error', role: 'status' });
  const colors = settings.hues.light.map((_, i) =>
    make('label', { class: 'check' }, make('input', { type: 'color', name: 'hues' }), ` Speaker ${i + 1}`));
  const own = make('div', { class: 'own-hues' }, ...colors, weak);
  const form = make(
    'form', { class: 'settings' },
    choices('checkbox', 'layers', 'Marked at first', LAYERS),
    choices('radio', 'density', 'How much is marked', DENSITIES),
    choices('radio', 'theme', 'Page', THEMES),
    choices('radio', 'palette', 'Colours of the marks', PALETTES, own),
    choices('radio', 'textSize', 'Size of the text', TEXT_SIZES),
    choices('checkbox', 'singleKeys', 'Keys', ['on'], 'Keys without Ctrl work (1 2 3 n p)'),
  );
  const sample = make('p', { class: 'try' }, ...marks, keys);
  const dialog = makeDialog('settings-dialog', 'Settings', sample, form);
  const reset = make('button', { type: 'button' }, 'Reset all');
  dialog.lastElementChild?.prepend(reset);

  /** Puts the settings into the form and into the sample. */
  const show = () => {
    for (const input of form.querySelectorAll('input')) {
      const value = settings[/** @type {keyof Settings} */ (input.name)];
      if (input.type !== 'color') input.checked = value === true || value === input.value || (Array.isArray(value) && value.some((one) => one === input.value));
    }
    const hues = settings.hues[schemeOf(settings)];
    form.querySelectorAll('input[type=color]').forEach((input, i) => Object.assign(input, { value: hues[i] }));
    own.hidden = settings.palette !== 'own';
    const page = getComputedStyle(document.body).backgroundColor;
    const low = hues.flatMap((hue, i) => {
      const contrast = contrastOf(hue, page);
      return contrast < LEAST_CONTRAST ? [`speaker ${i + 1} (${contrast.toFixed(1)}:1)`] : [];
    });
    weak.textContent = low.length ? `Hard to see on this page, below ${LEAST_CONTRAST}:1: ${low.join(', ')}.` : '';
    SAMPLE.forEach(([, layer, density, name], i) => {
      const isShown = layer && density && settings.layers.includes(layer) && DENSITIES.indexOf(density) <= DENSITIES.indexOf(settings.density);
      marks[i].className = isShown ? `sample-${name}` : '';
    });
    keys.textContent = settings.singleKeys ? 'Keys: 1 2 3 n p, ← → in the article' : 'Keys: ← → in the article';
  };

  const change = () => {
    saveSettings(settings);
    onChange();
    show();
  };
  form.addEventListener('input', ({ target }) => {
    const { name, value, type } = /** @type {HTMLInputElement} */ (target);
    const data = new FormData(form);
    if (type === 'color') settings.hues[schemeOf(settings)] = data.getAll('hues').map(String);
    else if (name === 'layers') settings.layers = LAYERS.filter((layer) => data.getAll('layers').includes(layer));
    else if (name === 'singleKeys') settings.singleKeys = data.has(name);
    else Object.assign(settings, { [name]: value });
    change();
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  reset.addEventListener('click', () => {
    Object.assign(settings, defaultSettings(), { introSeen: settings.introSeen });
    change();
  });
  return () => {
    show();
    dialog.showModal();
  };
}

/**
 * @param {'checkbox' | 'radio'} type
 * @param {keyof Settings} name
 * @param {string} legend
 * @param {readonly string[]} values
 * @param {...(Node | string)} rest after the choices; a text is that of a sole one.
 */
function choices(type, name, legend, values, ...rest) {
  const [words] = rest;
  const labels = values.map((value) =>
    make('label', { class: 'check' }, make('input', { type, name, value }), ` ${typeof words === 'string' ? words : (WORDS[value] ?? value)}`));
  return make('fieldset', {}, make('legend', {}, legend), ...labels, ...rest.filter((node) => typeof node !== 'string'));
}
