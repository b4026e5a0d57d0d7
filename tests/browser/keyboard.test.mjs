// The reader without a mouse: everything can be reached by Tab, is seen to have the focus, and gives it back.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { useReader } from './reader-support.mjs';
import { BROWSERS } from './support.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** More presses of Tab than any screen takes. */
const MOST = 300;

/** The dialogs, by the name of the button that opens each. */
const DIALOGS = ['Paste text', 'Samples', 'Export', 'Settings', 'Help and keys'];

/**
 * In the page: what Tab must reach, each with a number to know it by. Of radio buttons of one name it reaches one, of tabs the chosen one.
 */
function numberStops() {
  const scope = document.querySelector('dialog[open]') ?? document;
  const all = /** @type {HTMLElement[]} */ ([...scope.querySelectorAll('button, a[href], input, select, textarea, summary, [tabindex]')]);
  const stops = all.filter((element) => element.tabIndex >= 0 && !element.matches(':disabled, dialog')
    && element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: false })
    && !(element instanceof HTMLInputElement && element.type === 'radio' && !element.checked));
  stops.forEach((element, number) => {
    element.dataset.stop = String(number);
  });
  return stops.map((element) => element.outerHTML.slice(0, 120));
}

/** In the page: the number of what has the focus, and whether that can be seen. */
function readFocus() {
  const element = /** @type {HTMLElement} */ (document.activeElement);
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const line = getComputedStyle(element, '::before');
  const isSeen = (outlineStyle !== 'none' && outlineWidth !== '0px') || (line.content !== 'none' && line.backgroundColor !== 'rgba(0, 0, 0, 0)');
  return { number: element.dataset.stop ?? null, isSeen, html: element.outerHTML.slice(0, 120) };
}

/** Presses Tab from the first to the last; fails if that left anything out, or the focus could not be seen. @param {Page} page */
async function walk(page) {
  const stops = await page.evaluate(numberStops);
  const reached = new Set();
  // From the last one Tab may lead into the browser's own bars, and not back.
  await page.locator('[data-stop="0"]').focus();
  if (stops.length > 1) for (const key of ['Tab', 'Shift+Tab']) await page.keyboard.press(key);
  for (let press = 0; press < MOST; press += 1) {
    const { number, isSeen, html } = await page.evaluate(readFocus);
    if (number !== null) {
      assert.ok(isSeen, `the focus is not seen on ${html}`);
      reached.add(Number(number));
    }
    if (reached.size === stops.length) break;
    await page.keyboard.press('Tab');
  }
  assert.deepEqual(stops.filter((_, number) => !reached.has(number)), [], 'not reached by Tab');
}

for (const name of BROWSERS) describe(`keyboard in ${name}`, () => {
  const withReader = useReader(name);

  test('Tab reaches everything on the page, and each list', () =>
    withReader({}, async (page) => {
      for (const tab of ['Who speaks', 'Claims', 'About']) {
        await page.getByRole('tab', { name: tab }).click();
        await walk(page);
      }
    }));

  for (const dialog of DIALOGS) test(`the dialog of "${dialog}" opens, is walked and closes by key`, () =>
    withReader({}, async (page) => {
      const opener = page.getByRole('button', { name: dialog, exact: true });
      await opener.focus();
      await page.keyboard.press('Enter');
      await page.locator('dialog[open]').waitFor();
      await walk(page);
      await page.keyboard.press('Escape');
      await page.locator('dialog[open]').waitFor({ state: 'detached' });
      assert.ok(await opener.evaluate((button) => button === document.activeElement), 'the focus comes back');
    }));
});
