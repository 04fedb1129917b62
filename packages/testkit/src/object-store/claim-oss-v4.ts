/** OSS signature version 4: HMAC-SHA256 over a canonical request in the scope of a day, a region and a product. */
import { createHash, createHmac } from 'node:crypto';
import type { RequestHead } from '../read-request.ts';
import type { Address } from './address.ts';
import { escapeAll, escapePath, parameter, type QueryPair } from './raw-target.ts';
import { headerLines, parseBasicDate, type ClaimReader, type SignedClaim } from './signed-claim.ts';
import { storeError, type StoreError } from './store-error.ts';

const ALGORITHM = 'OSS4-HMAC-SHA256';

/** Reads `Authorization: OSS4-HMAC-SHA256 …`, or the `x-oss-*` parameters of a link. */
export const readOssV4: ClaimReader = (request, address) => {
  const authorization = request.headers['authorization'] ?? '';
  if (authorization.startsWith(`${ALGORITHM} `)) return headerClaim(request, address, fieldsOf(authorization.slice(ALGORITHM.length + 1)));
  return parameter(address.query, 'x-oss-signature-version') === ALGORITHM ? linkClaim(request, address) : null;
};

interface Said {
  readonly credential: string;
  readonly signature: string;
  readonly date: string;
  readonly additional: string;
  readonly token: string | null;
  readonly expiresSeconds: number | null;
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
  const expires = parameter(query, 'x-oss-expires') ?? '';
  if (!/^\d{1,6}$/.test(expires) || Number(expires) > 604_800)
    return storeError('AccessDenied', { message: 'x-oss-expires must be at most seven days.' });
  const unsigned = query.filter(([name]) => name !== 'x-oss-signature');
  return claim(request, address, unsigned, {
    credential: parameter(query, 'x-oss-credential') ?? '',
    signature: parameter(query, 'x-oss-signature') ?? '',
    date: parameter(query, 'x-oss-date') ?? '',
    additional: parameter(query, 'x-oss-additional-headers') ?? '',
    token: parameter(query, 'x-oss-security-token'),
    expiresSeconds: Number(expires),
    payload: 'UNSIGNED-PAYLOAD',
  });
}

function claim(request: RequestHead, address: Address, query: readonly QueryPair[], said: Said): SignedClaim | StoreError {
  const [accessKeyId = '', day = '', region = '', product = '', ending] = said.credential.split('/');
  const signedAtMs = parseBasicDate(said.date);
  if (ending !== 'aliyun_v4_request' || signedAtMs === null || !said.date.startsWith(day))
    return storeError('InvalidArgument', { message: 'Authorization is malformed.' });
  const additional = said.additional === '' ? [] : said.additional.split(';');
  const canonicalRequest = canonical(request, address, query, additional, said.payload);
  const scope = `${day}/${region}/${product}/aliyun_v4_request`;
  const stringToSign = `${ALGORITHM}\n${said.date}\n${scope}\n${createHash('sha256').update(canonicalRequest).digest('hex')}`;
  return {
    accessKeyId,
    token: said.token,
    signature: said.signature,
    signedAtMs,
    expiresAtMs: said.expiresSeconds === null ? null : signedAtMs + said.expiresSeconds * 1000,
    region,
    stringToSign,
    canonicalRequest,
    expected: (secret) => hmac(signingKey(secret, day, region, product), stringToSign).toString('hex'),
  };
}

function canonical(
  request: RequestHead,
  { bucket, key }: Address,
  query: readonly QueryPair[],
  additional: readonly string[],
  payload: string,
): string {
  const always = (name: string): boolean => name === 'content-type' || name === 'content-md5' || name.startsWith('x-oss-');
  const names = Object.keys(request.headers).filter((name) => always(name) || additional.includes(name));
  const uri = escapePath(bucket === null ? '/' : `/${bucket}/${key}`);
  return [request.method, uri, canonicalQuery(query), headerLines(request.headers, names), additional.join(';'), payload].join('\n');
}

/** Sorted by escaped name; a parameter without a value has no `=`. */
function canonicalQuery(query: readonly QueryPair[]): string {
  const pairs = query.map(([name, value]) => [escapeAll(name), escapeAll(value ?? '')] as const);
  return [...pairs]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
    .join('&');
}

function signingKey(secret: string, day: string, region: string, product: string): Buffer {
  return [day, region, product, 'aliyun_v4_request'].reduce<Buffer>((key, step) => hmac(key, step), Buffer.from(`aliyun_v4${secret}`));
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function fieldsOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(',').map((field) => {
      const [name = '', ...value] = field.trim().split('=');
      return [name, value.join('=')] as const;
    }),
  );
}
