// The reader's page: an article comes in by sample, paste, file or drop, is annotated in the worker, and is shown.

import { indexArticle, indexing, isFurniture } from '../lib/article.js';
import { DENSITIES, LAYERS } from '../lib/marks.js';
import { inSlices, nextTask } from '../lib/slices.js';
import { counted } from '../lib/words.js';
import { createArticleView } from './article-view.js';
import { isJsonLines } from './correction-files.js';
import { createCorrections } from './corrections-view.js';
import { createEngine } from './engine.js';
import { createExportDialog } from './export-dialog.js';
import { createFiguresDialog } from './figures-dialog.js';
import { IntakeError, headOf, readCorrections, readFile, readText } from './intake.js';
import { startOffline } from './offline.js';
import { startPrinting } from './printing.js';
import { createSampleList, sampleOf } from './samples.js';
import { describeLimits, describeScope } from './scope.js';
import { createSettingsDialog } from './settings-dialog.js';
import { loadSettings, saveSettings } from './settings.js';
import { startTheme } from './theme.js';

/** @typedef {import('../lib/article.js').Article} Article */
/** @typedef {import('./intake.js').Intake} Intake */

/** What takes longer than this shows its progress. */
const SHOW_PROGRESS_MS = 250;

/** @template {HTMLElement} T @param {string} id @param {new () => T} type @returns {T} */
function byId(id, type) {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`the page has no ${type.name} “${id}”`);
  return element;
}

const page = {
  article: byId('article', HTMLElement),
  notice: byId('notice', HTMLElement),
  alert: byId('alert', HTMLElement),
  scope: byId('scope', HTMLElement),
  include: byId('include', HTMLButtonElement),
  status: byId('status', HTMLElement),
  density: byId('density', HTMLSelectElement),
  file: byId('file', HTMLInputElement),
  progress: byId('progress', HTMLElement),
  progressWords: byId('progress-words', HTMLElement),
  pasteDialog: byId('paste-dialog', HTMLDialogElement),
  pasteText: byId('paste-text', HTMLTextAreaElement),
  pasteError: byId('paste-error', HTMLElement),
  helpDialog: byId('help-dialog', HTMLDialogElement),
  intro: byId('intro', HTMLElement),
  introSample: byId('intro-sample', HTMLElement),
  drop: byId('drop', HTMLElement),
};

const settings = loadSettings();
const engine = createEngine();
const openFigures = createFiguresDialog();
const view = createArticleView({
  article: page.article,
  status: page.status,
  panel: byId('panel', HTMLElement),
  side: byId('side', HTMLElement),
  sheet: byId('sheet', HTMLButtonElement),
  cardPlace: byId('card-place', HTMLElement),
  density: page.density,
  layerButtons: [...document.querySelectorAll('button')].filter((button) => button.dataset.layer),
  layers: settings.layers,
  onTested: openFigures,
  correct: (index, ref) => corrections.offer(index, ref),
});
const corrections = createCorrections(view, {
  article: page.article,
  status: page.status,
  line: byId('corrections', HTMLElement),
  selectionPlace: byId('selection-place', HTMLElement),
  settings,
});

const setDensity = () => {
  page.density.value = settings.density;
};
setDensity();

/** Ends the reading in hand, when another begins. @type {AbortController | null} */
let reading = null;
/** Ends the showing in hand, when another article is there to be shown: one that fails leaves this one whole. */
let showing = new AbortController();

// Reading an article

/**
 * Annotates and shows what came in; what goes wrong is said on the page.
 * @param {() => Intake | Promise<Intake>} take
 * @param {boolean} [isSample]
 */
async function read(take, isSample = false) {
  reading?.abort();
  const mine = (reading = new AbortController());
  hideMessages();
  const progress = setTimeout(() => showProgress('Reading …'), SHOW_PROGRESS_MS);
  try {
    const intake = await take();
    const { name, request } = intake;
    page.progressWords.textContent = `Reading ${counted(request.text.length, 'character')} …`;
    // Of a long text the beginning is shown first.
    const head = headOf(request);
    if (head) {
      const { article } = await engine.annotate(head, mine.signal);
      if (mine.signal.aborted) return;
      await show(name, indexArticle(head.text, article), false);
    }
    const { article, tookMs } = await engine.annotate(request, mine.signal);
    // A long article is shown in several turns, so that the page never stands still for long.
    await nextTask();
    const index = await inSlices(indexing(request.text, article));
    if (mine.signal.aborted) return;
    const shown = show(name, corrections.open(index), head !== null);
    page.introSample.hidden = !isSample;
    page.scope.textContent = describeScope(intake, article, tookMs);
    offerWhole(intake, article, isSample);
    page.notice.textContent = describeLimits(request.text, article);
    page.notice.hidden = !page.notice.textContent;
    page.status.textContent = `${name}: ${counted(article.quotes.length, 'quote')}, ${counted(article.claims.length, 'claim')}.`;
    await shown;
  } catch (error) {
    if (!mine.signal.aborted) tell(error);
  } finally {
    clearTimeout(progress);
    if (reading === mine) page.progress.hidden = true;
  }
}

/** What is shown, as it goes out. @returns {import('./engine.js').Exported | null} */
function exported() {
  const here = view.where();
  if (!here) return null;
  const { text, article } = here.index;
  const headline = article.blocks.find(({ kind }) => kind === 'headline');
  return { text, article, title: headline ? text.slice(headline.start, headline.end) : '', url: null };
}

/**
 * Shows what was exported before, as it was then.
 * @param {File} file
 */
async function readExported(file) {
  reading?.abort();
  const { signal } = (reading = new AbortController());
  hideMessages();
  try {
    const { text, article, title } = await engine.import(await file.text());
    const index = await inSlices(indexing(text, article));
    if (signal.aborted) return;
    await show(title || file.name, corrections.open(index), false);
    page.introSample.hidden = true;
    page.scope.textContent = `${file.name} · ${counted(article.summary.words, 'word')} · as it was exported`;
    page.include.hidden = true;
    page.notice.hidden = true;
  } catch (error) {
    tell(error);
  }
}

/** Reads a file, of an article, of an export or of corrections. @param {File} file */
async function openFile(file) {
  hideMessages();
  try {
    const lines = await readCorrections(file);
    if (lines !== null) return corrections.take(lines, file.name);
  } catch (error) {
    return tell(error);
  }
  return /\.json(ld)?$/i.test(file.name) ? readExported(file) : read(() => readFile(file));
}

/** Reads a text, of an article or of corrections. @param {string} text @param {string} name */
function openText(text, name) {
  if (!isJsonLines(text)) return read(() => readText(text, name));
  hideMessages();
  try {
    corrections.take(text, name);
  } catch (error) {
    tell(error);
  }
}

/**
 * Shows an article in place of what is shown.
 * @param {string} name
 * @param {import('../lib/article.js').ArticleIndex} index
 * @param {boolean} isAnew whether its beginning is shown already.
 */
function show(name, index, isAnew) {
  showing.abort();
  showing = new AbortController();
  return view.show(name, index, showing.signal, isAnew);
}

/**
 * Offers to leave nothing out, or to leave out again what is not the article.
 * @param {Intake} intake
 * @param {Article} article
 * @param {boolean} isSample
 */
function offerWhole(intake, { blocks }, isSample) {
  const { everything } = intake.request;
  page.include.textContent = everything ? 'Only the article' : 'Include it';
  page.include.hidden = !everything && !intake.around && !blocks.some(({ kind }) => isFurniture(kind));
  page.include.onclick = () => read(() => intake.whole(!everything), isSample);
}

/** @param {string} words */
function showProgress(words) {
  page.progressWords.textContent ||= words;
  page.progress.hidden = false;
}

function hideMessages() {
  page.alert.hidden = true;
  page.progressWords.textContent = '';
}

/** Says what went wrong; the article that is on the page stays. @param {unknown} error */
function tell(error) {
  const isExpected = error instanceof IntakeError || (error instanceof Error && error.name === 'EngineError');
  if (!isExpected) console.error(error);
  const message = error instanceof Error ? error.message : String(error);
  page.alert.textContent = isExpected ? message : `Something went wrong: ${message}. You can reload the page.`;
  page.alert.hidden = false;
  page.alert.scrollIntoView({ block: 'nearest' });
  if (!view.hasArticle()) view.showMessage('No article is open.');
}

// Keys

addEventListener('keydown', (event) => {
  if (corrections.takeKey(event)) event.preventDefault();
  if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
  if (event.key === 'Escape') {
    view.goBack();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const target = /** @type {Element} */ (event.target);
  if (target.closest('input, textarea, select, [role="tab"]')) return;
  const isInArticle = target === page.article;
  const by = { n: /** @type {const} */ (1), p: /** @type {const} */ (-1) }[event.key];
  const layer = LAYERS[Number(event.key) - 1];
  if (by && (settings.singleKeys || isInArticle)) view.step(by);
  else if (isInArticle && event.key === 'ArrowRight') view.step(1);
  else if (isInArticle && event.key === 'ArrowLeft') view.step(-1);
  else if (layer && settings.singleKeys) view.toggleLayer(layer);
  else return;
  event.preventDefault();
});

byId('export', HTMLButtonElement).addEventListener('click', createExportDialog(exported, engine.export));

byId('previous', HTMLButtonElement).addEventListener('click', () => view.step(-1));
byId('next', HTMLButtonElement).addEventListener('click', () => view.step(1));

// Text and files

function askForText() {
  page.pasteError.textContent = '';
  page.pasteText.value = '';
  page.pasteDialog.showModal();
  page.pasteText.focus();
}

page.pasteDialog.querySelector('form')?.addEventListener('submit', (event) => {
  if (event.submitter?.getAttribute('value') !== 'read') return;
  const text = page.pasteText.value;
  try {
    readText(text, 'Pasted text');
    openText(text, 'Pasted text');
  } catch (error) {
    event.preventDefault();
    page.pasteError.textContent = error instanceof Error ? error.message : String(error);
    page.pasteText.focus();
  }
});

addEventListener('paste', (event) => {
  if (/** @type {Element} */ (event.target).closest?.('input, textarea, dialog')) return;
  const [file] = event.clipboardData?.files ?? [];
  const text = event.clipboardData?.getData('text/plain') ?? '';
  event.preventDefault();
  if (file && !text) openFile(file);
  else openText(text, 'Pasted text');
});

function askForFile() {
  page.file.value = '';
  page.file.click();
}
page.file.addEventListener('change', () => {
  const [file] = page.file.files ?? [];
  if (file) openFile(file);
});

addEventListener('dragover', (event) => {
  if (!event.dataTransfer) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'copy';
  page.drop.hidden = false;
});
addEventListener('dragleave', (event) => {
  if (!event.relatedTarget) page.drop.hidden = true;
});
addEventListener('drop', (event) => {
  event.preventDefault();
  page.drop.hidden = true;
  const [file] = event.dataTransfer?.files ?? [];
  const text = event.dataTransfer?.getData('text/plain') ?? '';
  if (file) openFile(file);
  else openText(text, 'Dropped text');
});

/** @param {import('./samples.js').Sample} sample */
function readSample({ file, name }) {
  return read(async () => {
    const answer = await fetch(`samples/${file}.txt`);
    if (!answer.ok) throw new IntakeError('The sample article could not be loaded. Reload the page.');
    return readText(await answer.text(), `Sample: ${name.toLowerCase()}`);
  }, true);
}

// The rest of the page

for (const id of ['paste', 'intro-paste']) byId(id, HTMLButtonElement).addEventListener('click', askForText);
for (const id of ['open', 'intro-open']) byId(id, HTMLButtonElement).addEventListener('click', askForFile);
const openSamples = createSampleList(readSample);
for (const id of ['samples', 'intro-samples']) byId(id, HTMLButtonElement).addEventListener('click', openSamples);
byId('help', HTMLButtonElement).addEventListener('click', () => page.helpDialog.showModal());
byId('figures', HTMLButtonElement).addEventListener('click', openFigures);
byId('cancel', HTMLButtonElement).addEventListener('click', () => {
  reading?.abort(new DOMException('cancelled', 'AbortError'));
  page.progress.hidden = true;
});
page.intro.hidden = settings.introSeen;
byId('intro-close', HTMLButtonElement).addEventListener('click', () => {
  page.intro.hidden = true;
  settings.introSeen = true;
  saveSettings(settings);
  page.article.focus({ preventScroll: true });
});

const applyTheme = startTheme(settings, byId('theme', HTMLButtonElement));
byId('settings', HTMLButtonElement).addEventListener('click', createSettingsDialog(settings, () => {
  applyTheme();
  setDensity();
  view.chooseLayers(settings.layers);
}));
page.density.addEventListener('change', () => {
  settings.density = DENSITIES.find((density) => density === page.density.value) ?? settings.density;
  saveSettings(settings);
});
view.showMessage('Reading …');
readSample(sampleOf(location.search));
if (location.hash === '#figures') openFigures();
startOffline(byId('update', HTMLElement));
startPrinting(view, { ...page, corrections: byId('corrections', HTMLElement) });
