// The core in a worker of its own: a text that breaks it breaks neither the page nor the next text.

import { WIRE_VERSION } from '../lib/article.js';

/** @typedef {import('../lib/article.js').Article} Article */

/**
 * An article to read; offsets of blocks count UTF-16 code units. With `everything` nothing is left out as not the article.
 * @typedef {{text: string, blocks?: {start: number, end: number, path: string, hints: string, linkDensity: number}[], everything?: boolean}} Request
 */

/**
 * What came of a request.
 * @typedef {{article: Article, tookMs: number}} Reading `tookMs` is the core's own time, without loading it.
 */

/**
 * Reads articles, one at a time.
 * @typedef {object} Engine
 * @property {(request: Request, signal?: AbortSignal) => Promise<Reading>} annotate rejects with an `EngineError`, or an
 *   `AbortError` where `signal` ended it.
 * @property {(exported: Exported, format: string) => Promise<string>} export writes an article in a format of the core's
 *   (`json-ld`, `csv`, `markdown`, `html`, `json`); rejects with an `EngineError`.
 * @property {(file: string) => Promise<Exported>} import reads what was exported as `json-ld` or `json`; rejects with an
 *   `EngineError` that says what to do with any other file.
 * @property {() => void} dispose
 */

/**
 * An article with its text, as it goes out and comes in; offsets count UTF-16 code units.
 * @typedef {{text: string, article: Article, title: string, url?: string | null}} Exported
 */

/**
 * A question to the core that is in hand; `lists` are what has come of its article so far.
 * @typedef {object} Job
 * @property {string} call the core's function.
 * @property {unknown[]} args
 * @property {number} length of what it has to read.
 * @property {(answer: any) => void} resolve
 * @property {(error: unknown) => void} reject
 * @property {ReturnType<typeof setTimeout>} [timer]
 * @property {Record<string, unknown[]>} lists
 */

/** What went wrong, in words for the reader. */
export class EngineError extends Error {
  /**
   * @param {'crashed' | 'timeout' | 'version' | 'load' | 'request'} kind
   * @param {string} message
   */
  constructor(kind, message) {
    super(message);
    this.name = 'EngineError';
    this.kind = kind;
  }
}

/** Longer than this the core never takes, by far: 20 s and 20 s for each million characters. */
const timeoutMs = (/** @type {number} */ length) => 20_000 + length / 50;

const MESSAGES = {
  crashed: 'The engine stopped at this text, and a fresh one was started. Nothing was lost: you can open another text, or a part of this one.',
  timeout: 'The engine took too long over this text and was stopped; a fresh one was started. Try a shorter part of it.',
  load: 'The engine could not be loaded. Reload the page; if that does not help, this browser may not run WebAssembly.',
};

/**
 * Starts an engine; a first `annotate` need not wait for it.
 * @param {{worker?: () => Worker}} [options]
 * @returns {Engine}
 */
export function createEngine({ worker: startWorker = () => new Worker(new URL('./worker.js', import.meta.url), { type: 'module' }) } = {}) {
  /** @type {Worker | null} */
  let worker = startWorker();
  let nextId = 1;
  /** The questions in hand: the worker is at the first. @type {Map<number, Job>} */
  const waiting = new Map();

  const current = () => waiting.entries().next().value;

  /** Sends the first request in hand. */
  const sendNext = () => {
    const entry = current();
    if (!entry) return;
    const [id, job] = entry;
    if (job.timer !== undefined) return;
    worker ??= listen(startWorker());
    job.timer = setTimeout(() => restart(new EngineError('timeout', MESSAGES.timeout)), timeoutMs(job.length));
    worker.postMessage({ id, call: job.call, args: job.args });
  };

  /** @param {number} id */
  const take = (id) => {
    const job = waiting.get(id);
    clearTimeout(job?.timer);
    waiting.delete(id);
    return job;
  };

  /** Drops the worker with the request it is at, and goes on with a fresh one. @param {unknown} error */
  const restart = (error) => {
    worker?.terminate();
    worker = null;
    const entry = current();
    if (entry) take(entry[0])?.reject(error);
    worker = listen(startWorker());
    sendNext();
  };

  /** @param {Worker} started */
  const listen = (started) => {
    started.addEventListener('message', ({ data }) => {
      if (started !== worker) return;
      if (data.kind === 'crashed' || data.kind === 'load') {
        restart(new EngineError(data.kind, /** @type {Record<string, string>} */ (MESSAGES)[data.kind]));
        return;
      }
      if (data.kind === 'part') {
        const lists = waiting.get(data.id)?.lists;
        if (lists) (lists[data.key] ??= []).push(...data.items);
        return;
      }
      const job = take(data.id);
      if (data.kind === 'done' && job) Object.assign(data.article, job.lists);
      if (data.kind === 'request') job?.reject(new EngineError('request', data.message));
      else if (data.kind === 'answer') job?.resolve(data.answer);
      else if (data.article.version !== WIRE_VERSION) {
        job?.reject(new EngineError('version', `The engine speaks version ${data.article.version} and this page reads version ${WIRE_VERSION}: reload the page.`));
      } else job?.resolve({ article: data.article, tookMs: data.tookMs });
      sendNext();
    });
    // The script of the worker itself could not be loaded: a fresh one would fail the same way.
    started.addEventListener('error', (event) => {
      if (started !== worker) return;
      event.preventDefault();
      worker = null;
      for (const id of [...waiting.keys()]) take(id)?.reject(new EngineError('load', MESSAGES.load));
    });
    return started;
  };
  listen(worker);

  /** @param {string} call @param {unknown[]} args @param {number} length @param {AbortSignal} [signal] @returns {Promise<any>} */
  const ask = (call, args, length, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const id = nextId++;
      waiting.set(id, { call, args, length, resolve, reject, lists: {} });
      signal?.addEventListener('abort', () => {
        const entry = current();
        if (!waiting.has(id)) return;
        if (entry?.[0] === id && entry[1].timer !== undefined) restart(signal.reason);
        else take(id)?.reject(signal.reason);
      }, { once: true });
      sendNext();
    });

  return {
    annotate: (request, signal) => ask('annotate', [request, false], request.text.length, signal),
    export: (exported, format) => ask('export_article', [exported, format], exported.text.length),
    import: (file) => ask('import_article', [file], file.length),
    dispose() {
      worker?.terminate();
      worker = null;
      for (const id of [...waiting.keys()]) take(id)?.reject(new DOMException('the engine was disposed of', 'AbortError'));
    },
  };
}
