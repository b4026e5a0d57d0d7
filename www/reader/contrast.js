// How far two colours stand apart, as WCAG counts it.

/**
 * @param {string} a `#rrggbb` or `rgb(r, g, b)`.
 * @param {string} b
 * @returns {number} from 1 to 21.
 */
export function contrastOf(a, b) {
  const [low, high] = [luminanceOf(a), luminanceOf(b)].sort((one, other) => one - other);
  return (high + 0.05) / (low + 0.05);
}

/** @param {string} color */
function luminanceOf(color) {
  const parts = color.startsWith('#') ? (color.match(/[\da-f]{2}/gi) ?? []).map((part) => parseInt(part, 16)) : (color.match(/[\d.]+/g) ?? []).map(Number);
  const [red, green, blue] = parts.map((part) => (part <= 10.31475 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
