// The extension in Chromium.

import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import { CHROMIUM, CHROMIUM_ARGS, guardRequests } from './support.mjs';

/**
 * Starts Chromium with the extension.
 *
 * Nobody can click the toolbar or a menu here, so `click` and `askWho` call the listeners with the tab.
 * @param {string} folder the extension.
 * @param {string} profile
 * @returns {Promise<import('./extension-support.mjs').Host>}
 */
export async function startChromium(folder, profile) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    headless: true,
    viewport: { width: 1000, height: 760 },
    args: [...CHROMIUM_ARGS, `--disable-extensions-except=${folder}`, `--load-extension=${folder}`],
  });
  const foreign = await guardRequests(context);
  const findWorker = async () => context.serviceWorkers()[0] ?? context.waitForEvent('serviceworker');

  return {
    context,
    async openOwnPage(address) {
      const page = await context.newPage();
      await page.setViewportSize({ width: 380, height: 760 });
      await page.goto(new URL(`/${address}`, (await findWorker()).url()).href);
      return page;
    },
    foreign: async () => foreign,
    async openClosedPage() {
      const page = await context.newPage();
      await page.goto('chrome://version');
      return page;
    },
    async click() {
      await (await findWorker()).evaluate(async () => {
        const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
        /** @type {any} */ (chrome.action.onClicked).dispatch(tab);
      });
    },
    async askWho() {
      await (await findWorker()).evaluate(async () => {
        const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
        /** @type {any} */ (chrome.contextMenus.onClicked).dispatch({ menuItemId: 'who' }, tab);
      });
    },
    async status() {
      return (await findWorker()).evaluate(async () => {
        const [{ id: tabId = -1 }] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
        const action = /** @type {any} */ (chrome.action);
        return { tabId, badge: await action.getBadgeText({ tabId }), title: await action.getTitle({ tabId }) };
      });
    },
    async setLayers(layers) {
      await (await findWorker()).evaluate(
        (layers) => (layers ? chrome.storage.local.set({ layers, density: 'everything' }) : chrome.storage.local.remove(['layers', 'density'])),
        layers,
      );
    },
    async stopBackground() {
      await (await findWorker()).evaluate('globalThis.isOld = true');
      const page = await context.newPage();
      const session = await context.newCDPSession(page);
      await session.send('ServiceWorker.enable');
      const stopped = new Promise((resolve) => {
        session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
          if (versions.some(({ runningStatus }) => runningStatus === 'stopped')) resolve(null);
        });
      });
      await session.send('ServiceWorker.stopAllWorkers');
      await stopped;
      // A click that is made up reaches no worker that is stopped, so the loading of a tab wakes it.
      await page.goto('about:blank');
      await page.close();
      assert.equal(await (await findWorker()).evaluate('globalThis.isOld'), undefined);
    },
    async showScheme(page, scheme) {
      await page.emulateMedia(scheme === 'forced' ? { forcedColors: 'active' } : { colorScheme: scheme, forcedColors: 'none' });
    },
    async readSidebar() {
      throw new Error('the panel opens beside a page at real clicks only');
    },
  };
}
