/** The token that opens the endpoint. Made once, stored sealed (spec D4), and shown only in the settings. */
import { randomBytes } from 'node:crypto';
import type { SecretBox } from '@sluice/store';
import type { SettingsStore } from '../settings.ts';

const KEY = 'rpc-token';
const TOKEN_BYTES = 32;

/** The token of earlier runs; null where there is none, or none that can be opened. */
export function storedToken(store: SettingsStore, box: SecretBox): string | null {
  const stored = store.readSetting(KEY);
  if (typeof stored !== 'object' || stored === null || !('sealed' in stored) || typeof stored.sealed !== 'string') return null;
  const token = box.open(Buffer.from(stored.sealed, 'base64'));
  return token !== null && /^[\w-]{43}$/.test(token) ? token : null;
}

/** Makes a token in the place of the old one. */
export function makeToken(store: SettingsStore, box: SecretBox): string {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  store.writeSetting(KEY, { sealed: Buffer.from(box.seal(token)).toString('base64') });
  return token;
}
