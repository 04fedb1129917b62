/**
 * `oss://bucket/key` and `s3://bucket/key` as people write them. The key stands there as it is: nothing is decoded or normalised, so
 * that `..`, `//`, `+`, `%`, `#` and every script survive (spec G1).
 */
export type ObjectProvider = 'oss' | 's3';

export interface ObjectAddress {
  readonly provider: ObjectProvider;
  readonly bucket: string;
  /** 1…1,023 bytes of UTF-8. */
  readonly key: string;
  readonly versionId: string | null;
}

/** The schemes whose addresses are read here, with their colons. */
export const OBJECT_SCHEMES: readonly string[] = ['oss:', 's3:'];

const MAX_KEY_BYTES = 1024;
/** Wider than either provider's rule: stores that speak their language take capitals and underscores, too. */
const SHAPE = /^(oss|s3):\/\/([A-Za-z0-9][A-Za-z0-9._-]{0,254})\/(.+)$/is;
const VERSION = /\?versionId=([^?&=]{1,1024})$/;
/** For keys that the plain form can't say: control characters, white space at an end, or an end that looks like a version. */
const ESCAPED = /^\?key=([^&]+)(?:&versionId=([^&]+))?$/;

/**
 * Reads an address; null when it is none, names no key, or the key is too long. Only a `?versionId=…` at the very end is no part of
 * the key. `oss://bucket/?key=…` holds the key percent-encoded.
 */
export function parseObjectAddress(text: string): ObjectAddress | null {
  const match = SHAPE.exec(text);
  const [, scheme = '', bucket = '', rest = ''] = match ?? [];
  if (match === null) return null;
  const provider = scheme.toLowerCase() === 'oss' ? 'oss' : 's3';
  const escaped = ESCAPED.exec(rest);
  const version = VERSION.exec(rest);
  const key = escaped?.[1] !== undefined ? decoded(escaped[1]) : version === null ? rest : rest.slice(0, version.index);
  const versionId = escaped !== null ? decoded(escaped[2] ?? '') : (version?.[1] ?? '');
  if (key === null || versionId === null || key === '' || !isWellFormed(key) || byteLength(key) > MAX_KEY_BYTES) return null;
  return { provider, bucket, key, versionId: versionId === '' ? null : versionId };
}

/** The address that `parseObjectAddress` reads back to the same values. */
export function objectAddress({ provider, bucket, key, versionId }: ObjectAddress): string {
  const plain = `${provider}://${bucket}/${key}${versionId === null ? '' : `?versionId=${versionId}`}`;
  const read = /\p{Cc}/u.test(plain) || plain !== plain.trim() ? null : parseObjectAddress(plain);
  if (read?.key === key && read.versionId === versionId) return plain;
  const version = versionId === null ? '' : `&versionId=${encodeURIComponent(versionId)}`;
  return `${provider}://${bucket}/?key=${encodeURIComponent(key)}${version}`;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** Whether no half of a surrogate pair stands alone: such a text has no UTF-8 form. */
function isWellFormed(text: string): boolean {
  return !/\p{Cs}/u.test(text);
}

/** In UTF-8; this package knows neither Buffer nor TextEncoder. */
function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4;
  }
  return bytes;
}
