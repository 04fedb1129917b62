/** A checksum that the user or the server supplied for the whole file. */
export type DigestAlgorithm = CryptographicDigest | CyclicDigest;

/** What a user may give; md5 and sha1 only tell damage, not malice. */
export type CryptographicDigest = 'md5' | 'sha1' | 'sha256' | 'sha512';

/** What object stores publish: enough to find damage. `crc64` is CRC-64/XZ (ECMA-182 reflected), `crc64nvme` the one of NVMe. */
export type CyclicDigest = 'crc32' | 'crc32c' | 'crc64' | 'crc64nvme';

/** Whether checksums of stretches can be combined, so that the order in which bytes come does not matter. */
export function isCyclic(algorithm: DigestAlgorithm): algorithm is CyclicDigest {
  return algorithm.startsWith('crc');
}

export interface Digest {
  readonly algorithm: DigestAlgorithm;
  /** Lower-case hex. */
  readonly hex: string;
  /** Who said so. The user's word goes before the server's. */
  readonly from: 'user' | 'server';
}

const HEX_LENGTH: Readonly<Record<CryptographicDigest, number>> = { md5: 32, sha1: 40, sha256: 64, sha512: 128 };

/** Reads `sha256:HEX` (also `sha-256`, upper case, and bare hex whose length tells the algorithm); null when it is none of these. */
export function parseDigest(text: string): Digest | null {
  const match = /^(?:(md5|sha-?1|sha-?256|sha-?512)[:=])?([0-9a-f]{32,128})$/.exec(text.trim().toLowerCase());
  const hex = match?.[2];
  if (hex === undefined) return null;
  const named = match?.[1]?.replace('-', '');
  const algorithm = ALGORITHMS.find((candidate) => (named === undefined ? HEX_LENGTH[candidate] === hex.length : candidate === named));
  return algorithm !== undefined && HEX_LENGTH[algorithm] === hex.length ? { algorithm, hex, from: 'user' } : null;
}

const ALGORITHMS: readonly CryptographicDigest[] = ['md5', 'sha1', 'sha256', 'sha512'];
