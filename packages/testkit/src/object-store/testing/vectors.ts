/** The published signature vectors as requests on the wire. */
import { readFileSync } from 'node:fs';
import { escapeAll, escapePath } from '../raw-target.ts';
import type { RequestHead } from '../../read-request.ts';

export interface Vector {
  readonly id: string;
  readonly request: RequestHead;
  readonly secret: string;
  readonly region: string;
  readonly timeMs: number;
  readonly stringToSign: string;
  readonly signature: string;
}

interface Input {
  readonly method: string;
  readonly bucket: string;
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly sk: string;
}

interface V4Input extends Input {
  readonly ak: string;
  readonly region: string;
  readonly product: string;
  readonly time: number;
  readonly token?: string;
  readonly expires?: number;
  readonly additional?: readonly string[];
}

type Pairs = readonly (readonly [name: string, value: string])[];

interface File {
  readonly v4: readonly { readonly id: string; readonly input: V4Input; readonly stringToSign: string; readonly signature: string }[];
  readonly v1: readonly {
    readonly id: string;
    readonly input: Input & { readonly date: string };
    readonly stringToSign: string;
    readonly signature: string;
  }[];
  readonly crc64xz: readonly (readonly [content: string, crc: string])[];
}

const FILE = JSON.parse(readFileSync(new URL('oss-vectors.json', import.meta.url), 'utf8')) as File;

export const CRC64_XZ_VECTORS = FILE.crc64xz;
export const V4_VECTORS: readonly Vector[] = FILE.v4.map(({ id, input, stringToSign, signature }) => ({
  ...{ id, stringToSign, signature, secret: input.sk, region: input.region, timeMs: input.time * 1000 },
  request: input.expires === undefined ? v4Header(input, signature) : v4Link(input, input.expires, signature),
}));
export const V1_VECTORS: readonly Vector[] = FILE.v1.map(({ id, input, stringToSign, signature }) => ({
  ...{ id, stringToSign, signature, secret: input.sk, region: 'cn-hangzhou' },
  timeMs: /^\d+$/.test(input.date) ? Number(input.date) * 1000 : Date.parse(input.date),
  request: v1Request(input, input.date, signature),
}));

function v4Header(input: V4Input, signature: string): RequestHead {
  const additional = signedBeside(input);
  const fields = [
    `Credential=${credential(input)}`,
    ...(additional === '' ? [] : [`AdditionalHeaders=${additional}`]),
    `Signature=${signature}`,
  ];
  const headers: Pairs = [
    ['x-oss-date', basicDate(input.time)],
    ['x-oss-content-sha256', 'UNSIGNED-PAYLOAD'],
    ...(input.token === undefined ? [] : ([['x-oss-security-token', input.token]] as const)),
    ['Authorization', `OSS4-HMAC-SHA256 ${fields.join(',')}`],
  ];
  return head(input, [], headers);
}

function v4Link(input: V4Input, expires: number, signature: string): RequestHead {
  const additional = signedBeside(input);
  const query: Pairs = [
    ['x-oss-signature-version', 'OSS4-HMAC-SHA256'],
    ['x-oss-date', basicDate(input.time)],
    ['x-oss-expires', String(expires)],
    ['x-oss-credential', credential(input)],
    ...(additional === '' ? [] : ([['x-oss-additional-headers', additional]] as const)),
    ...(input.token === undefined ? [] : ([['x-oss-security-token', input.token]] as const)),
    ['x-oss-signature', signature],
  ];
  return head(input, query, []);
}

function v1Request(input: Input, date: string, signature: string): RequestHead {
  const link: Pairs = [
    ['OSSAccessKeyId', 'ak'],
    ['Expires', date],
    ['Signature', signature],
  ];
  if (/^\d+$/.test(date)) return head(input, link, []);
  return head(input, [], [['Authorization', `OSS ak:${signature}`]]);
}

function head(input: Input, query: Pairs, headers: Pairs): RequestHead {
  const parameters = [...Object.entries(input.query ?? {}), ...query].map(([name, value]) =>
    value === '' ? escapeAll(name) : `${escapeAll(name)}=${escapeAll(value)}`,
  );
  const path = escapePath(`/${input.bucket}/${input.key ?? ''}`);
  return {
    version: '1.1',
    method: input.method,
    target: parameters.length === 0 ? path : `${path}?${parameters.join('&')}`,
    headers: Object.fromEntries([...Object.entries(input.headers ?? {}), ...headers].map(([name, value]) => [name.toLowerCase(), value])),
    body: '',
  };
}

function credential({ ak, time, region, product }: V4Input): string {
  return `${ak}/${basicDate(time).slice(0, 8)}/${region}/${product}/aliyun_v4_request`;
}

/** Only headers that are there, and are not signed anyway. */
function signedBeside({ additional = [], headers = {} }: V4Input): string {
  const there = Object.keys(headers).map((name) => name.toLowerCase());
  return additional
    .map((name) => name.toLowerCase())
    .filter((name) => there.includes(name) && !name.startsWith('x-oss-'))
    .sort()
    .join(';');
}

function basicDate(timeSeconds: number): string {
  return new Date(timeSeconds * 1000).toISOString().replace(/[-:]|\.\d+/g, '');
}
