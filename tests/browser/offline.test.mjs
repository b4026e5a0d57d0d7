// The built reader without a network, in Chromium and Firefox: what is kept, that it works from any path, and how an update is taken.

import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { useBrowser } from './reader-support.mjs';
import { BROWSERS, ROOT, findBarriers, guardRequests, noteErrors, serveFolder } from './support.mjs';

/** @typedef {import('playwright-core').Page} Page */

const SITE = join(ROOT, 'dist/reader');

before(() => assert.ok(existsSync(join(SITE, 'service-worker.js')), 'the reader is not built: run `cargo xtask build`'));

/** What the service worker in a folder says of itself. @param {string} folder */
function readWorker(folder) {
  const script = readFileSync(join(folder, 'service-worker.js'), 'utf8');
  return {
    script,
    build: script.match(/const BUILD = '(\w+)'/)?.[1] ?? '',
    files: /** @type {string[]} */ (JSON.parse(script.match(/const FILES = (\[.*\]);/)?.[1] ?? '[]')),
  };
}

/** The hash of the files of a site: FNV-1a, 32 bits. @param {string} folder */
function hashOf(folder) {
  let hash = 0x811c9dc5n;
  for (const file of readWorker(folder).files) {
    for (const byte of readFileSync(join(folder, file, file === '' || file.endsWith('/') ? 'index.html' : ''))) {
      hash = ((hash ^ BigInt(byte)) * 0x01000193n) & 0xffffffffn;
    }
  }
  return hash.toString(16).padStart(8, '0');
}

/**
 * Changes a file of a site as the next build would.
 * @param {string} folder
 * @param {string} [build] its hash, where it is not the right one.
 */
function change(folder, build) {
  const page = join(folder, 'reader/index.html');
  writeFileSync(page, readFileSync(page, 'utf8').replace('<title>Sourcelight reader', '<title>Next reader'));
  const { script, build: old } = readWorker(folder);
  writeFileSync(join(folder, 'service-worker.js'), script.replace(old, build ?? hashOf(folder)));
}

test('the service worker knows every file of the site and their hash', () => {
  const { build, files } = readWorker(SITE);
  const all = readdirSync(SITE, { recursive: true }).map(String).filter((file) => statSync(join(SITE, file)).isFile());
  const expected = all.filter((file) => file !== 'service-worker.js').map((file) => file.replace(/(^|\/)index\.html$/, '$1'));
  assert.deepEqual([...files].sort(), expected.sort());
  assert.equal(build, hashOf(SITE));
});

for (const name of BROWSERS) describe(`offline in ${name}`, () => {
  const openContext = useBrowser(name);

  /**
   * Serves a copy of the built site under a path of its own, opens it and waits until it is kept.
   * @param {(page: Page, site: {folder: string, url: string, close: () => Promise<void>}) => Promise<void>} act
   * @param {RegExp} [expected] errors in the console.
   */
  async function withSite(act, expected) {
    const root = mkdtempSync(join(tmpdir(), 'sourcelight-'));
    const folder = join(root, 'some/path');
    cpSync(SITE, folder, { recursive: true });
    const server = await serveFolder(root);
    const context = await openContext();
    const foreign = await guardRequests(context);
    const page = await context.newPage();
    const errors = noteErrors(page);
    try {
      await page.goto(`${server.url}/some/path/reader/`);
      await page.locator('#article h2').waitFor();
      await page.evaluate(async () => navigator.serviceWorker.ready);
      await act(page, { folder, url: `${server.url}/some/path`, close: server.close });
      assert.deepEqual(errors.filter((error) => !expected?.test(error)), []);
      assert.deepEqual(foreign, []);
    } finally {
      await context.close();
      await server.close().catch(() => {});
      rmSync(root, { recursive: true });
    }
  }

  test('the page is opened and reads without a network', () =>
    withSite(async (page, { close }) => {
      await close();
      await page.reload();
      await page.locator('#article h2', { hasText: 'Freight train' }).waitFor();
      assert.match(await page.locator('#status').innerText(), /quotes/);
      await page.locator('#paste').click();
      await page.locator('#paste-text').fill('“We will rebuild the bridge,” Mayor Jane Doe said.\n\nThe flood killed 12 people.');
      await page.getByRole('button', { name: 'Read it' }).click();
      await page.locator('button.speaker', { hasText: 'Jane Doe' }).waitFor();
      await page.locator('#samples').click();
      await page.getByRole('button', { name: 'Live blog' }).click();
      await page.locator('#article h2', { hasText: 'Storm Odile' }).waitFor();
      assert.deepEqual(await findBarriers(page), []);
    }));

  test('nothing but the site’s own files is kept', () =>
    withSite(async (page, { url, folder }) => {
      writeFileSync(join(folder, 'reader/other.txt'), 'not of the site');
      await page.reload();
      await page.locator('#article h2').waitFor();
      await page.locator('#paste').click();
      await page.locator('#paste-text').fill('“We will rebuild the bridge,” Mayor Jane Doe said on Monday.');
      await page.getByRole('button', { name: 'Read it' }).click();
      await page.locator('button.speaker', { hasText: 'Jane Doe' }).waitFor();
      const kept = await page.evaluate(async (url) => {
        await fetch('other.txt?x=1').then((answer) => answer.text());
        const names = await caches.keys();
        const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
        return { names, files: requests.flat().map((request) => request.url.slice(url.length + 1)).sort() };
      }, url);
      const { build, files } = readWorker(folder);
      assert.deepEqual(kept, { names: [`sourcelight /some/path/ ${build}`], files: [...files].sort() });
    }));

  test('an update is taken whole, when the reader says so, and the old files go', () =>
    withSite(async (page, { folder }) => {
      assert.ok(await page.locator('#update').isHidden(), 'nothing is said at first');
      await page.evaluate(() => caches.open('sourcelight /elsewhere/ 1').then(() => {}));
      change(folder);
      await page.reload();
      await page.locator('#update', { hasText: 'A new version is ready' }).waitFor();
      assert.equal(await page.title(), 'Sourcelight reader');
      assert.deepEqual(await findBarriers(page), []);
      await page.locator('#update button').click();
      await page.waitForFunction(() => document.title === 'Next reader');
      await page.locator('#article h2').waitFor();
      const { build } = readWorker(folder);
      await page.waitForFunction(async () => (await caches.keys()).length === 2);
      assert.deepEqual(await page.evaluate(() => caches.keys()), ['sourcelight /elsewhere/ 1', `sourcelight /some/path/ ${build}`]);
      assert.ok(await page.locator('#update').isHidden());
    }));

  test('a site that is half replaced is not taken', () =>
    withSite(async (page, { folder, close }) => {
      change(folder, 'deadbeef');
      // Its installation fails, which the update does not tell.
      const state = await page.evaluate(async () => {
        const registration = await navigator.serviceWorker.ready;
        const ended = new Promise((resolve) => registration.addEventListener('updatefound', () => {
          const { installing } = registration;
          installing?.addEventListener('statechange', () => resolve(installing.state));
        }));
        await registration.update();
        return ended;
      });
      assert.equal(state, 'redundant');
      assert.ok(await page.locator('#update').isHidden());
      await close();
      await page.reload();
      await page.locator('#article h2').waitFor();
      assert.equal(await page.title(), 'Sourcelight reader');
    }, /not those of this build/));

  test('the reader can be installed', { skip: name === 'firefox' && 'it installs no pages' }, () =>
    withSite(async (page) => {
      const session = await page.context().newCDPSession(page);
      const { errors, data } = await session.send('Page.getAppManifest');
      assert.deepEqual(errors, []);
      const manifest = JSON.parse(data ?? '');
      assert.equal(manifest.display, 'standalone');
      const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
      assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito'), []);
    }));
});
