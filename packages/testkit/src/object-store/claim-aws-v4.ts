/** AWS signature version 4 for S3, in its header form and in links. */
import type { RequestHead } from '../read-request.ts';
import type { Address } from './address.ts';
import { escapePath, parameter, type QueryPair } from './raw-target.ts';
import { authorizationFields, canonicalQuery, linkSeconds, readScope, scopedClaim, sha256, type ScopedSaying } from './scoped-claim.ts';
import { headerLines, type ClaimReader, type SignedClaim } from './signed-claim.ts';
import { storeError, type StoreError } from './store-error.ts';

const RULES = { algorithm: 'AWS4-HMAC-SHA256', keyPrefix: 'AWS4', ending: 'aws4_request' } as const;

/** Reads `Authorization: AWS4-HMAC-SHA256 …`, or the `X-Amz-*` parameters of a link. */
export const readAwsV4: ClaimReader = (request, address) => {
  const fields = authorizationFields(request.headers['authorization'] ?? '', RULES);
  if (fields !== null) return headerClaim(request, address, fields);
  return parameter(address.query, 'X-Amz-Algorithm') === RULES.algorithm ? linkClaim(request, address) : null;
};

interface Said extends ScopedSaying {
  readonly signedHeaders: string;
  readonly payload: string;
}

function headerClaim(request: RequestHead, address: Address, fields: ReadonlyMap<string, string>): SignedClaim | StoreError {
  const payload = request.headers['x-amz-content-sha256'];
  if (payload === undefined)
    return storeError('InvalidRequest', { message: 'Missing required header for this request: x-amz-content-sha256' });
  if (/^[0-9a-f]{64}$/.test(payload) && payload !== sha256(Buffer.from(request.body, 'latin1')))
    return storeError('XAmzContentSHA256Mismatch');
  return claim(request, address, address.query, {
    credential: fields.get('Credential') ?? '',
    signature: fields.get('Signature') ?? '',
    signedHeaders: fields.get('SignedHeaders') ?? '',
    date: request.headers['x-amz-date'] ?? '',
    token: request.headers['x-amz-security-token'] ?? null,
    expiresSeconds: null,
    payload,
  });
}

function linkClaim(request: RequestHead, address: Address): SignedClaim | StoreError {
  const { query } = address;
  const expiresSeconds = linkSeconds(parameter(query, 'X-Amz-Expires'));
  if (expiresSeconds === null)
    return storeError('AuthorizationQueryParametersError', { message: 'X-Amz-Expires must be less than a week (in seconds)' });
  const unsigned = query.filter(([name]) => name !== 'X-Amz-Signature');
  return claim(request, address, unsigned, {
    credential: parameter(query, 'X-Amz-Credential') ?? '',
    signature: parameter(query, 'X-Amz-Signature') ?? '',
    signedHeaders: parameter(query, 'X-Amz-SignedHeaders') ?? '',
    date: parameter(query, 'X-Amz-Date') ?? '',
    token: parameter(query, 'X-Amz-Security-Token'),
    expiresSeconds,
    payload: 'UNSIGNED-PAYLOAD',
  });
}

function claim(request: RequestHead, address: Address, query: readonly QueryPair[], said: Said): SignedClaim | StoreError {
  const scope = readScope(RULES, said);
  if (scope?.service !== 's3') return storeError('AuthorizationHeaderMalformed');
  const signed = said.signedHeaders.split(';');
  const unsigned = Object.keys(request.headers).filter((name) => (name === 'host' || name.startsWith('x-amz-')) && !signed.includes(name));
  if (unsigned.length > 0)
    return storeError('AccessDenied', {
      message: 'There were headers present in the request which were not signed',
      extra: [['HeadersNotSigned', unsigned.join(', ')]],
    });
  const uri = escapePath(address.path);
  const lines = headerLines(request.headers, signed);
  const canonical = [request.method, uri, canonicalQuery(query, { bareNames: false }), lines, said.signedHeaders, said.payload].join('\n');
  return scopedClaim(RULES, said, scope, canonical);
}
