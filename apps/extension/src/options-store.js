/* global chrome */
/** What the user chose for this browser. */

const DEFAULTS = { takeOver: false };

export function readOptions() {
  return chrome.storage.local.get(DEFAULTS);
}

/** @param {{ takeOver: boolean }} options */
export function writeOptions(options) {
  return chrome.storage.local.set(options);
}
