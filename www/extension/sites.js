// The sites whose articles are always marked: one key each in the extension's local storage.

/**
 * The key of a page's site; null where a page has none that could be granted.
 * @param {string} url
 */
export function alwaysKey(url) {
  const { origin, protocol } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? `always:${origin}` : null;
}

/**
 * The pattern of a site's pages, on any port: Firefox finds no page by a pattern that names one.
 * @param {string} url
 */
export function patternOf(url) {
  const { protocol, hostname } = new URL(url);
  return `${protocol}//${hostname}/*`;
}
