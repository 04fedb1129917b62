/** The options for addresses of object stores: how the bucket is reached, and what is asked of the object (spec G1, G7, G8). */
import { TRAFFIC_LIMIT_BITS, type Connection, type ObjectOptions } from '@sluice/model';
import { bareRegion, parseEndpoint } from '@sluice/object-storage';
import type { GivenKeys, ObjectValueOption, ObjectWishes } from './command.ts';
import type { ReadText } from './parse-credentials.ts';
import { optional, type Parsed } from './parse-options.ts';

export interface ObjectValues {
  readonly connection?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
  readonly addressing?: string | undefined;
  readonly network?: string | undefined;
  readonly signature?: string | undefined;
  readonly anonymous?: boolean | undefined;
  readonly 'version-id'?: string | undefined;
  readonly 'request-payer'?: boolean | undefined;
  readonly 'traffic-limit'?: string | undefined;
  readonly 'sub-range'?: string | undefined;
  readonly restore?: boolean | undefined;
}

const ADDRESSING: readonly Connection['addressing'][] = ['virtual-host', 'path', 'cname'];
const NETWORKS: readonly Connection['network'][] = ['public', 'internal', 'accelerate', 'dual-stack'];
const SIGNATURES: readonly Connection['signature'][] = ['v4', 'v1'];

/** Null when none of them was given. */
export function parseObjectOptions(values: ObjectValues): Parsed<ObjectWishes | null> {
  const steps = {
    connection: optional(values.connection, parseConnectionName),
    endpoint: optional(values.endpoint, (text) => (parseEndpoint(text) === null ? invalid('endpoint', text) : value(text))),
    region: optional(values.region, (text) => {
      const region = bareRegion(text);
      return region === null ? invalid('region', text) : value(region);
    }),
    addressing: optional(values.addressing, (text) => oneOf('addressing', ADDRESSING, text)),
    network: optional(values.network, (text) => oneOf('network', NETWORKS, text)),
    signature: optional(values.signature, (text) => oneOf('signature', SIGNATURES, text)),
    versionId: optional(values['version-id'], (text) => (/^[\x21-\x7e]{1,1024}$/.test(text) ? value(text) : invalid('version-id', text))),
    trafficLimit: optional(values['traffic-limit'], parseTrafficLimit),
    subRange: optional(values['sub-range'], parseSubRange),
  } as const;
  for (const step of Object.values(steps)) if (step.kind === 'problem') return step;
  const of = <T>(step: Parsed<T | null>): T | null => (step.kind === 'value' ? step.value : null);
  const versionId = of(steps.versionId);
  const trafficLimitBitsPerSecond = of(steps.trafficLimit);
  const subRange = of(steps.subRange);
  const wishes: ObjectWishes = {
    connection: of(steps.connection),
    endpoint: of(steps.endpoint),
    region: of(steps.region),
    addressing: of(steps.addressing),
    network: of(steps.network),
    signature: of(steps.signature),
    anonymous: values.anonymous === true,
    asked: {
      ...(versionId === null ? {} : { versionId }),
      ...(values['request-payer'] === true ? { requestPayer: true } : {}),
      ...(trafficLimitBitsPerSecond === null ? {} : { trafficLimitBitsPerSecond }),
      ...(subRange === null ? {} : { subRange }),
      ...(values.restore === true ? { requestRestore: true } : {}),
    },
  };
  const { asked, anonymous, ...way } = wishes;
  const nothing = !anonymous && Object.keys(asked).length === 0 && Object.values(way).every((given) => given === null);
  return value(nothing ? null : wishes);
}

/** A name that can be typed, and shown without surprises. */
export function parseConnectionName(text: string): Parsed<string> {
  return /^[^\s\p{Cc}](?:[^\p{Cc}]{0,62}[^\s\p{Cc}])?$/u.test(text) ? value(text) : invalid('connection', text);
}

/** The name of the keys in the open, the keys themselves only from files; null: the environment's are meant. */
export function parseKeys(
  values: {
    readonly 'access-key-id'?: string | undefined;
    readonly 'secret-file'?: string | undefined;
    readonly 'token-file'?: string | undefined;
  },
  readText: ReadText,
): Parsed<GivenKeys | null> {
  const accessKeyId = values['access-key-id'];
  if (accessKeyId === undefined) {
    const alone = (['secret-file', 'token-file'] as const).find((option) => values[option] !== undefined);
    return alone === undefined ? value(null) : invalid('access-key-id', '');
  }
  if (!/^[\x21-\x7e]{1,256}$/.test(accessKeyId)) return invalid('access-key-id', accessKeyId);
  const secret = parseSecretFile('secret-file', values['secret-file'], readText);
  if (secret.kind === 'problem') return secret;
  const token = parseSecretFile('token-file', values['token-file'], readText);
  if (token.kind === 'problem') return token;
  return value({ accessKeyId, secret: secret.value, token: token.value });
}

/** What a key may look like, wherever it was typed. */
export function isSecretText(text: string): boolean {
  return /^[\x21-\x7e]{1,16384}$/.test(text);
}

function parseSecretFile(option: 'secret-file' | 'token-file', path: string | undefined, readText: ReadText): Parsed<string | null> {
  if (path === undefined) return value(null);
  const text = readText(path)?.trim();
  if (text === undefined) return { kind: 'problem', problem: { kind: 'file-unreadable', option, path } };
  return isSecretText(text) ? value(text) : { kind: 'problem', problem: { kind: 'invalid-hidden', option } };
}

/** A file with 32 bytes as base64 or as hexadecimal digits; what is read is base64. */
export function parseCustomerKey(path: string | undefined, readText: ReadText): Parsed<string | null> {
  if (path === undefined) return value(null);
  const text = readText(path)?.trim();
  if (text === undefined) return { kind: 'problem', problem: { kind: 'file-unreadable', option: 'sse-c-key-file', path } };
  const bytes = Buffer.from(text, /^[0-9a-f]{64}$/i.test(text) ? 'hex' : 'base64');
  const fits = bytes.byteLength === 32 && /^(?:[0-9a-f]{64}|[A-Za-z0-9+/]{43}=)$/i.test(text);
  return fits ? value(bytes.toString('base64')) : { kind: 'problem', problem: { kind: 'invalid-hidden', option: 'sse-c-key-file' } };
}

/** Bits a second, with `K` and `M` for a thousand and a million of them. */
function parseTrafficLimit(text: string): Parsed<number> {
  const match = /^(\d{1,10})([KM]?)$/i.exec(text);
  const bits = Number(match?.[1] ?? 0) * { '': 1, K: 1000, M: 1_000_000 }[(match?.[2] ?? '').toUpperCase() as '' | 'K' | 'M'];
  return bits >= TRAFFIC_LIMIT_BITS.least && bits <= TRAFFIC_LIMIT_BITS.most ? value(bits) : invalid('traffic-limit', text);
}

/** `FIRST-LAST`, both included as in HTTP, or `FIRST-`. */
function parseSubRange(text: string): Parsed<NonNullable<ObjectOptions['subRange']>> {
  const match = /^(\d{1,15})-(\d{1,15})?$/.exec(text);
  const start = Number(match?.[1]);
  const end = match?.[2] === undefined ? null : Number(match[2]) + 1;
  return match !== null && (end === null || end > start) ? value({ start, end }) : invalid('sub-range', text);
}

function oneOf<T extends string>(option: ObjectValueOption, allowed: readonly T[], text: string): Parsed<T> {
  const found = allowed.find((candidate) => candidate === text);
  return found === undefined ? invalid(option, text) : value(found);
}

function value<T>(given: T): Parsed<T> {
  return { kind: 'value', value: given };
}

function invalid(option: ObjectValueOption, given: string): Parsed<never> {
  return { kind: 'problem', problem: { kind: 'invalid-value', option, given } };
}
