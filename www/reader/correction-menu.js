// "Wrong?": what a card offers to correct a mark, as a button and the form that it opens.

import { parseRef, wordsOf } from '../lib/article.js';
import { make } from '../lib/dom.js';
import { CLAIM_TYPES, ENTITY_KINDS, OWN_VOICE, QUOTE_FORMS } from '../lib/words.js';

/** @typedef {import('../lib/article.js').ArticleIndex} ArticleIndex */
/** @typedef {import('../lib/article.js').Ref} Ref */
/** @typedef {import('./corrections.js').Choice} Choice */
/** @typedef {import('./corrections.js').CorrectionKind} CorrectionKind */
/** @typedef {{kind: Exclude<CorrectionKind, 'add'>, after: string | Choice}} Change */
/** @typedef {(ref: Ref, changes: Change[], alone: boolean) => void} OnChange */

/**
 * A choice of the form: its first option is what stands there.
 * @typedef {object} Field
 * @property {Exclude<CorrectionKind, 'add'>} kind
 * @property {string} label
 * @property {[string, string][]} options value and words; the value of an entity is `entity N`, of nobody `nobody`.
 */

/** What each mark is called. */
export const MARK_NAMES = { quote: 'quote', claim: 'claim', mention: 'name' };
/** Kinds that are nobody. */
const FIGURES = new Set(['date', 'time', 'money', 'percent', 'quantity']);
/** The value of nobody. */
const NOBODY = 'nobody';
/** The value of what stands there. */
const AS_IT_IS = '';

let menus = 0;

/**
 * @param {ArticleIndex} index
 * @param {Ref} ref
 * @param {OnChange} onChange
 * @returns {HTMLElement[]} the button and the form.
 */
export function makeMenu(index, ref, onChange) {
  const id = `correction-menu-${(menus += 1)}`;
  const button = make('button', { type: 'button', class: 'copy wrong', 'aria-expanded': 'false', 'aria-controls': id }, 'Wrong?');
  const fields = listFields(index, ref).map((field, i) => ({ ...field, ...makeChoice(`${id}-${i}`, field) }));
  const only = make('input', { type: 'checkbox' });
  const said = make('p', { class: 'note', role: 'status' });
  const apply = make('button', { type: 'button', class: 'copy apply' }, 'Change');
  const remove = make('button', { type: 'button', class: 'copy' }, `Not a ${nameOf(index, ref)}`);
  const menu = make('div', { id, class: 'correction-menu', role: 'group', 'aria-label': `Correct this ${nameOf(index, ref)}`, hidden: true },
    ...fields.map(({ element }) => element),
    make('label', { class: 'only' }, only, ' Only this mark, no others like it'),
    make('p', { class: 'buttons' }, apply, remove),
    said,
    make('p', { class: 'note' }, 'Other words? Select them in the text.'),
  );
  /** @param {boolean} isOpen */
  const toggle = (isOpen) => {
    menu.hidden = !isOpen;
    button.setAttribute('aria-expanded', String(isOpen));
    if (isOpen) queueMicrotask(() => menu.scrollIntoView({ block: 'nearest' }));
  };
  button.addEventListener('click', () => toggle(Boolean(menu.hidden)));
  /** @param {KeyboardEvent} event */
  const closeByKey = (event) => {
    if (event.key !== 'Escape' || menu.hidden) return;
    event.preventDefault();
    toggle(false);
    button.focus();
  };
  button.addEventListener('keydown', closeByKey);
  menu.addEventListener('keydown', closeByKey);
  apply.addEventListener('click', () => {
    const changes = fields.flatMap(({ kind, select }) => (select.value === AS_IT_IS ? [] : [{ kind, after: readValue(select.value) }]));
    if (changes.length) onChange(ref, changes, only.checked);
    else said.textContent = 'Choose first what it should be.';
  });
  remove.addEventListener('click', () => onChange(ref, [{ kind: 'remove', after: null }], only.checked));
  return [button, menu];
}

/** What a mark is called; a date or an amount is no name. @param {ArticleIndex} index @param {Ref} ref */
function nameOf({ article }, ref) {
  const { kind, id } = parseRef(ref);
  const figure = kind === 'mention' && FIGURES.has(article.mentions[id].kind) ? article.mentions[id].kind : null;
  return figure ? ENTITY_KINDS[figure][0] : MARK_NAMES[kind];
}

/** @param {string} value @returns {string | Choice} */
function readValue(value) {
  if (value === NOBODY) return null;
  return value.startsWith('entity ') ? { entity: Number(value.slice(7)) } : value;
}

/** @param {string} id @param {Field} field */
function makeChoice(id, { label, options }) {
  const select = make('select', { id }, ...options.map(([value, words]) => make('option', { value }, words)));
  return { select, element: make('label', { for: id }, make('span', {}, label), select) };
}

/**
 * What can be chosen for a mark.
 * @param {ArticleIndex} index
 * @param {Ref} ref
 * @returns {Field[]}
 */
function listFields(index, ref) {
  const { text, article, speakerOfQuote } = index;
  const { kind, id } = parseRef(ref);
  if (kind === 'quote') {
    const quote = article.quotes[id];
    const name = speakerOfQuote.get(id)?.name;
    return [
      { kind: 'speaker', label: 'Speaker', options: [[AS_IT_IS, name || 'No speaker'], ...(name ? nobody('No speaker') : []), ...people(index, quote.entity)] },
      { kind: 'quote-form', label: 'Words', options: withFirst(quote.form, Object.entries(QUOTE_FORMS)) },
    ];
  }
  if (kind === 'claim') {
    const { claimant, types } = article.claims[id];
    const isOwn = claimant.kind === 'author';
    const name = claimant.entity !== null ? article.entities[claimant.entity].name : claimant.span ? `“${wordsOf(text, [claimant.span])}”` : 'Someone';
    return [
      { kind: 'speaker', label: 'Voice', options: [[AS_IT_IS, isOwn ? OWN_VOICE : name], ...(isOwn ? [] : nobody(OWN_VOICE)), ...people(index, claimant.entity)] },
      { kind: 'claim-type', label: 'Kind', options: withFirst(types[0], Object.entries(CLAIM_TYPES)) },
    ];
  }
  const { kind: entityKind, entity, form, start, end } = article.mentions[id];
  /** @type {Field[]} */
  const fields = [{ kind: 'entity-kind', label: 'Kind', options: withFirst(entityKind, Object.entries(ENTITY_KINDS).map(([key, [words]]) => [key, words])) }];
  if (FIGURES.has(entityKind)) return fields;
  const words = wordsOf(text, [[start, end]]);
  const others = people(index, entity);
  const isShared = entity !== null && (index.mentionsOfEntity.get(entity)?.length ?? 0) > 1;
  const own = form === 'pronoun' ? 'nobody that is named' : `another “${words}”`;
  fields.push({ kind: 'split', label: 'Here it means', options: [[AS_IT_IS, entity === null ? words : article.entities[entity].name], ...(isShared ? nobody(own) : []), ...others] });
  if (entity !== null && form !== 'pronoun') fields.push({ kind: 'merge', label: 'Always the same as', options: [[AS_IT_IS, 'nothing else'], ...others] });
  return fields;
}

/** @param {string} words @returns {[string, string][]} */
const nobody = (words) => [[NOBODY, words]];

/** The options with the one that stands there first. @param {string} current @param {[string, string][]} options @returns {[string, string][]} */
const withFirst = (current, options) => [
  [AS_IT_IS, options.find(([value]) => value === current)?.[1] ?? current],
  ...options.filter(([value]) => value !== current),
];

/**
 * The entities of an article: those that speak first, then people, then others.
 * @param {ArticleIndex} index
 * @param {number | null} but is left out.
 * @returns {[string, string][]}
 */
function people({ article, mentionsOfEntity, speakerOfEntity }, but) {
  const rank = (/** @type {import('../lib/article.js').Entity} */ { id, kind }) =>
    (speakerOfEntity.has(id) ? 0 : kind === 'person' ? 1 : kind === 'organization' ? 2 : 3);
  return article.entities
    .filter(({ id, kind }) => id !== but && !FIGURES.has(kind) && mentionsOfEntity.has(id))
    .sort((a, b) => rank(a) - rank(b))
    .map(({ id, name }) => [`entity ${id}`, name]);
}
