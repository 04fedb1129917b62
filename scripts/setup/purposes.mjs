// What each command needs before it can begin.

/**
 * @typedef {'build' | 'unit' | 'test' | 'start' | 'package'} Purpose
 * @typedef {{ system: import('./needed-from-system.mjs').NeedGroup[], electron: boolean, sqlite: boolean }} PurposeNeeds
 */

/** @type {Readonly<Record<Purpose, PurposeNeeds>>} */
export const PURPOSES = {
  build: { system: [], electron: false, sqlite: false },
  unit: { system: ['server'], electron: false, sqlite: true },
  test: { system: ['electron', 'display', 'desktop', 'server'], electron: true, sqlite: true },
  package: { system: ['electron', 'package'], electron: true, sqlite: true },
  start: { system: ['electron'], electron: true, sqlite: true },
};

/**
 * @param {string | undefined} text
 * @returns {text is Purpose}
 */
export function isPurpose(text) {
  return text !== undefined && Object.hasOwn(PURPOSES, text);
}
