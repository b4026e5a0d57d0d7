// The extension in Firefox, where the toolbar button and the menu are really clicked.

import assert from 'node:assert/strict';
import { launchFirefox } from './firefox.mjs';

const ID = 'extension@sourcelight.invalid';
/** The host of the extension's pages; left alone, Firefox makes one up for each profile. */
const HOST = '5ca1ab1e-0000-4000-8000-000000000000';

/**
 * Starts Firefox with the extension.
 * @param {string} folder the extension.
 * @param {string} profile
 * @returns {Promise<import('./extension-support.mjs').Host>}
 */
export async function startFirefox(folder, profile) {
  const { context, install, inBrowser } = await launchFirefox(profile, {
    'extensions.webextensions.uuids': JSON.stringify({ [ID]: HOST }),
    // Firefox grants what the extension asks for, and does not ask the reader.
    'extensions.webextOptionalPermissionPrompts': false,
  });
  await noteForeign(inBrowser);
  await install(folder);
  /** @type {import('./extension-support.mjs').Host['openOwnPage']} */
  const openOwnPage = async (address) => {
    const page = await context.newPage();
    // Firefox does not tell when a page of an extension has loaded, tells that it is there only after a command to it, here the
    // one for its size, and does not tell that it is closed.
    await page.goto(`moz-extension://${HOST}/${address}`, { waitUntil: 'commit' });
    await page.setViewportSize({ width: 380, height: 760 });
    const close = page.close.bind(page);
    page.close = async () => {
      await page.goto('about:blank');
      await close();
    };
    return page;
  };
  // Every page of the extension reaches its storage; a picture is one that does nothing by itself.
  const helper = await openOwnPage('extension/icons/16.png');

  return {
    context,
    openOwnPage,
    foreign: () => inBrowser(() => /** @type {string[]} */ (/** @type {any} */ (globalThis).foreignRequests)),
    async openClosedPage() {
      const page = await context.newPage();
      // Playwright hears of no later event of such a page.
      await page.goto('about:license', { waitUntil: 'commit' });
      return page;
    },
    async click() {
      await inBrowser((id) => {
        const { Services } = /** @type {any} */ (globalThis);
        const window = Services.wm.getMostRecentWindow('navigator:browser');
        const button = window.document.querySelector(`.unified-extensions-item-action-button[data-extensionid="${id}"]`);
        const { left, top, width, height } = button.getBoundingClientRect();
        for (const [type, buttons] of [['mousedown', 1], ['mouseup', 0]]) {
          window.synthesizeMouseEvent(type, left + width / 2, top + height / 2, { button: 0, buttons, clickCount: 1 }, {});
        }
      }, ID);
    },
    async askWho(page) {
      const { x, y } = await page.evaluate(() => {
        const selected = /** @type {Selection} */ (getSelection()).getRangeAt(0);
        selected.startContainer.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' });
        const { left, top, height } = selected.getClientRects()[0];
        return { x: left + 2, y: top + height / 2 };
      });
      await page.mouse.click(x, y, { button: 'right' });
      await inBrowser(async () => {
        const { Services } = /** @type {any} */ (globalThis);
        const { document } = Services.wm.getMostRecentWindow('navigator:browser');
        const menu = document.getElementById('contentAreaContextMenu');
        if (menu.state !== 'open') await new Promise((resolve) => menu.addEventListener('popupshown', resolve, { once: true }));
        menu.activateItem(menu.querySelector('[label="Who says this?"]'));
      });
    },
    async status() {
      return inBrowser((id) => {
        const { Services, ChromeUtils } = /** @type {any} */ (globalThis);
        const { document, gBrowser } = Services.wm.getMostRecentWindow('navigator:browser');
        const button = document.querySelector(`.unified-extensions-item-action-button[data-extensionid="${id}"]`);
        const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
        return {
          tabId: /** @type {number} */ (ExtensionParent.apiManager.global.tabTracker.getId(gBrowser.selectedTab)),
          badge: /** @type {string} */ (button.getAttribute('badge') ?? ''),
          // The button's own words follow these a moment later.
          title: /** @type {string} */ (document.l10n.getAttributes(button).args.extensionTitle),
        };
      }, ID);
    },
    async setLayers(layers) {
      await helper.evaluate(
        (layers) => (layers ? chrome.storage.local.set({ layers, density: 'everything' }) : chrome.storage.local.remove(['layers', 'density'])),
        layers,
      );
    },
    async stopBackground() {
      const state = await inBrowser(async (id) => {
        const { extension } = /** @type {any} */ (globalThis).WebExtensionPolicy.getByID(id);
        await extension.terminateBackground();
        return extension.backgroundState;
      }, ID);
      assert.equal(state, 'stopped');
    },
    async showScheme(_page, scheme) {
      await inBrowser((scheme) => {
        const { Services } = /** @type {any} */ (globalThis);
        Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', scheme === 'dark' ? 0 : 1);
        Services.prefs.setIntPref('browser.display.document_color_use', scheme === 'forced' ? 2 : 0);
      }, scheme);
    },
    async readSidebar() {
      return inBrowser(async () => {
        const { Services } = /** @type {any} */ (globalThis);
        const { document } = Services.wm.getMostRecentWindow('navigator:browser');
        const browser = document.getElementById('sidebar')?.contentDocument.getElementById('webext-panels-browser');
        if (!browser) return '';
        return /** @type {Promise<string>} */ (new Promise((resolve) => {
          const { messageManager } = browser;
          messageManager.addMessageListener('words', function hear(/** @type {{data: string}} */ { data }) {
            messageManager.removeMessageListener('words', hear);
            resolve(data);
          });
          messageManager.loadFrameScript("data:,sendAsyncMessage('words', content.document.body?.innerText ?? '')", false);
        }));
      });
    },
  };
}

/**
 * Has the browser note, and stop, what pages and extensions ask of other machines; what it asks itself is its own affair.
 * @param {Awaited<ReturnType<typeof launchFirefox>>['inBrowser']} inBrowser
 */
async function noteForeign(inBrowser) {
  await inBrowser(() => {
    const { Ci, Cr, Services } = /** @type {any} */ (globalThis);
    /** @type {string[]} */
    const noted = [];
    Object.assign(globalThis, { foreignRequests: noted });
    Services.obs.addObserver((/** @type {any} */ channel) => {
      const { URI, loadInfo } = channel.QueryInterface(Ci.nsIHttpChannel);
      if (loadInfo.triggeringPrincipal.isSystemPrincipal || URI.host === '127.0.0.1') return;
      noted.push(URI.spec);
      channel.cancel(Cr.NS_ERROR_ABORT);
    }, 'http-on-modify-request');
  });
}
