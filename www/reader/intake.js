// What comes in: pasted text and files. Says in words what cannot be read, and what to do instead.

import { readPage } from '../lib/page-text.js';
import { isJsonLines } from './correction-files.js';

/** @typedef {import('./engine.js').Request} Request */
/**
 * @typedef {object} Intake
 * @property {string} name
 * @property {Request} request
 * @property {number} around blocks of a page around its article.
 * @property {(everything: boolean) => Intake} whole the same, with nothing left out or with what is not the article left out.
 */

/** Why something cannot be read, in words for the reader. */
export class IntakeError extends Error {}

const LARGEST_MB = 30;

/** Endings of files that hold no plain text, and what to do with them. @type {[RegExp, string, string][]} */
const OTHERS = [
  [/\.pdf$/i, 'a PDF', 'Open it in a PDF viewer, copy its text and paste it here.'],
  [/\.(docx?|odt|rtf|pages)$/i, 'a word processor’s file', 'Open it there and copy its text, or save it as plain text (.txt).'],
  [/\.(png|jpe?g|gif|webp|avif|heic|bmp|tiff?|svg)$/i, 'a picture', 'Sourcelight reads text only; if you find the article on the web, copy its text.'],
  [/\.(mp3|m4a|wav|ogg|mp4|mov|webm|avi|mkv)$/i, 'a recording', 'Paste a transcript of it instead.'],
  [/\.(zip|gz|tar|7z|rar|epub|mhtml?|webarchive)$/i, 'a packed file', 'Unpack it, or save the page as “HTML only”, and open that.'],
];

const HTML = /\.(x?html?)$/i;

/**
 * The lines of a file of corrections, whose lines may be damaged where its name says what it is; null of any other file.
 * @param {File} file
 * @returns {Promise<string | null>}
 * @throws {IntakeError}
 */
export async function readCorrections(file) {
  if (!/\.jsonl$/i.test(file.name) && !isJsonLines(await file.slice(0, 200).text())) return null;
  checkSize(file);
  return file.text();
}

/** @param {File} file @throws {IntakeError} where it is too large. */
function checkSize({ name, size }) {
  if (size <= LARGEST_MB * 1e6) return;
  throw new IntakeError(`“${name}” has ${Math.round(size / 1e6)} MB; Sourcelight reads up to ${LARGEST_MB} MB. Open a part of it.`);
}

/**
 * Reads a text or HTML file.
 * @param {File} file
 * @returns {Promise<Intake>}
 * @throws {IntakeError}
 */
export async function readFile(file) {
  const { name } = file;
  const other = OTHERS.find(([ending]) => ending.test(name));
  if (other) throw new IntakeError(`“${name}” is ${other[1]}, which Sourcelight cannot read. ${other[2]}`);
  checkSize(file);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const isHtml = HTML.test(name) || file.type === 'text/html' || file.type === 'application/xhtml+xml';
  const text = decode(bytes, name, isHtml);
  const intake = isHtml ? intakeOfHtml(text, name, false) : intakeOfText(text, name, false);
  if (!intake.request.text.trim()) throw new IntakeError(`There is no text in “${name}”.`);
  return intake;
}

/**
 * The request for pasted or dropped text.
 * @param {string} text
 * @param {string} name
 * @returns {Intake}
 * @throws {IntakeError}
 */
export function readText(text, name) {
  if (!text.trim()) throw new IntakeError('There is no text to read yet. Copy an article and paste it here.');
  return intakeOfText(text, name, false);
}

/** A text longer than this is read in two goes, the first of about so much; both in UTF-16 code units. */
const LONG = 150_000;
const HEAD = 30_000;

/**
 * The beginning of a long request, up to the end of a paragraph; null where it is not long, or has no paragraphs.
 * @param {Request} request
 * @returns {Request | null}
 */
export function headOf({ text, blocks, everything }) {
  const end = text.length > LONG ? text.lastIndexOf('\n', HEAD) : 0;
  if (end <= 0) return null;
  return { text: text.slice(0, end), blocks: blocks?.filter((block) => block.end <= end) ?? [], everything };
}

/** @param {string} text @param {string} name @param {boolean} everything @returns {Intake} */
function intakeOfText(text, name, everything) {
  return { name, request: { text, everything }, around: 0, whole: (wanted) => intakeOfText(text, name, wanted) };
}

/** @param {string} html @param {string} name @param {boolean} everything @returns {Intake} */
function intakeOfHtml(html, name, everything) {
  // A document without a window: nothing in it is loaded or run.
  const { text, blocks, around } = readPage(new DOMParser().parseFromString(html, 'text/html'), { everything });
  return { name, request: { text, blocks, everything }, around, whole: (wanted) => intakeOfHtml(html, name, wanted) };
}

/**
 * @param {Uint8Array} bytes
 * @param {string} name
 * @param {boolean} isHtml
 */
function decode(bytes, name, isHtml) {
  const encoding = declaredEncoding(bytes, isHtml);
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
  }
  const isBinary = bytes.subarray(0, 4096).includes(0);
  throw new IntakeError(
    isBinary
      ? `“${name}” is not a text file. Sourcelight reads plain text (.txt) and saved web pages (.html).`
      : `“${name}” is not in the UTF-8 encoding, so some letters would be wrong. Open it in a text editor, save it as UTF-8, and open it again; or copy its text and paste it here.`,
  );
}

/** What the first bytes, or the HTML, say of the encoding. @param {Uint8Array} bytes @param {boolean} isHtml */
function declaredEncoding(bytes, isHtml) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (!isHtml) return 'utf-8';
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2048));
  return head.match(/<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i)?.[1] ?? 'utf-8';
}
