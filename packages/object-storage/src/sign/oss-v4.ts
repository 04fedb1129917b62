/** OSS signature version 4: `OSS4-HMAC-SHA256` over the canonical request, in a header or in the query (spec G3). */
import { escapeAll, escapePath } from '../address/escape-key.ts';
import { byText, compactDate, deriveKey, hmacSha256, sha256Hex, type Credentials, type Pair, type Unsigned } from './signing.ts';

const ALGORITHM = 'OSS4-HMAC-SHA256';
const UNSIGNED = 'UNSIGNED-PAYLOAD';

export interface V4Scope {
  /** The bare one, `cn-hangzhou`. */
  readonly region: string;
  /** `oss`, or `oss-cloudbox`. */
  readonly product: string;
  readonly nowMs: number;
  /** Headers signed beside those that always are. */
  readonly additional?: readonly string[];
}

export interface V4Parts {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  readonly signature: string;
}

/** The headers to add to the request, `Authorization` included. */
export function signV4Header(request: Unsigned, { accessKeyId, secret, token }: Credentials, scope: V4Scope): readonly Pair[] {
  const date = compactDate(scope.nowMs);
  const added: readonly Pair[] = [
    ['x-oss-date', date],
    ['x-oss-content-sha256', UNSIGNED],
    ...(token === null ? [] : [['x-oss-security-token', token] as const]),
  ];
  const complete = { ...request, headers: [...request.headers, ...added] };
  const additional = additionalOf(complete.headers, scope.additional ?? []);
  const { signature } = v4Parts(complete, secret, scope, additional);
  const names = additional.length === 0 ? '' : `,AdditionalHeaders=${additional.join(';')}`;
  const credential = `${accessKeyId}/${scopeText(scope)}`;
  return [...added, ['Authorization', `${ALGORITHM} Credential=${credential}${names},Signature=${signature}`]];
}

/** The parameters to add to the query, `x-oss-signature` last. */
export function signV4Query(
  request: Unsigned,
  { accessKeyId, secret, token }: Credentials,
  scope: V4Scope & { readonly expiresSeconds: number },
): readonly Pair[] {
  const additional = additionalOf(request.headers, scope.additional ?? []);
  const added: readonly Pair[] = [
    ['x-oss-signature-version', ALGORITHM],
    ['x-oss-credential', `${accessKeyId}/${scopeText(scope)}`],
    ['x-oss-date', compactDate(scope.nowMs)],
    ['x-oss-expires', String(scope.expiresSeconds)],
    ...(additional.length === 0 ? [] : [['x-oss-additional-headers', additional.join(';')] as const]),
    ...(token === null ? [] : [['x-oss-security-token', token] as const]),
  ];
  const { signature } = v4Parts({ ...request, query: [...request.query, ...added] }, secret, scope, additional);
  return [...added, ['x-oss-signature', signature]];
}

/** What is signed, and the signature: for the two forms above, and to compare with published vectors. */
export function v4Parts(request: Unsigned, secret: string, scope: V4Scope, additional: readonly string[]): V4Parts {
  const { verb, bucket, key, query, headers } = request;
  const uri = `/${bucket}/${escapePath(key)}`;
  const canonicalRequest = [verb, uri, canonicalQuery(query), canonicalHeaders(headers, additional), additional.join(';'), UNSIGNED].join(
    '\n',
  );
  const date = compactDate(scope.nowMs);
  const stringToSign = [ALGORITHM, date, scopeText(scope), sha256Hex(canonicalRequest)].join('\n');
  const signingKey = deriveKey(`aliyun_v4${secret}`, [date.slice(0, 8), scope.region, scope.product, 'aliyun_v4_request']);
  return { canonicalRequest, stringToSign, signature: hmacSha256(signingKey, stringToSign).toString('hex') };
}

function scopeText({ nowMs, region, product }: V4Scope): string {
  return `${compactDate(nowMs).slice(0, 8)}/${region}/${product}/aliyun_v4_request`;
}

/** Sorted by escaped name in byte order; a parameter without a value has no `=`. */
function canonicalQuery(query: readonly Pair[]): string {
  return query
    .map(([name, value]) => [escapeAll(name), escapeAll(value)] as const)
    .sort(([a], [b]) => byText(a, b))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
    .join('&');
}

function canonicalHeaders(headers: readonly Pair[], additional: readonly string[]): string {
  return headers
    .map(([name, value]) => [name.toLowerCase(), value.trim()] as const)
    .filter(([name]) => isAlwaysSigned(name) || additional.includes(name))
    .sort(([a], [b]) => byText(a, b))
    .map(([name, value]) => `${name}:${value}\n`)
    .join('');
}

/** Those of the wanted headers that are there and not signed anyway, in lower case and sorted. */
function additionalOf(headers: readonly Pair[], wanted: readonly string[]): readonly string[] {
  const present = new Set(headers.map(([name]) => name.toLowerCase()));
  const names = wanted.map((name) => name.toLowerCase()).filter((name) => present.has(name) && !isAlwaysSigned(name));
  return [...new Set(names)].sort(byText);
}

function isAlwaysSigned(name: string): boolean {
  return name === 'content-type' || name === 'content-md5' || name.startsWith('x-oss-');
}
