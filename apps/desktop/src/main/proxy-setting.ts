/** The proxy that the user set (spec F6). Its URL may hold a password: it is stored sealed, and shown without it (D4). */
import { parseProxy, type ProxyChoice } from '@sluice/engine';
import type { SecretBox } from '@sluice/store';

/** `url` is as typed, with its secrets. */
export type ProxySetting =
  { readonly kind: 'system' | 'none' } | { readonly kind: 'own'; readonly url: string; readonly choice: ProxyChoice };

export type TypedProxy =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'changed'; readonly setting: ProxySetting }
  | { readonly kind: 'refused'; readonly reason: 'not-a-proxy' | 'hidden-password' };

export const SYSTEM_PROXY: ProxySetting = { kind: 'system' };

const HIDDEN = '•••';

/** Reads what the user typed over what was shown of `current`. */
export function readTypedProxy(text: string, current: ProxySetting): TypedProxy {
  const typed = text.trim();
  if (typed === showProxy(current)) return { kind: 'unchanged' };
  // The hidden password is never sent to another place than the one that it was typed for.
  if (typed.includes(HIDDEN)) return { kind: 'refused', reason: 'hidden-password' };
  const setting = readProxy(typed);
  return setting === null ? { kind: 'refused', reason: 'not-a-proxy' } : { kind: 'changed', setting };
}

/** Fit to be shown. A user name without a password may be a token, and is hidden too. */
export function showProxy(setting: ProxySetting): string {
  if (setting.kind !== 'own') return setting.kind;
  const [, scheme = '', userInfo, server = ''] = /^([a-z0-9]+:\/\/)?(?:(.*)@)?([^@]*)$/is.exec(setting.url) ?? [];
  if (userInfo === undefined) return scheme + server;
  const [, user = '', password = ''] = /^([^:]*):?(.*)$/s.exec(userInfo) ?? [];
  return `${scheme}${password === '' ? '' : `${user}:`}${HIDDEN}@${server}`;
}

/** As a JSON value without secrets in the clear, where there is a keychain. */
export function sealProxy(setting: ProxySetting, box: SecretBox): unknown {
  return setting.kind === 'own' ? { sealed: Buffer.from(box.seal(setting.url)).toString('base64') } : setting.kind;
}

/** Null: it can't be read, or its key is gone. */
export function openProxy(stored: unknown, box: SecretBox): ProxySetting | null {
  if (stored === undefined) return SYSTEM_PROXY;
  if (stored === 'system' || stored === 'none') return { kind: stored };
  if (typeof stored !== 'object' || stored === null || !('sealed' in stored) || typeof stored.sealed !== 'string') return null;
  const url = box.open(Buffer.from(stored.sealed, 'base64'));
  return url === null ? null : readProxy(url);
}

function readProxy(text: string): ProxySetting | null {
  if (text === 'system') return SYSTEM_PROXY;
  const choice = parseProxy(text);
  if (choice === null) return null;
  return choice.kind === 'direct' ? { kind: 'none' } : { kind: 'own', url: text, choice };
}
