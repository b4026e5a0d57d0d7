// What browser tests share: a static server with the site's policy, Chromium, a guard over requests, axe.

import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

/** The project's root. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Where screenshots go. */
export const SCREENSHOTS = join(ROOT, 'target/screenshots');
mkdirSync(SCREENSHOTS, { recursive: true });

/** The Chromium that runs the tests. */
export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
/** The Firefox that runs them. */
export const FIREFOX = process.env.FIREFOX ?? '/usr/bin/firefox-esr';

/** @typedef {'chromium' | 'firefox'} BrowserName */

/** The browsers that the tests run in. @type {BrowserName[]} */
export const BROWSERS = ['chromium', 'firefox'];

/** Chromium that asks nothing of the network by itself. */
export const CHROMIUM_ARGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

/** The policy under which the site is served, as `cargo xtask serve` does. */
export const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; " +
  "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** @type {Record<string, string>} */
const MEDIA_TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8', '.json': 'application/json', '.wasm': 'application/wasm', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.webmanifest': 'application/manifest+json', '.txt': 'text/plain; charset=utf-8',
};

/**
 * Serves a folder on loopback.
 * @param {string} folder
 * @param {{policy?: string | null, replace?: Record<string, string>}} [options] `policy` null sends none; `replace` gives
 *   other contents to paths.
 * @returns {Promise<{url: string, close: () => Promise<void>}>} `url` without a slash at its end.
 */
export async function serveFolder(folder, { policy = POLICY, replace = {} } = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = join(folder, normalize(decodeURIComponent(pathname)), pathname.endsWith('/') ? 'index.html' : '');
    if (policy) response.setHeader('Content-Security-Policy', policy);
    try {
      const body = replace[pathname] ?? (await readFile(path));
      response.setHeader('Content-Type', MEDIA_TYPES[extname(path)] ?? 'application/octet-stream');
      response.end(body);
    } catch {
      response.statusCode = 404;
      response.end('not found');
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

/** Starts Chromium without a profile. */
export function launchChromium() {
  return chromium.launch({ executablePath: CHROMIUM, headless: true, args: CHROMIUM_ARGS });
}

/**
 * Notes every request of a context that would leave this machine; it is stopped as well.
 * @param {import('playwright-core').BrowserContext} context
 * @returns {Promise<string[]>} grows as the test runs; a test asserts at its end that it is empty.
 */
export async function guardRequests(context) {
  /** @type {string[]} */
  const foreign = [];
  const isLocal = (/** @type {string} */ url) => /^(https?:\/\/(127\.0\.0\.1|localhost)[:/]|data:|blob:|chrome-extension:|about:)/.test(url);
  context.on('request', (request) => {
    if (!isLocal(request.url())) foreign.push(request.url());
  });
  await context.route((url) => !isLocal(url.href), (route) => route.abort());
  return foreign;
}

/**
 * Notes what goes wrong on a page: errors, errors in the console, and breaches of its policy.
 * @param {import('playwright-core').Page} page
 * @returns {string[]} grows as the test runs.
 */
export function noteErrors(page) {
  /** @type {string[]} */
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error.stack ?? error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return errors;
}

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Runs axe on a page.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<string[]>} what it found, a line each.
 */
export async function findBarriers(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  // Of all that axe says, which is a lot, only this is handed over.
  return page.evaluate(async () => {
    const { violations } = await /** @type {any} */ (window).axe.run(document, { resultTypes: ['violations'] });
    return violations.flatMap((/** @type {any} */ rule) =>
      rule.nodes.map((/** @type {any} */ node) => `${rule.id}: ${rule.help}: ${node.target.join(' ')}: ${node.failureSummary}`),
    );
  });
}
