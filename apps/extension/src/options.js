/* global chrome, document */
/** The page of the extension's settings. */
import { readOptions, writeOptions } from './options-store.js';

const { takeOver } = await readOptions();
document.documentElement.lang = chrome.i18n.getUILanguage();
for (const element of document.querySelectorAll('[data-text]')) {
  element.textContent = chrome.i18n.getMessage(element.getAttribute('data-text') ?? '');
}
const box = /** @type {HTMLInputElement} */ (document.querySelector('#take-over'));
box.checked = takeOver;
box.addEventListener('change', () => writeOptions({ takeOver: box.checked }));
