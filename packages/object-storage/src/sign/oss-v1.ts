/** OSS signature version 1: HMAC-SHA1 over the verb, three headers, the `x-oss-*` headers and the resource (spec G3). */
import { byText, hmacSha1Base64, type Credentials, type Pair, type Unsigned } from './signing.ts';

/** Parameters that belong to the resource and are signed, of those that Sluice sends or meets. */
const SUB_RESOURCES: ReadonlySet<string> = new Set(
  (
    'acl location bucketInfo objectMeta restore versions versioning versionId stat security-token continuation-token symlink tagging ' +
    'x-oss-process x-oss-traffic-limit x-oss-request-payer response-content-type response-content-language response-expires ' +
    'response-cache-control response-content-disposition response-content-encoding'
  ).split(' '),
);

export interface V1Parts {
  readonly stringToSign: string;
  readonly signature: string;
}

/** The headers to add to the request. The date goes into `x-oss-date`: libraries like to set `Date` themselves. */
export function signV1Header(request: Unsigned, { accessKeyId, secret, token }: Credentials, nowMs: number): readonly Pair[] {
  const date = new Date(nowMs).toUTCString();
  const added: readonly Pair[] = [['x-oss-date', date], ...(token === null ? [] : [['x-oss-security-token', token] as const])];
  const { signature } = v1Parts({ ...request, headers: [...request.headers, ...added] }, secret, date);
  return [...added, ['Authorization', `OSS ${accessKeyId}:${signature}`]];
}

/** The parameters to add to the query; `expiresAtSeconds` since the epoch. */
export function signV1Query(request: Unsigned, { accessKeyId, secret, token }: Credentials, expiresAtSeconds: number): readonly Pair[] {
  const added: readonly Pair[] = token === null ? [] : [['security-token', token]];
  const date = String(expiresAtSeconds);
  const { signature } = v1Parts({ ...request, query: [...request.query, ...added] }, secret, date);
  return [...added, ['OSSAccessKeyId', accessKeyId], ['Expires', date], ['Signature', signature]];
}

/** What is signed, and the signature. `date` is the header's text, or the expiry of a link. `more`: sub-resources beside the known. */
export function v1Parts(request: Unsigned, secret: string, date: string, more: readonly string[] = []): V1Parts {
  const headers = request.headers.map(([name, value]) => [name.toLowerCase(), value.trim()] as const);
  const valueOf = (wanted: string): string => headers.find(([name]) => name === wanted)?.[1] ?? '';
  const ossHeaders = headers
    .filter(([name]) => name.startsWith('x-oss-'))
    .sort(([a], [b]) => byText(a, b))
    .map(([name, value]) => `${name}:${value}\n`)
    .join('');
  const first = [request.verb, valueOf('content-md5'), valueOf('content-type'), date].join('\n');
  const stringToSign = `${first}\n${ossHeaders}${resourceOf(request, more)}`;
  return { stringToSign, signature: hmacSha1Base64(secret, stringToSign) };
}

/** Unescaped, whatever the addressing. */
function resourceOf({ bucket, key, query }: Unsigned, more: readonly string[]): string {
  const signed = query
    .filter(([name]) => SUB_RESOURCES.has(name) || more.includes(name))
    .sort(([a], [b]) => byText(a, b))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
    .join('&');
  return `/${bucket}/${key}${signed === '' ? '' : `?${signed}`}`;
}
