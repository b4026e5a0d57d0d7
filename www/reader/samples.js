// The sample articles, and the dialog that lists them.

import { make } from '../lib/dom.js';
import { makeDialog } from './dialog.js';

/**
 * A file of `samples/`, without its ending; what kind of text it is; what is to be seen in it.
 * @typedef {{file: string, name: string, shows: string}} Sample
 */

/** The first is shown to who comes for the first time. @type {Sample[]} */
export const SAMPLES = [
  { file: 'wire-story', name: 'Wire story', shows: 'A company denies what its own crew reported.' },
  { file: 'embassy-siege', name: 'Television report', shows: 'Two claims of a president, and who denies them.' },
  { file: 'broadcast-transcript', name: 'Radio transcript', shows: 'Speakers before a colon, who quote other people.' },
  { file: 'live-blog', name: 'Live blog', shows: 'Entries under times, and a rumour that an agency denies.' },
  { file: 'opinion', name: 'Opinion piece', shows: 'The writer’s own claims between those of others.' },
  { file: 'press-release', name: 'Press release', shows: 'Promises, and whose figures they rest on.' },
];

/** The sample that the page's address asks for by `?sample=FILE`, or the first. @param {string} search */
export function sampleOf(search) {
  const file = new URLSearchParams(search).get('sample');
  return SAMPLES.find((sample) => sample.file === file) ?? SAMPLES[0];
}

/**
 * Makes the list of samples; arrow keys go through it.
 * @param {(sample: Sample) => void} onChoose
 * @returns {() => void} opens it.
 */
export function createSampleList(onChoose) {
  const buttons = SAMPLES.map((sample) => {
    const button = make('button', { type: 'button' }, make('strong', {}, sample.name), make('span', {}, sample.shows));
    button.addEventListener('click', () => {
      dialog.close();
      onChoose(sample);
    });
    return button;
  });
  const list = make('ul', { class: 'samples' }, ...buttons.map((button) => make('li', {}, button)));
  list.addEventListener('keydown', (event) => {
    const at = buttons.findIndex((button) => button === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    buttons[(to + buttons.length) % buttons.length].focus();
  });
  const note = make('p', {}, 'All but the television report are made up: people, places and events.');
  const dialog = makeDialog('samples-dialog', 'Samples', list, note);
  return () => dialog.showModal();
}
