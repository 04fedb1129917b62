/** Where updates of this copy come from and who signs them: written into the package's own manifest, inside the sealed archive. */
import type { KeyObject } from 'node:crypto';
import { parseUrl } from '@sluice/engine';
import { readPublicKey } from './feed-signature.ts';

export interface UpdateSource {
  /** Ends with a slash. */
  readonly url: URL;
  readonly publicKey: KeyObject;
}

/** Reads the manifest of the app; null where it names no feed, or one that nothing could be believed of. */
export function readUpdateSource(manifest: unknown): UpdateSource | null {
  const updates = typeof manifest === 'object' && manifest !== null && 'updates' in manifest ? manifest.updates : null;
  if (typeof updates !== 'object' || updates === null || !('url' in updates) || !('publicKey' in updates)) return null;
  const { url: address, publicKey: keyText } = updates;
  if (typeof address !== 'string' || typeof keyText !== 'string') return null;
  const url = parseUrl(address.endsWith('/') ? address : `${address}/`);
  const publicKey = readPublicKey(keyText);
  return url !== null && isPrivate(url) && publicKey !== null ? { url, publicKey } : null;
}

/** Unencrypted only within this machine: that is for tests. */
function isPrivate({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && hostname === '127.0.0.1');
}
