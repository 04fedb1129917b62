/** Who a request comes from: its signature computed anew from what was received, its date and its token checked. */
import type { RequestHead } from '../read-request.ts';
import { regionOf, type Address, type HostNames } from './address.ts';
import { readAwsV4 } from './claim-aws-v4.ts';
import { readOssV1 } from './claim-oss-v1.ts';
import { readOssV4 } from './claim-oss-v4.ts';
import type { StoreCredential } from './credential.ts';
import type { ClaimReader, SignedClaim } from './signed-claim.ts';
import { storeError, type Dialect, type StoreError } from './store-error.ts';

const MAX_SKEW_MS = 15 * 60 * 1000;

export type Caller = { readonly kind: 'anonymous' } | { readonly kind: 'known'; readonly credential: StoreCredential };

export interface StoreFacts extends HostNames {
  readonly dialect: Dialect;
  readonly region: string;
  readonly credentials: readonly StoreCredential[];
  readonly nowMs: number;
}

const READERS: Readonly<Record<Dialect, readonly ClaimReader[]>> = { oss: [readOssV4, readOssV1], s3: [readAwsV4] };

/** The caller, or why the store does not believe the request. A request without a signature is anonymous. */
export function authenticate(request: RequestHead, address: Address, facts: StoreFacts): Caller | StoreError {
  for (const read of READERS[facts.dialect]) {
    const claim = read(request, address);
    if (claim === null) continue;
    return 'kind' in claim ? claim : checkClaim(claim, address, facts);
  }
  if (request.headers['authorization'] === undefined) return { kind: 'anonymous' };
  return storeError('InvalidArgument', { message: 'Authorization header is invalid.' });
}

function checkClaim(claim: SignedClaim, address: Address, facts: StoreFacts): Caller | StoreError {
  const sameKey = facts.credentials.filter(({ accessKeyId }) => accessKeyId === claim.accessKeyId);
  const [first] = sameKey;
  if (first === undefined)
    return storeError('InvalidAccessKeyId', {
      extra: [[facts.dialect === 'oss' ? 'OSSAccessKeyId' : 'AWSAccessKeyId', claim.accessKeyId]],
    });
  const credential = sameKey.find(({ token }) => (token ?? null) === claim.token);
  return (
    timeError(claim, facts) ??
    (credential === undefined ? storeError(facts.dialect === 'oss' ? 'InvalidSecurityToken' : 'InvalidToken') : null) ??
    tokenError(credential ?? first, facts) ??
    regionError(claim, address, facts) ??
    (claim.expected(first.secret) === claim.signature ? null : mismatch(claim, facts.dialect)) ?? {
      kind: 'known',
      credential: credential ?? first,
    }
  );
}

function timeError({ signedAtMs, expiresAtMs }: SignedClaim, { dialect, nowMs }: StoreFacts): StoreError | null {
  if (expiresAtMs !== null) {
    const expired = nowMs > expiresAtMs;
    const tooEarly = signedAtMs !== null && signedAtMs > nowMs + MAX_SKEW_MS;
    const message = expired ? (dialect === 'oss' ? 'Request has expired.' : 'Request has expired') : 'Request is not valid yet.';
    const extra = [
      ['Expires', isoDate(expiresAtMs)],
      ['ServerTime', isoDate(nowMs)],
    ] as const;
    return expired || tooEarly ? storeError('AccessDenied', { message, extra }) : null;
  }
  if (signedAtMs === null || Math.abs(nowMs - signedAtMs) <= MAX_SKEW_MS) return null;
  const extra = [
    ['MaxAllowedSkewMilliseconds', String(MAX_SKEW_MS)],
    ['RequestTime', isoDate(signedAtMs)],
    ['ServerTime', isoDate(nowMs)],
  ] as const;
  return storeError('RequestTimeTooSkewed', { extra });
}

function tokenError({ expiresAtMs }: StoreCredential, { dialect, nowMs }: StoreFacts): StoreError | null {
  if (expiresAtMs === undefined || nowMs <= expiresAtMs) return null;
  return storeError(dialect === 'oss' ? 'SecurityTokenExpired' : 'ExpiredToken');
}

function regionError({ region }: SignedClaim, { host }: Address, facts: StoreFacts): StoreError | null {
  const own = regionOf(host, facts) ?? facts.region;
  if (region === null || region === own) return null;
  if (facts.dialect === 'oss') return storeError('InvalidArgument', { message: `Invalid signing region in Authorization header.` });
  const message = `The authorization header is malformed; the region '${region}' is wrong; expecting '${own}'`;
  return storeError('AuthorizationHeaderMalformed', { message, extra: [['Region', own]] });
}

function mismatch(claim: SignedClaim, dialect: Dialect): StoreError {
  const extra: (readonly [string, string])[] = [
    [dialect === 'oss' ? 'OSSAccessKeyId' : 'AWSAccessKeyId', claim.accessKeyId],
    ['SignatureProvided', claim.signature],
    ['StringToSign', claim.stringToSign],
  ];
  if (claim.canonicalRequest !== null) extra.push(['CanonicalRequest', claim.canonicalRequest]);
  return storeError('SignatureDoesNotMatch', { extra });
}

function isoDate(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
