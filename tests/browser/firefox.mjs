// Starts the Firefox that is installed, and reaches what Playwright's interface does not: add-ons and the browser's own windows.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { firefox } from 'playwright-core';
import { FIREFOX } from './support.mjs';

/**
 * What lies behind an object of Playwright's, in this same process. package-lock.json holds the version that it is of.
 * @param {object} object
 */
const inside = (object) => /** @type {any} */ (firefox)._connection.toImpl(object);

/** What Playwright sends to each new context, for media that nobody asked to be emulated; Firefox 153 does not know it. */
const NOT_KNOWN = 'emulation.setMediaFeaturesOverride';

const driver = inside(firefox)._bidiFirefox;
const connect = driver.connectToTransport;
driver.connectToTransport = (/** @type {any} */ transport, /** @type {unknown[]} */ ...others) => {
  const send = transport.send.bind(transport);
  transport.send = (/** @type {{id: number, method: string}} */ message) => {
    if (message.method !== NOT_KNOWN) return send(message);
    setImmediate(() => transport.onmessage({ type: 'success', id: message.id, result: {} }));
  };
  return connect.call(driver, transport, ...others);
};

/**
 * Starts Firefox without add-ons; each context is as a profile of its own.
 * @param {Record<string, string | number | boolean>} [preferences]
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launchPlainFirefox(preferences) {
  const home = await mkdtemp(path.join(tmpdir(), 'sourcelight-'));
  const browser = await firefox.launch({
    channel: 'moz-firefox',
    executablePath: FIREFOX,
    headless: true,
    env: environment(home),
    // As Playwright asks of Chromium: nothing is still fading in when a test looks.
    firefoxUserPrefs: { 'ui.prefersReducedMotion': 1, ...preferences },
  });
  browser.on('disconnected', () => rm(home, { recursive: true, force: true }));
  return browser;
}

/** This process's environment with another home: Firefox refuses one that belongs to somebody else. @param {string} home */
const environment = (home) => ({ .../** @type {Record<string, string>} */ (process.env), HOME: home });

/**
 * Starts Firefox with a profile of its own.
 * @param {string} profile a folder, which becomes its home as well.
 * @param {Record<string, string | number | boolean>} preferences
 */
export async function launchFirefox(profile, preferences) {
  const context = await firefox.launchPersistentContext(profile, {
    channel: 'moz-firefox',
    executablePath: FIREFOX,
    headless: true,
    viewport: { width: 1000, height: 760 },
    args: ['--remote-allow-system-access'],
    env: environment(profile),
    firefoxUserPrefs: preferences,
  });
  const session = inside(context)._browser._browserSession;
  return {
    context,
    /** Installs an add-on until the browser is closed. @param {string} folder */
    async install(folder) {
      await session.send('webExtension.install', { extensionData: { type: 'path', path: folder } });
    },
    /**
     * Runs a function in the first window of the browser, with all the browser's own rights.
     * @template {unknown[]} Arguments
     * @template Result
     * @param {(...values: Arguments) => Result | Promise<Result>} act sees nothing but its arguments, which are JSON as its result is.
     * @param {Arguments} values
     * @returns {Promise<Result>}
     */
    async inBrowser(act, ...values) {
      const { contexts } = await session.send('browsingContext.getTree', { 'moz:scope': 'chrome', maxDepth: 0 });
      const { type, result, exceptionDetails } = await session.send('script.evaluate', {
        expression: `(async () => JSON.stringify([await (${act})(...${JSON.stringify(values)})]))()`,
        target: { context: contexts[0].context },
        awaitPromise: true,
      });
      if (type !== 'success') throw new Error(`in the browser's window: ${exceptionDetails.text}`);
      return JSON.parse(result.value)[0];
    },
  };
}
