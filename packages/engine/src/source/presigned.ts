/** Presigned URLs: the signature is the permission, and a header that it does not know may break it (spec B2, G4). */

import { parseUrl } from './parse-url.ts';

/** Parameters that make a signature only when all of a set are there; names in lower case. */
const SIGNATURES: readonly (readonly string[])[] = [
  ['x-amz-signature'],
  ['x-oss-signature'],
  ['x-goog-signature'],
  // S3 V2, OSS V1 and CloudFront.
  ['signature', 'expires'],
  ['signature', 'key-pair-id'],
  // Azure shared access signatures.
  ['sig', 'se'],
];

/** Whether the URL carries a signature of S3, OSS, GCS, CloudFront or Azure in its query. */
export function isPresigned(url: string): boolean {
  const parameters = parseUrl(url)?.searchParams;
  if (parameters === undefined) return false;
  const names = new Set([...parameters.keys()].map((name) => name.toLowerCase()));
  return SIGNATURES.some((set) => set.every((name) => names.has(name)));
}
