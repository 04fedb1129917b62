/**
 * A release is described by one small file, and that description is believed only when it is signed by the key that this copy was
 * packaged with (decision 0026). Whoever holds the server, the name or the certificate can withhold an update, but can't make one.
 */
import { createPublicKey, verify, type KeyObject } from 'node:crypto';

/** 64 bytes, and nothing beside them. */
const SIGNATURE = /^[A-Za-z0-9+/]{86}==$/;

/** Reads an Ed25519 key, base64 of its SPKI form; null when it is none. */
export function readPublicKey(text: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}

/** Whether `signature`, in base64, was made for this text under this name: that of one system can't stand in for another's. */
export function isSigned({ name, text }: { readonly name: string; readonly text: string }, signature: string, key: KeyObject): boolean {
  const encoded = signature.trim();
  return SIGNATURE.test(encoded) && verify(null, signedBytes(name, text), key, Buffer.from(encoded, 'base64'));
}

/** What is signed; `scripts/package/sign-feed.mjs` says the same. */
function signedBytes(name: string, text: string): Buffer {
  return Buffer.from(`sluice-update-v1\n${name}\n${text}`, 'utf8');
}
