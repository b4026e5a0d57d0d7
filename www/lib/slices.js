// Long work in slices, so that the browser can paint and take input in between.

/** The longest stretch of work between two chances for the browser, in milliseconds. */
export const SLICE_MS = 8;

/** Gives the browser its turn. @returns {Promise<void>} */
export function nextTask() {
  return new Promise((resolve) => setTimeout(resolve));
}

/** So long, in milliseconds, is waited for a frame: a tab behind others is drawn none. */
const FRAME_MS = 100;

/** Lets the browser lay out and draw what stands. @returns {Promise<void>} */
export function nextFrame() {
  return new Promise((resolve) => {
    setTimeout(resolve, FRAME_MS);
    requestAnimationFrame(() => setTimeout(resolve));
  });
}

/** Long work stops at a `yield` about so often: once for this many items of a list. */
export const ITEMS = 256;

/**
 * Does work to its end, and gives the browser its turn in between.
 * @template T
 * @param {Generator<undefined, T>} work
 * @returns {Promise<T>}
 */
export async function inSlices(work) {
  for (let sliceEnd = performance.now() + SLICE_MS; ; ) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() > sliceEnd) {
      await nextTask();
      sliceEnd = performance.now() + SLICE_MS;
    }
  }
}

/**
 * Does work to its end at once.
 * @template T
 * @param {Generator<undefined, T>} work
 * @returns {T}
 */
export function atOnce(work) {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
