/** Checksums that a server publishes in its headers, as far as they speak of the file that is stored (spec E1). */
import { type Digest, type DigestAlgorithm, withoutOws } from '@sluice/model';
import { contentCodingOf } from './media-type.ts';
import { headerValues, type ResponseHead } from './response-head.ts';

/** Hashes before checksums: they also tell a file that was made to look right. */
const STRONGEST_FIRST: readonly DigestAlgorithm[] = ['sha512', 'sha256', 'sha1', 'md5', 'crc64nvme', 'crc64', 'crc32c', 'crc32'];
const BYTES: Readonly<Record<DigestAlgorithm, number>> = {
  sha512: 64,
  sha256: 32,
  sha1: 20,
  md5: 16,
  crc64nvme: 8,
  crc64: 8,
  crc32c: 4,
  crc32: 4,
};
/** RFC 9530's active algorithms. Its deprecated ones are not read from the new fields. */
const STRUCTURED: Readonly<Record<string, DigestAlgorithm>> = { 'sha-512': 'sha512', 'sha-256': 'sha256' };
/** RFC 3230 and its registry; names are case-insensitive. */
const INSTANCE: Readonly<Record<string, DigestAlgorithm>> = { 'sha-512': 'sha512', 'sha-256': 'sha256', sha: 'sha1', md5: 'md5' };
/** `x-amz-checksum-NAME`. */
const AMAZON: readonly (readonly [name: string, algorithm: DigestAlgorithm])[] = [
  ['sha256', 'sha256'],
  ['sha1', 'sha1'],
  ['crc64nvme', 'crc64nvme'],
  ['crc32c', 'crc32c'],
  ['crc32', 'crc32'],
];
/** `x-goog-hash`. */
const GOOGLE: Readonly<Record<string, DigestAlgorithm>> = { md5: 'md5', crc32c: 'crc32c' };
const MAX_LENGTH = 8192;

type Claim = readonly [algorithm: DigestAlgorithm, hex: string];

/**
 * The strongest digest that covers all the bytes that will be stored, or null.
 *
 * - `Repr-Digest` (RFC 9530 §3) and `Digest` (RFC 3230) cover the whole representation, on a 206 too. `Content-Digest` (RFC 9530
 *   §2) and `Content-MD5` (RFC 2616 §14.15) cover the body as sent, which is the file only where the answer is a full 200.
 * - Sluice stores a coded body as sent (A2). By definition all four cover the coded bytes. But servers and proxies that compress on
 *   the way pass on `Digest` and `Content-MD5` as they were made for the plain file; under a content coding those two are not
 *   believed, because a false mismatch would condemn a right file for ever, while no digest only leaves it unverified. The fields
 *   of RFC 9530 were written with codings in mind and are believed.
 * - Object stores tell of the object as it is stored, on a 206 too; like `Digest`, not believed under a content coding. S3's checksum of
 *   an object uploaded in pieces may be made of the pieces' checksums: that is no digest of the file, and passed over. Google may
 *   decompress an object on the way: then its hash is of bytes that did not come.
 * - Two values for one algorithm that disagree tell nothing: that algorithm is passed over.
 */
export function publishedDigest(head: ResponseHead): Digest | null {
  if (head.status !== 200 && head.status !== 206) return null;
  const coded = contentCodingOf(head) !== null;
  const full = head.status === 200;
  const claims: readonly Claim[] = [
    ...structured(head, 'repr-digest'),
    ...(full ? structured(head, 'content-digest') : []),
    ...(coded ? [] : instanceDigests(head)),
    ...(coded || !full ? [] : contentMd5(head)),
    ...(coded ? [] : [...amazonChecksums(head), ...googleHashes(head), ...alibabaChecksum(head)]),
  ];
  return strongest(claims);
}

function strongest(claims: readonly Claim[]): Digest | null {
  for (const algorithm of STRONGEST_FIRST) {
    const [hex, ...others] = new Set(claims.filter(([candidate]) => candidate === algorithm).map(([, value]) => value));
    if (hex !== undefined && others.length === 0) return { algorithm, hex, from: 'server' };
  }
  return null;
}

/** A structured dictionary of byte sequences (RFC 8941 §3.2): `sha-256=:BASE64:, sha-512=:BASE64:`. */
function structured(head: ResponseHead, name: string): readonly Claim[] {
  return members(head, name).flatMap((member) => {
    const match = /^([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/=]*):[ \t]*(?:;|$)/.exec(member);
    return claim(STRUCTURED, match?.[1], match?.[2]);
  });
}

function instanceDigests(head: ResponseHead): readonly Claim[] {
  return members(head, 'digest').flatMap((member) => {
    const match = /^([A-Za-z0-9-]+)=([A-Za-z0-9+/=]+)$/.exec(member);
    return claim(INSTANCE, match?.[1]?.toLowerCase(), match?.[2]);
  });
}

function contentMd5(head: ResponseHead): readonly Claim[] {
  return members(head, 'content-md5').flatMap((member) => claim(INSTANCE, 'md5', member));
}

function amazonChecksums(head: ResponseHead): readonly Claim[] {
  if (headerValues(head, 'x-amz-checksum-type').some((type) => type.trim().toUpperCase() !== 'FULL_OBJECT')) return [];
  // `BASE64-5` of five pieces has no valid base64 form, so `claim` refuses it.
  return AMAZON.flatMap(([name, algorithm]) =>
    headerValues(head, `x-amz-checksum-${name}`).flatMap((value) => claim({ [name]: algorithm }, name, withoutOws(value))),
  );
}

function googleHashes(head: ResponseHead): readonly Claim[] {
  const stored = headerValues(head, 'x-goog-stored-content-encoding');
  if (stored.some((coding) => coding.trim().toLowerCase() !== 'identity')) return [];
  return members(head, 'x-goog-hash').flatMap((member) => {
    const match = /^(md5|crc32c)=([A-Za-z0-9+/=]+)$/.exec(member);
    return claim(GOOGLE, match?.[1], match?.[2]);
  });
}

/** OSS writes its CRC-64 as an unsigned decimal. */
function alibabaChecksum(head: ResponseHead): readonly Claim[] {
  return headerValues(head, 'x-oss-hash-crc64ecma').flatMap((value): readonly Claim[] => {
    const text = withoutOws(value);
    const number = /^\d{1,20}$/.test(text) ? BigInt(text) : null;
    return number === null || number > 0xffff_ffff_ffff_ffffn ? [] : [['crc64', number.toString(16).padStart(16, '0')]];
  });
}

function members(head: ResponseHead, name: string): readonly string[] {
  return headerValues(head, name)
    .join(',')
    .slice(0, MAX_LENGTH)
    .split(',')
    .map((member) => member.trim());
}

function claim(names: Readonly<Record<string, DigestAlgorithm>>, name: string | undefined, base64: string | undefined): readonly Claim[] {
  if (name === undefined || base64 === undefined || !Object.hasOwn(names, name)) return [];
  const algorithm = names[name];
  const bytes = Buffer.from(base64, 'base64');
  const exact = algorithm !== undefined && bytes.length === BYTES[algorithm] && bytes.toString('base64') === base64;
  return exact ? [[algorithm, bytes.toString('hex')]] : [];
}
