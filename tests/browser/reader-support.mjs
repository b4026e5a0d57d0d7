// What tests of the reader share: a browser, the served reader, and a page of it that is watched.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { launchPlainFirefox } from './firefox.mjs';
import { STAND_IN } from './sample-article.mjs';
import { ROOT, SCREENSHOTS, guardRequests, launchChromium, noteErrors, serveFolder } from './support.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').BrowserContextOptions} ContextOptions */
/** @typedef {import('./support.mjs').BrowserName} BrowserName */

/** Starts a browser for the tests of a suite. @param {BrowserName} name */
export function useBrowser(name) {
  const isFirefox = name === 'firefox';
  /** @type {import('playwright-core').Browser} */
  let browser;
  /** A context of Firefox can be given no forced colours, a whole Firefox can. @type {import('playwright-core').Browser | null} */
  let forced = null;
  before(async () => {
    browser = await (isFirefox ? launchPlainFirefox() : launchChromium());
  });
  after(() => Promise.all([browser.close(), forced?.close()]));
  /** Opens a context of the browser. @param {ContextOptions} [options] */
  return async (options = {}) => {
    if (!isFirefox || options.forcedColors !== 'active') return browser.newContext(options);
    const { forcedColors, ...others } = options;
    forced ??= await launchPlainFirefox({ 'browser.display.document_color_use': 2 });
    return forced.newContext(others);
  };
}

/** Starts a browser and serves the reader for the tests of a suite. @param {BrowserName} name */
export function useReader(name) {
  const openContext = useBrowser(name);
  /** The site with a stand-in for the core, which knows one sample, and as it is. @type {Awaited<ReturnType<typeof serveFolder>>[]} */
  let servers;
  before(async () => {
    assert.ok(existsSync(join(ROOT, 'www/pkg/sourcelight.js')), 'the core is not built: run `cargo xtask build`');
    const site = join(ROOT, 'www');
    servers = [await serveFolder(site, { replace: { '/pkg/sourcelight.js': STAND_IN } }), await serveFolder(site)];
  });
  after(() => Promise.all(servers.map((server) => server.close())));

  /**
   * Opens the reader and waits for its article and the lists; fails if anything went wrong on the page, or left this machine, by the end of `act`.
   * @param {{core?: 'stand-in' | 'real', address?: string, kept?: string, errors?: RegExp, init?: () => void} & ContextOptions} options
   *   `address` follows the reader's own; `kept` stands in the storage as the settings; `errors` are expected in the console.
   * @param {(page: Page) => Promise<void>} act
   */
  return async ({ core = 'stand-in', address = '?sample=embassy-siege', kept, errors: expected, init, ...options }, act) => {
    // Firefox can be given no scheme here: the reader's own setting chooses the same colours.
    if (name === 'firefox' && options.colorScheme === 'dark') kept ??= '{"theme":"dark"}';
    const context = await openContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', ...options });
    const foreign = await guardRequests(context);
    if (init) await context.addInitScript(init);
    const page = await context.newPage();
    const { url } = servers[core === 'real' ? 1 : 0];
    try {
      if (kept !== undefined) {
        await page.goto(`${url}/reader/icon.svg`);
        await page.evaluate((kept) => localStorage.setItem('sourcelight-settings', kept), kept);
      }
      const errors = noteErrors(page);
      await page.goto(`${url}/reader/${address}`);
      await page.locator('#article h2').first().waitFor();
      // The lists come a frame after the text; on a narrow screen they are in a closed sheet.
      await page.locator('#panel .panel-summary').first().waitFor({ state: 'attached' });
      await act(page);
      assert.deepEqual(errors.filter((error) => !expected?.test(error)), []);
      assert.deepEqual(foreign, [], 'no request leaves this machine');
    } finally {
      await context.close();
    }
  };
}

/** Writes a picture of a page for people to look at; of Chromium alone. @param {Page} page @param {string} name of the file. */
export async function shoot(page, name) {
  if (page.context().browser()?.browserType().name() === 'chromium') await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
}
