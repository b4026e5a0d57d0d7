// What the reader chose, kept on this device. No text of an article is ever kept.

/** @typedef {{theme: 'auto' | 'light' | 'dark', singleKeys: boolean, introSeen: boolean}} Settings */

const KEY = 'sourcelight-settings';

/** @type {Settings} */
const DEFAULTS = { theme: 'auto', singleKeys: true, introSeen: false };

/** @returns {Settings} */
export function loadSettings() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return {
      theme: kept.theme === 'light' || kept.theme === 'dark' ? kept.theme : DEFAULTS.theme,
      singleKeys: kept.singleKeys !== false,
      introSeen: kept.introSeen === true,
    };
  } catch {
    // Storage may be switched off, or hold what another version wrote.
    return { ...DEFAULTS };
  }
}

/** @param {Settings} settings */
export function saveSettings(settings) {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // Then the choice lasts as long as the page.
  }
}
