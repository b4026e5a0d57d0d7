// The worker that holds the core. It says how a request ended; the engine decides what follows.

import { warmUp } from '../lib/warm-up.js';

// Named by a variable, since the module is made by the build and the type checker does not know it.
const core = '../pkg/sourcelight.js';

/** So many items of a list are sent at once. */
const PART = 1000;

/** @type {Promise<Record<string, (...args: unknown[]) => unknown>>} */
const loaded = import(core).then(async (module) => {
  await module.default();
  warmUp(module);
  return module;
});
// A failure is reported with the first request.
loaded.catch(() => {});

addEventListener('message', async ({ data: { id, call, args } }) => {
  let sourcelight;
  try {
    sourcelight = await loaded;
  } catch (error) {
    console.error(error);
    postMessage({ id, kind: 'load' });
    return;
  }
  try {
    const start = performance.now();
    const answer = sourcelight[call](...args);
    if (call !== 'annotate') return postMessage({ id, kind: 'answer', answer });
    const article = /** @type {Record<string, unknown>} */ (answer);
    const tookMs = performance.now() - start;
    // A long list is sent in parts: the page takes over each by itself, and can do other things in between.
    for (const [key, list] of Object.entries(article)) {
      if (!Array.isArray(list) || list.length <= PART) continue;
      for (let from = 0; from < list.length; from += PART) postMessage({ id, kind: 'part', key, items: list.slice(from, from + PART) });
      article[key] = [];
    }
    postMessage({ id, kind: 'done', article, tookMs });
  } catch (error) {
    // An `Error` is the core's answer to a bad request; anything else is a trap, after which the instance is spoilt.
    const isAnswer = error instanceof Error && !(error instanceof WebAssembly.RuntimeError) && !(error instanceof RangeError);
    if (!isAnswer) console.error(error);
    postMessage({ id, kind: isAnswer ? 'request' : 'crashed', message: isAnswer ? error.message : '' });
  }
});
