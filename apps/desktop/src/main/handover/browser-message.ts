/** What the browsers' extension says over native messaging: read strictly, since what it tells comes from pages (law 8). */
import type { HandoverRequest } from '@sluice/handover';

/** The browser's own bound on what it takes is 1 MiB; a link with its cookies is far less. */
export const MAX_BROWSER_MESSAGE_BYTES = 64 * 1024;

const KEYS = ['version', 'url', 'referrer', 'cookie', 'userAgent', 'language'];
const MAX_ADDRESS_LENGTH = 16 * 1024;
const MAX_VALUE_LENGTH = 32 * 1024;
const MAX_LANGUAGE_LENGTH = 40;

/** Null for whatever is no message of this version, or no http(s) link. */
export function readBrowserMessage(given: unknown): HandoverRequest | null {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return null;
  const message: Readonly<Record<string, unknown>> = { ...given };
  if (message['version'] !== 1 || Object.keys(message).some((key) => !KEYS.includes(key))) return null;
  const { url, referrer, cookie, userAgent, language } = message;
  if (!isWebAddress(url) || !(referrer === null || isWebAddress(referrer))) return null;
  if (!(cookie === null || isValue(cookie)) || !isValue(userAgent)) return null;
  if (typeof language !== 'string' || language.length > MAX_LANGUAGE_LENGTH) return null;
  const headers = [...header('Cookie', cookie), ...header('Referer', withoutFragment(referrer)), ...header('User-Agent', userAgent)];
  return { language: /^zh\b/i.test(language) ? 'zh-CN' : 'en', directory: null, links: [{ url, name: null, headers }] };
}

function isWebAddress(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_ADDRESS_LENGTH && /^https?:\/\/[^\s\0-\x1f\x7f]+$/i.test(value);
}

/** As a header's value may be: nothing that would begin another line. */
function isValue(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_VALUE_LENGTH && !/[\0-\x08\x0a-\x1f\x7f]/.test(value);
}

function withoutFragment(url: string | null): string | null {
  return url === null ? null : (url.split('#', 1)[0] ?? null);
}

function header(name: string, value: string | null): readonly (readonly [string, string])[] {
  return value === null || value === '' ? [] : [[name, value]];
}
