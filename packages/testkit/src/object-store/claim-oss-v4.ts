/** OSS signature version 4: HMAC-SHA256 over a canonical request in the scope of a day, a region and a product. */
import type { RequestHead } from '../read-request.ts';
import type { Address } from './address.ts';
import { escapePath, parameter, type QueryPair } from './raw-target.ts';
import { authorizationFields, canonicalQuery, linkSeconds, readScope, scopedClaim, type ScopedSaying } from './scoped-claim.ts';
import { headerLines, type ClaimReader, type SignedClaim } from './signed-claim.ts';
import { storeError, type StoreError } from './store-error.ts';

const RULES = { algorithm: 'OSS4-HMAC-SHA256', keyPrefix: 'aliyun_v4', ending: 'aliyun_v4_request' } as const;

/** Reads `Authorization: OSS4-HMAC-SHA256 …`, or the `x-oss-*` parameters of a link. */
export const readOssV4: ClaimReader = (request, address) => {
  const fields = authorizationFields(request.headers['authorization'] ?? '', RULES);
  if (fields !== null) return headerClaim(request, address, fields);
  return parameter(address.query, 'x-oss-signature-version') === RULES.algorithm ? linkClaim(request, address) : null;
};

interface Said extends ScopedSaying {
  readonly additional: string;
  readonly payload: string;
}

function headerClaim(request: RequestHead, address: Address, fields: ReadonlyMap<string, string>): SignedClaim | StoreError {
  const payload = request.headers['x-oss-content-sha256'];
  if (payload === undefined) return storeError('InvalidArgument', { message: 'Missing x-oss-content-sha256 header.' });
  return claim(request, address, address.query, {
    credential: fields.get('Credential') ?? '',
    signature: fields.get('Signature') ?? '',
    date: request.headers['x-oss-date'] ?? '',
    additional: fields.get('AdditionalHeaders') ?? '',
    token: request.headers['x-oss-security-token'] ?? null,
    expiresSeconds: null,
    payload,
  });
}

function linkClaim(request: RequestHead, address: Address): SignedClaim | StoreError {
  const { query } = address;
  const expiresSeconds = linkSeconds(parameter(query, 'x-oss-expires'));
  if (expiresSeconds === null) return storeError('AccessDenied', { message: 'x-oss-expires must be at most seven days.' });
  const unsigned = query.filter(([name]) => name !== 'x-oss-signature');
  return claim(request, address, unsigned, {
    credential: parameter(query, 'x-oss-credential') ?? '',
    signature: parameter(query, 'x-oss-signature') ?? '',
    date: parameter(query, 'x-oss-date') ?? '',
    additional: parameter(query, 'x-oss-additional-headers') ?? '',
    token: parameter(query, 'x-oss-security-token'),
    expiresSeconds,
    payload: 'UNSIGNED-PAYLOAD',
  });
}

function claim(request: RequestHead, address: Address, query: readonly QueryPair[], said: Said): SignedClaim | StoreError {
  const scope = readScope(RULES, said);
  if (scope === null) return storeError('InvalidArgument', { message: 'Authorization is malformed.' });
  return scopedClaim(RULES, said, scope, canonical(request, address, query, said));
}

function canonical({ method, headers }: RequestHead, { bucket, key }: Address, query: readonly QueryPair[], said: Said): string {
  const additional = said.additional === '' ? [] : said.additional.split(';');
  const always = (name: string): boolean => name === 'content-type' || name === 'content-md5' || name.startsWith('x-oss-');
  const names = Object.keys(headers).filter((name) => always(name) || additional.includes(name));
  const uri = escapePath(bucket === null ? '/' : `/${bucket}/${key}`);
  const lines = headerLines(headers, names);
  return [method, uri, canonicalQuery(query, { bareNames: true }), lines, additional.join(';'), said.payload].join('\n');
}
