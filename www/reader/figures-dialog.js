// "How good is it?": what was measured, on which texts, what goes wrong, and how to report more of it.

import { make } from '../lib/dom.js';
import { makeDialog } from './dialog.js';
import { FAILURES, FIGURES, MEASURED } from './figures.js';

/**
 * @returns {() => void} opens it.
 */
export function createFiguresDialog() {
  /** @type {HTMLDialogElement | undefined} */
  let dialog;
  return () => {
    dialog ??= makeDialog('figures-dialog', 'How good is it?', ...content());
    const heading = /** @type {HTMLElement} */ (dialog.querySelector('h2'));
    heading.tabIndex = -1;
    dialog.showModal();
    // It is there to be read from its top; the first button is at its end.
    heading.focus();
    dialog.scrollTop = 0;
  };
}

function content() {
  const date = new Date(MEASURED.date).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  const copy = make('button', { type: 'button' }, 'Copy a form for it');
  copy.addEventListener('click', async () => {
    const form = `Sourcelight ${MEASURED.version}, ${navigator.userAgent}\n\nThe sentence, and the one before it:\n\nWhat is marked (copy it from the card):\n\nWhat would be right:\n`;
    copy.textContent = await navigator.clipboard.writeText(form).then(() => 'Copied', () => 'The browser forbids copying');
  });
  return [
    make('p', {}, `Version ${MEASURED.version}, measured on ${date} on texts that people had labelled. Choices were made on most of these texts, so expect a little less elsewhere.`),
    make('p', {}, 'Right: how many of 100 marks are right. Found: how many of 100 that people labelled are marked.'),
    make('div', { class: 'figures' }, ...FIGURES.map(table)),
    make('h3', {}, 'Known failures'),
    make('dl', { class: 'failures' }, ...FAILURES.flatMap(({ text, wrong }) => [make('dt', {}, text), make('dd', {}, wrong)])),
    make('h3', {}, 'Found another?'),
    make('p', {}, 'Nothing is sent from here. Fill in the form and hand it to those who gave you this page, or open an issue where its source is kept.'),
    make('p', { role: 'status' }, copy),
  ];
}

/** @param {import('./figures.js').Figures} figures */
function table({ task, data, rows }) {
  const cell = (/** @type {number | string | null} */ value) => make('td', {}, typeof value === 'number' ? value.toFixed(1) : (value ?? '–'));
  return make(
    'table', {},
    make('caption', {}, make('strong', {}, task), ` in ${data}`),
    make('thead', {}, make('tr', {}, make('td'), ...['right', 'found'].map((words) => make('th', { scope: 'col' }, words)))),
    make('tbody', {}, ...rows.map(([what, right, found]) => make('tr', {}, make('th', { scope: 'row' }, what), cell(right), cell(found)))),
  );
}
