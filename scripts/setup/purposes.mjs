// What each command needs before it can begin, and what it would rather not do without.

/**
 * @typedef {import('./needed-from-system.mjs').NeedGroup} NeedGroup
 * @typedef {'build' | 'unit' | 'test' | 'start' | 'package'} Purpose
 * @typedef {{ system: readonly NeedGroup[], wished: readonly NeedGroup[], electron: boolean, sqlite: boolean }} PurposeNeeds
 *   `wished`: what is missing there is installed like the rest, but keeps nobody from beginning
 */

/** @type {Readonly<Record<Purpose, PurposeNeeds>>} */
export const PURPOSES = {
  build: { system: [], wished: [], electron: false, sqlite: false },
  unit: { system: ['server'], wished: ['others'], electron: false, sqlite: true },
  test: {
    // Packages are made and installed by end-to-end tests, too.
    system: ['electron', 'display', 'desktop', 'server', 'package', 'install'],
    wished: ['others', 'browser'],
    electron: true,
    sqlite: true,
  },
  package: { system: ['electron', 'package'], wished: [], electron: true, sqlite: true },
  start: { system: ['electron'], wished: [], electron: true, sqlite: true },
};

/**
 * @param {string | undefined} text
 * @returns {text is Purpose}
 */
export function isPurpose(text) {
  return text !== undefined && Object.hasOwn(PURPOSES, text);
}
