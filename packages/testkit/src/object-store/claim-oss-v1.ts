/** OSS signature version 1: HMAC-SHA1 over verb, three headers, `x-oss-*` and the resource with its signed sub-resources. */
import { createHmac } from 'node:crypto';
import type { RequestHead } from '../read-request.ts';
import type { Address } from './address.ts';
import { parameter } from './raw-target.ts';
import { headerLines, type ClaimReader, type SignedClaim } from './signed-claim.ts';
import { storeError } from './store-error.ts';

/** Reads `Authorization: OSS id:signature`, or `OSSAccessKeyId`, `Expires` and `Signature` in the query. */
export const readOssV1: ClaimReader = (request, address) => {
  const inHeader = /^OSS ([^:\s]+):(\S+)$/.exec(request.headers['authorization'] ?? '');
  if (inHeader !== null) return headerClaim(request, address, inHeader[1] ?? '', inHeader[2] ?? '');
  const accessKeyId = parameter(address.query, 'OSSAccessKeyId');
  return accessKeyId === null ? null : linkClaim(request, address, accessKeyId);
};

function headerClaim(request: RequestHead, address: Address, accessKeyId: string, signature: string): ReturnType<ClaimReader> {
  const date = request.headers['x-oss-date'] ?? request.headers['date'] ?? '';
  const signedAtMs = Date.parse(date);
  if (Number.isNaN(signedAtMs)) return storeError('AccessDenied', { message: 'OSS authentication requires a valid Date.' });
  const token = request.headers['x-oss-security-token'] ?? null;
  return claim(request, address, date, { accessKeyId, signature, token, signedAtMs, expiresAtMs: null });
}

function linkClaim(request: RequestHead, address: Address, accessKeyId: string): ReturnType<ClaimReader> {
  const expires = parameter(address.query, 'Expires');
  const signature = parameter(address.query, 'Signature');
  if (expires === null || signature === null || !/^\d+$/.test(expires))
    return storeError('AccessDenied', {
      message: 'Query-string authentication requires the Signature, Expires and OSSAccessKeyId parameters',
    });
  const token = parameter(address.query, 'security-token');
  return claim(request, address, expires, { accessKeyId, signature, token, signedAtMs: null, expiresAtMs: Number(expires) * 1000 });
}

type Said = Pick<SignedClaim, 'accessKeyId' | 'signature' | 'token' | 'signedAtMs' | 'expiresAtMs'>;

function claim({ method, headers }: RequestHead, address: Address, date: string, said: Said): SignedClaim {
  const ossHeaders = Object.keys(headers).filter((name) => name.startsWith('x-oss-'));
  const first = [method, headers['content-md5'] ?? '', headers['content-type'] ?? '', date].join('\n');
  const stringToSign = `${first}\n${headerLines(headers, ossHeaders)}${resource(address)}`;
  return {
    ...said,
    region: null,
    stringToSign,
    canonicalRequest: null,
    expected: (secret) => createHmac('sha1', secret).update(stringToSign).digest('base64'),
  };
}

/** Names and values of signed parameters are not escaped. */
function resource({ bucket, key, query }: Address): string {
  const signed = query.filter(([name]) => SIGNED_PARAMETERS.has(name)).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const pairs = signed.map(([name, value]) => (value === null || value === '' ? name : `${name}=${value}`));
  const path = bucket === null ? '/' : `/${bucket}/${key}`;
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

/** From the documentation of signature V1, shortened to what a store that is only read may be asked, and what the vectors have. */
const SIGNED_PARAMETERS: ReadonlySet<string> = new Set([
  ...['acl', 'location', 'bucketInfo', 'objectMeta', 'restore', 'versions', 'versioning', 'versionId', 'resourceGroup', 'stat'],
  ...['response-content-type', 'response-content-language', 'response-expires', 'response-cache-control'],
  ...['response-content-disposition', 'response-content-encoding', 'continuation-token', 'security-token', 'requestPayment'],
  ...['x-oss-process', 'x-oss-traffic-limit', 'x-oss-request-payer', 'x-oss-ac-source-ip', 'x-oss-ac-subnet-mask'],
]);
