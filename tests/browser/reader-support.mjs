// What tests of the reader share: a browser, the served reader, and a page of it that is watched.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { STAND_IN } from './sample-article.mjs';
import { ROOT, guardRequests, launchChromium, noteErrors, serveFolder } from './support.mjs';

/** @typedef {import('playwright-core').Page} Page */

/**
 * Starts Chromium and serves the reader for the tests of a file.
 * @param {{core?: 'stand-in' | 'real'}} [site] the stand-in for the core knows one sample.
 */
export function useReader({ core = 'stand-in' } = {}) {
  /** @type {import('playwright-core').Browser} */
  let browser;
  /** @type {Awaited<ReturnType<typeof serveFolder>>} */
  let server;
  before(async () => {
    browser = await launchChromium();
    server = await serveFolder(join(ROOT, 'www'), { replace: core === 'real' ? {} : { '/pkg/sourcelight.js': STAND_IN } });
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  /**
   * Opens the reader and waits for its article; fails if anything went wrong on the page, or left this machine, by the end of `act`.
   * @param {{address?: string, kept?: string} & import('playwright-core').BrowserContextOptions} options `address` follows the
   *   reader's own; `kept` stands in the storage as the settings.
   * @param {(page: Page) => Promise<void>} act
   */
  return async ({ address = '?sample=embassy-siege', kept, ...options }, act) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', ...options });
    const foreign = await guardRequests(context);
    const page = await context.newPage();
    try {
      if (kept !== undefined) {
        await page.goto(`${server.url}/reader/icon.svg`);
        await page.evaluate((kept) => localStorage.setItem('sourcelight-settings', kept), kept);
      }
      const errors = noteErrors(page);
      await page.goto(`${server.url}/reader/${address}`);
      await page.locator('#article h2').first().waitFor();
      await act(page);
      assert.deepEqual(errors, []);
      assert.deepEqual(foreign, [], 'no request leaves this machine');
    } finally {
      await context.close();
    }
  };
}
