/** AWS signature version 4 for S3, in its header form and in links. */
import { createHash, createHmac } from 'node:crypto';
import type { RequestHead } from '../read-request.ts';
import type { Address } from './address.ts';
import { escapeAll, escapePath, parameter, type QueryPair } from './raw-target.ts';
import { headerLines, parseBasicDate, type ClaimReader, type SignedClaim } from './signed-claim.ts';
import { storeError, type StoreError } from './store-error.ts';

const ALGORITHM = 'AWS4-HMAC-SHA256';

/** Reads `Authorization: AWS4-HMAC-SHA256 …`, or the `X-Amz-*` parameters of a link. */
export const readAwsV4: ClaimReader = (request, address) => {
  const authorization = request.headers['authorization'] ?? '';
  if (authorization.startsWith(`${ALGORITHM} `)) return headerClaim(request, address, authorization.slice(ALGORITHM.length + 1));
  return parameter(address.query, 'X-Amz-Algorithm') === ALGORITHM ? linkClaim(request, address) : null;
};

interface Said {
  readonly credential: string;
  readonly signature: string;
  readonly signedHeaders: string;
  readonly date: string;
  readonly token: string | null;
  readonly expiresSeconds: number | null;
  readonly payload: string;
}

function headerClaim(request: RequestHead, address: Address, text: string): SignedClaim | StoreError {
  const fields = new Map(text.split(',').map((field) => [field.trim().split('=')[0], field.trim().replace(/^[^=]*=/, '')]));
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
  const expires = parameter(query, 'X-Amz-Expires') ?? '';
  if (!/^\d{1,6}$/.test(expires) || Number(expires) > 604_800)
    return storeError('AuthorizationQueryParametersError', { message: 'X-Amz-Expires must be less than a week (in seconds)' });
  return claim(
    request,
    address,
    query.filter(([name]) => name !== 'X-Amz-Signature'),
    {
      credential: parameter(query, 'X-Amz-Credential') ?? '',
      signature: parameter(query, 'X-Amz-Signature') ?? '',
      signedHeaders: parameter(query, 'X-Amz-SignedHeaders') ?? '',
      date: parameter(query, 'X-Amz-Date') ?? '',
      token: parameter(query, 'X-Amz-Security-Token'),
      expiresSeconds: Number(expires),
      payload: 'UNSIGNED-PAYLOAD',
    },
  );
}

function claim(request: RequestHead, address: Address, query: readonly QueryPair[], said: Said): SignedClaim | StoreError {
  const [accessKeyId = '', day = '', region = '', service = '', ending] = said.credential.split('/');
  const signedAtMs = parseBasicDate(said.date);
  if (ending !== 'aws4_request' || service !== 's3' || signedAtMs === null || !said.date.startsWith(day))
    return storeError('AuthorizationHeaderMalformed');
  const signed = said.signedHeaders.split(';');
  const unsigned = Object.keys(request.headers).filter((name) => (name === 'host' || name.startsWith('x-amz-')) && !signed.includes(name));
  if (unsigned.length > 0)
    return storeError('AccessDenied', {
      message: 'There were headers present in the request which were not signed',
      extra: [['HeadersNotSigned', unsigned.join(', ')]],
    });
  const uri = escapePath(address.path);
  const canonicalRequest = [
    request.method,
    uri,
    canonicalQuery(query),
    headerLines(request.headers, signed),
    said.signedHeaders,
    said.payload,
  ].join('\n');
  const stringToSign = `${ALGORITHM}\n${said.date}\n${day}/${region}/s3/aws4_request\n${sha256(canonicalRequest)}`;
  return {
    accessKeyId,
    token: said.token,
    signature: said.signature,
    signedAtMs,
    expiresAtMs: said.expiresSeconds === null ? null : signedAtMs + said.expiresSeconds * 1000,
    region,
    stringToSign,
    canonicalRequest,
    expected: (secret) => hmac(signingKey(secret, day, region), stringToSign).toString('hex'),
  };
}

/** Sorted by escaped name, then by escaped value; every parameter has its `=`. */
function canonicalQuery(query: readonly QueryPair[]): string {
  const pairs = query.map(([name, value]) => [escapeAll(name), escapeAll(value ?? '')] as const);
  return [...pairs]
    .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function signingKey(secret: string, day: string, region: string): Buffer {
  return [day, region, 's3', 'aws4_request'].reduce<Buffer>((key, step) => hmac(key, step), Buffer.from(`AWS4${secret}`));
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
