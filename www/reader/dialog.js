// Dialogs that are made when they are first wanted. The browser itself closes them by Escape and gives the focus back.

import { make } from '../lib/dom.js';

/**
 * Makes a closed dialog at the end of the page.
 * @param {string} id
 * @param {string} title
 * @param {...Node} content
 * @returns {HTMLDialogElement} its form takes further buttons: `form.dialog-actions`.
 */
export function makeDialog(id, title, ...content) {
  const close = make('button', { value: 'close', class: 'primary' }, 'Close');
  const dialog = make(
    'dialog', { id, 'aria-labelledby': `${id}-title` },
    make('h2', { id: `${id}-title` }, title),
    ...content,
    make('form', { method: 'dialog', class: 'dialog-actions' }, close),
  );
  document.body.append(dialog);
  return dialog;
}
