/** Whose signatures on certificates are trusted: what the system trusts, where Node.js can tell (22.15 and later). */
import * as tls from 'node:tls';
import { DEFAULT_CIPHERS, createSecureContext, rootCertificates, type SecureContext } from 'node:tls';

const AES_128 = 'TLS_AES_128_GCM_SHA256';

/**
 * AES with 128 bits is asked for first, as by browsers: OpenSSL would begin with 256, which costs both sides a quarter more (0035).
 * Electron's TLS has an order of its own, by what the processor can do.
 */
export const CIPHERS: { readonly ciphers?: string } =
  process.versions['electron'] === undefined && DEFAULT_CIPHERS.split(':').includes(AES_128)
    ? { ciphers: [AES_128, ...DEFAULT_CIPHERS.split(':').filter((cipher) => cipher !== AES_128)].join(':') }
    : {};

/**
 * One context for all connections, because reading a hundred certificates for each would cost more than the handshake. Null: Node's
 * own defaults, which are its bundled certificates and those of `NODE_EXTRA_CA_CERTS`.
 */
export function trustedContext(extraAuthorities: readonly string[]): SecureContext | null {
  const system = certificatesOf('system');
  if (system.length === 0 && extraAuthorities.length === 0) return null;
  // A list of our own replaces the defaults, so they are named, too.
  const defaults = certificatesOf('default');
  const bundled = defaults.length > 0 ? defaults : rootCertificates;
  return createSecureContext({ ...CIPHERS, ca: [...new Set([...bundled, ...system, ...extraAuthorities])] });
}

/** Empty where Node.js has no such list, or the system's can't be read: what is bundled is then trusted as before. */
function certificatesOf(type: 'default' | 'system'): readonly string[] {
  // The types are those of Node 20, which does not have it.
  const { getCACertificates } = tls as { readonly getCACertificates?: (type: string) => unknown };
  if (getCACertificates === undefined) return [];
  try {
    const list = getCACertificates(type);
    return Array.isArray(list) ? list.filter((one): one is string => typeof one === 'string') : [];
  } catch {
    return [];
  }
}
