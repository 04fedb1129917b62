/** AWS signature version 4 for S3, in a header or in the query (spec G3). */
import { escapeAll } from '../address/escape-key.ts';
import { byText, compactDate, deriveKey, hmacSha256, sha256Hex, type Credentials, type Pair } from './signing.ts';

const ALGORITHM = 'AWS4-HMAC-SHA256';

/** S3 signs what is sent: the escaped path and the Host, whatever the addressing. */
export interface S3Unsigned {
  readonly verb: 'GET' | 'HEAD' | 'POST' | 'PUT';
  readonly host: string;
  /** Escaped. */
  readonly path: string;
  readonly query: readonly Pair[];
  /** All of them are signed. */
  readonly headers: readonly Pair[];
  readonly body: string;
}

export interface S3Scope {
  readonly region: string;
  readonly nowMs: number;
}

/** The headers to add to the request, `Authorization` included; Host is signed and not among them. */
export function signS3Header(request: S3Unsigned, { accessKeyId, secret, token }: Credentials, scope: S3Scope): readonly Pair[] {
  const payload = sha256Hex(request.body);
  const added: readonly Pair[] = [
    ['x-amz-date', compactDate(scope.nowMs)],
    ['x-amz-content-sha256', payload],
    ...(token === null ? [] : [['x-amz-security-token', token] as const]),
  ];
  const headers = [...request.headers, ...added];
  const signature = signatureOf({ ...request, headers }, secret, scope, payload);
  const credential = `Credential=${accessKeyId}/${scopeText(scope)}`;
  const signed = `SignedHeaders=${signedNames(request.host, headers)}`;
  return [...added, ['Authorization', `${ALGORITHM} ${credential},${signed},Signature=${signature}`]];
}

/** The parameters to add to the query, `X-Amz-Signature` last. */
export function signS3Query(
  request: S3Unsigned,
  { accessKeyId, secret, token }: Credentials,
  scope: S3Scope & { readonly expiresSeconds: number },
): readonly Pair[] {
  const added: readonly Pair[] = [
    ['X-Amz-Algorithm', ALGORITHM],
    ['X-Amz-Credential', `${accessKeyId}/${scopeText(scope)}`],
    ['X-Amz-Date', compactDate(scope.nowMs)],
    ['X-Amz-Expires', String(scope.expiresSeconds)],
    ...(token === null ? [] : [['X-Amz-Security-Token', token] as const]),
    ['X-Amz-SignedHeaders', signedNames(request.host, request.headers)],
  ];
  const signature = signatureOf({ ...request, query: [...request.query, ...added] }, secret, scope, 'UNSIGNED-PAYLOAD');
  return [...added, ['X-Amz-Signature', signature]];
}

function signatureOf(request: S3Unsigned, secret: string, scope: S3Scope, payload: string): string {
  const { verb, host, path, query, headers } = request;
  const lines = canonical(host, headers).map(([name, value]) => `${name}:${value}\n`);
  const canonicalRequest = [verb, path, canonicalQuery(query), lines.join(''), signedNames(host, headers), payload].join('\n');
  const date = compactDate(scope.nowMs);
  const stringToSign = [ALGORITHM, date, scopeText(scope), sha256Hex(canonicalRequest)].join('\n');
  const signingKey = deriveKey(`AWS4${secret}`, [date.slice(0, 8), scope.region, 's3', 'aws4_request']);
  return hmacSha256(signingKey, stringToSign).toString('hex');
}

function scopeText({ nowMs, region }: S3Scope): string {
  return `${compactDate(nowMs).slice(0, 8)}/${region}/s3/aws4_request`;
}

function canonical(host: string, headers: readonly Pair[]): readonly Pair[] {
  const all: readonly Pair[] = [['host', host], ...headers];
  return all.map(([name, value]) => [name.toLowerCase(), value.trim().replace(/ +/g, ' ')] as const).sort(([a], [b]) => byText(a, b));
}

function signedNames(host: string, headers: readonly Pair[]): string {
  return canonical(host, headers)
    .map(([name]) => name)
    .join(';');
}

/** Every parameter has its `=`. */
function canonicalQuery(query: readonly Pair[]): string {
  return query
    .map(([name, value]) => [escapeAll(name), escapeAll(value)] as const)
    .sort(([a, x], [b, y]) => byText(a, b) || byText(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}
