// Exports: what is shown in formats for other people and programs, with a look at each before it is saved.

import { make } from '../lib/dom.js';
import { makeDialog } from './dialog.js';

/** @typedef {import('./engine.js').Exported} Exported */

/** Each format's name in the core, what it is for, and its file. */
const FORMATS = [
  { format: 'html', words: 'Web page', shows: 'to read, to print or to save as PDF: marks, numbered speakers, lists; no script', ending: '.html', type: 'text/html' },
  { format: 'markdown', words: 'Markdown', shows: 'the lists, to paste into notes', ending: '.md', type: 'text/markdown' },
  { format: 'csv', words: 'Table (CSV)', shows: 'a row for each quote and claim, for a spreadsheet', ending: '.csv', type: 'text/csv' },
  { format: 'json-ld', words: 'Web Annotation (JSON-LD)', shows: 'for annotation tools; can be opened here again', ending: '.jsonld', type: 'application/ld+json' },
  { format: 'json', words: 'JSON', shows: 'as the command line writes it; can be opened here again', ending: '.json', type: 'application/json' },
];

/** No more characters than this are shown of a file. */
const PREVIEW = 20_000;

/**
 * Makes the dialog of the exports.
 * @param {() => Exported | null} take what is shown now.
 * @param {(exported: Exported, format: string) => Promise<string>} write
 * @returns {() => void} opens it.
 */
export function createExportDialog(take, write) {
  const choice = make('select', { id: 'export-format' }, ...FORMATS.map(({ format, words, shows }) => make('option', { value: format }, `${words}: ${shows}`)));
  const preview = make('pre', { class: 'preview', tabindex: 0, role: 'region', 'aria-label': 'What the file holds' });
  const status = make('p', { role: 'status' });
  const save = make('button', { type: 'button' }, 'Save the file');
  const copy = make('button', { type: 'button' }, 'Copy');
  /** @type {HTMLDialogElement | undefined} */
  let dialog;
  let written = '';
  let turn = 0;

  const chosen = () => FORMATS.find(({ format }) => format === choice.value) ?? FORMATS[0];
  const fill = async () => {
    const mine = (turn += 1);
    const exported = take();
    written = '';
    status.textContent = preview.textContent = '';
    for (const button of [save, copy]) button.disabled = true;
    try {
      const text = exported ? await write(exported, choice.value) : '';
      if (mine !== turn) return;
      written = text;
      preview.textContent = text.length > PREVIEW ? `${text.slice(0, PREVIEW)}\n…` : text;
      for (const button of [save, copy]) button.disabled = !text;
      if (!exported) status.textContent = 'No article is open.';
    } catch (error) {
      if (mine === turn) status.textContent = error instanceof Error ? error.message : String(error);
    }
  };
  choice.addEventListener('change', fill);
  save.addEventListener('click', () => {
    const { ending, type } = chosen();
    // Spreadsheets take a table without this mark for another encoding.
    const url = URL.createObjectURL(new Blob([type === 'text/csv' ? '\ufeff' : '', written], { type }));
    const link = make('a', { href: url, download: `${fileName(take()?.title ?? '')}${ending}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
    status.textContent = `Saved as ${link.download}.`;
  });
  copy.addEventListener('click', async () => {
    status.textContent = await navigator.clipboard.writeText(written).then(() => 'Copied.', () => 'The browser forbids copying.');
  });
  return () => {
    dialog ??= makeDialog('export-dialog', 'Export', make('label', { for: choice.id }, 'Format'), choice, preview, make('p', { class: 'export-actions' }, save, copy), status);
    dialog.showModal();
    choice.focus();
    fill();
  };
}

/** A title as the name of a file. @param {string} title */
function fileName(title) {
  const name = title.normalize('NFKD').replace(/[^\p{Letter}\p{Number}]+/gu, '-').replace(/^-+|-+$/g, '').slice(0, 60);
  return name.toLowerCase() || 'article';
}
