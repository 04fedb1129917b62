/* global chrome, navigator */
/** Hands links to Sluice: the one that the user clicks on, and, where they want that, every download that the browser begins. */
import { canTakeOver, HOST, isWebAddress, messageOf, troubleOf } from './message.js';
import { readOptions } from './options-store.js';

const MENU = 'download';

chrome.runtime.onInstalled.addListener(() => {
  chrome.contextMenus.removeAll(() => {
    const title = chrome.i18n.getMessage('menu');
    chrome.contextMenus.create({ id: MENU, title, contexts: ['link', 'image', 'video', 'audio'] });
  });
});

chrome.contextMenus.onClicked.addListener((info, tab) => {
  const url = info.linkUrl ?? info.srcUrl;
  return info.menuItemId === MENU && isWebAddress(url) ? take({ url, referrer: info.frameUrl ?? info.pageUrl, tab }) : undefined;
});

chrome.downloads.onCreated.addListener((item) => takeOver(item));

/**
 * Whether Sluice has taken the link; if not, the user is told why.
 *
 * @param {{ url: string, referrer: string | undefined, tab?: ChromeTab | undefined }} link
 */
async function take({ url, referrer, tab }) {
  const trouble = await handOver(messageOf({ url, referrer, cookies: await cookiesFor(url, tab), ...who() }));
  if (trouble !== null) tell(trouble.text ?? chrome.i18n.getMessage(trouble.key ?? 'unclear'));
  return trouble === null;
}

/**
 * A download that Sluice does not take goes on here: nothing is lost.
 *
 * @param {ChromeDownload} item
 */
async function takeOver(item) {
  const options = await readOptions();
  if (!options.takeOver || !canTakeOver(item)) return;
  await chrome.downloads.pause(item.id).catch(() => undefined);
  if (await take({ url: item.url, referrer: item.referrer })) {
    await chrome.downloads.cancel(item.id).catch(() => undefined);
    await chrome.downloads.erase({ id: item.id });
  } else await chrome.downloads.resume(item.id).catch(() => undefined);
}

/** @param {object} message */
async function handOver(message) {
  try {
    return troubleOf(await chrome.runtime.sendNativeMessage(HOST, message));
  } catch {
    // There is no host: it is installed by the app, when its user says so.
    return { key: 'noHost' };
  }
}

/**
 * Those that the browser itself would send; none where the user does not allow it.
 *
 * @param {string} url
 * @param {ChromeTab | undefined} tab
 */
async function cookiesFor(url, tab) {
  try {
    const storeId = tab === undefined ? undefined : await storeOf(tab);
    return await chrome.cookies.getAll(storeId === undefined ? { url } : { url, storeId });
  } catch {
    return [];
  }
}

/**
 * A private window, or a container, has cookies of its own.
 *
 * @param {ChromeTab} tab
 */
async function storeOf(tab) {
  if (tab.cookieStoreId !== undefined) return tab.cookieStoreId;
  const stores = await chrome.cookies.getAllCookieStores();
  return stores.find(({ tabIds }) => tabIds.includes(tab.id))?.id;
}

function who() {
  return { userAgent: navigator.userAgent, language: chrome.i18n.getUILanguage() };
}

/** @param {string} message */
function tell(message) {
  chrome.notifications.create({
    type: 'basic',
    iconUrl: chrome.runtime.getURL('icons/128x128.png'),
    title: chrome.i18n.getMessage('notTaken'),
    message,
  });
}
