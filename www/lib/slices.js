// Long work in slices, so that the browser can paint and take input in between.

/** The longest stretch of work between two chances for the browser, in milliseconds. */
export const SLICE_MS = 8;

/** Gives the browser its turn. @returns {Promise<void>} */
export function nextTask() {
  return new Promise((resolve) => setTimeout(resolve));
}
