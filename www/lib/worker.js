// The worker that holds the core. It says how a request ended; the engine decides what follows.

// Named by a variable, since the module is made by the build and the type checker does not know it.
const core = '../pkg/sourcelight.js';

/** @type {Promise<{annotate: (request: object, codepoints: boolean) => object}>} */
const loaded = import(core).then(async (module) => {
  await module.default();
  return module;
});
// A failure is reported with the first request.
loaded.catch(() => {});

addEventListener('message', async ({ data: { id, request } }) => {
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
    const article = sourcelight.annotate(request, false);
    postMessage({ id, kind: 'done', article, tookMs: performance.now() - start });
  } catch (error) {
    // An `Error` is the core's answer to a bad request; anything else is a trap, after which the instance is spoilt.
    const isAnswer = error instanceof Error && !(error instanceof WebAssembly.RuntimeError) && !(error instanceof RangeError);
    if (!isAnswer) console.error(error);
    postMessage({ id, kind: isAnswer ? 'request' : 'crashed', message: isAnswer ? error.message : '' });
  }
});
