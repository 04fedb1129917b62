/** What the app's host is told of a link, and what its answers mean. The host reads the same: apps/desktop/src/main/handover/browser-message.ts. */

export const HOST = 'app.sluice.host';

/** Only these can be downloaded by somebody else: `blob:` and `data:` live in the page. */
/**
 * @param {unknown} url
 * @returns {url is string}
 */
export function isWebAddress(url) {
  return typeof url === 'string' && /^https?:\/\//i.test(url);
}

/**
 * The `Cookie` header; null without cookies.
 *
 * @param {readonly { readonly name: string, readonly value: string }[]} cookies
 */
export function cookieHeader(cookies) {
  return cookies.length === 0 ? null : cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}

/**
 * @param {{ url: string, referrer: string | undefined, cookies: readonly { name: string, value: string }[], userAgent: string, language: string }} link
 */
export function messageOf({ url, referrer, cookies, userAgent, language }) {
  const from = isWebAddress(referrer) ? referrer : null;
  return { version: 1, url, referrer: from, cookie: cookieHeader(cookies), userAgent, language };
}

/**
 * What the user is to be told: a text of the host's own, or the key of one of ours; null when the link was taken.
 *
 * @param {unknown} reply
 * @returns {{ text?: string, key?: string } | null}
 */
export function troubleOf(reply) {
  const { kind, reason } = typeof reply === 'object' && reply !== null ? /** @type {Record<string, unknown>} */ (reply) : {};
  switch (kind) {
    case 'added':
      return null;
    case 'refused':
      return { text: String(reason) };
    case 'no-app':
      return { key: 'noApp' };
    case 'not-understood':
      return { key: 'notUnderstood' };
    default:
      return { key: 'unclear' };
  }
}

/**
 * Whether a download of the browser is one that the app could fetch as well.
 *
 * @param {{ url: string, state: string, byExtensionId?: string }} item
 */
export function canTakeOver({ url, state, byExtensionId }) {
  return isWebAddress(url) && state === 'in_progress' && byExtensionId === undefined;
}
