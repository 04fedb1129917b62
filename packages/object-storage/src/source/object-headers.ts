/** What the user asked of an object, as headers and parameters: the same on every request of the job (spec G5, G7). */
import { createHash } from 'node:crypto';
import { isSendable, type RangeAsk } from '@sluice/engine';
import { byteRange, type JobSecrets, type ObjectAddress, type ObjectOptions, type ObjectProvider, type Validator } from '@sluice/model';
import type { Pair } from '../sign/signing.ts';

export interface ObjectWish {
  readonly address: ObjectAddress;
  readonly options: ObjectOptions;
  readonly secrets: JobSecrets;
}

/** `versionId`, where one is wanted. */
export function queryOf({ address, options }: Pick<ObjectWish, 'address' | 'options'>): readonly Pair[] {
  const versionId = options.versionId ?? address.versionId;
  return versionId === null ? [] : [['versionId', versionId]];
}

/** The provider's own headers; they are signed. */
export function signedHeaders({ address: { provider }, options, secrets }: ObjectWish): readonly Pair[] {
  const own: readonly Pair[] =
    provider === 'oss'
      ? [
          // Without it a range that does not fit brings 200 and the whole object.
          ['x-oss-range-behavior', 'standard'],
          ...(options.trafficLimitBitsPerSecond === undefined
            ? []
            : [['x-oss-traffic-limit', String(options.trafficLimitBitsPerSecond)] as const]),
        ]
      : [['x-amz-checksum-mode', 'ENABLED']];
  return [...own, ...objectHeaders(provider, options, secrets), ...secrets.headers.filter(isSendable).filter(isSigned)];
}

/** Those that every operation on the object needs, whatever its verb. */
export function objectHeaders(provider: ObjectProvider, { requestPayer }: ObjectOptions, { customerKey }: JobSecrets): readonly Pair[] {
  const prefix = provider === 'oss' ? 'x-oss-' : 'x-amz-';
  const payer: readonly Pair[] = requestPayer === true ? [[`${prefix}request-payer`, 'requester']] : [];
  if (customerKey === undefined) return payer;
  const sse = `${prefix}server-side-encryption-customer-`;
  const md5 = createHash('md5').update(Buffer.from(customerKey, 'base64')).digest('base64');
  return [...payer, [`${sse}algorithm`, 'AES256'], [`${sse}key`, customerKey], [`${sse}key-md5`, md5]];
}

/** The range, its condition, and what the user adds. */
export function unsignedHeaders(ask: RangeAsk, { options, secrets }: ObjectWish): readonly Pair[] {
  const users = secrets.headers.filter(isSendable).filter((header) => !isSigned(header) && header[0].toLowerCase() !== 'authorization');
  const range = rangeOf(ask, options.subRange);
  const condition = ask.plain === true || ask.validator === null ? [] : [conditionOf(ask.validator)];
  return [...users, ...(range === null ? [] : [range]), ...condition, ['Accept-Encoding', 'identity']];
}

/** Asked for everything without a range, a sub-range is still one. */
function rangeOf({ start, end, plain }: RangeAsk, subRange: ObjectOptions['subRange']): Pair | null {
  if (plain === true && subRange === undefined) return null;
  const offset = subRange?.start ?? 0;
  const last = end === null || plain === true ? (subRange?.end ?? null) : offset + end;
  const range = byteRange(offset + (plain === true ? 0 : start), last ?? Number.MAX_SAFE_INTEGER);
  if (range.start === range.end) throw new RangeError('an empty range has no HTTP form');
  return ['Range', `bytes=${range.start}-${last === null ? '' : last - 1}`];
}

/** On every part: an object that was replaced is noticed by the next request, never at the end (spec G5). */
function conditionOf(validator: Validator): Pair {
  return validator.kind === 'strong-etag' ? ['If-Match', validator.etag] : ['If-Unmodified-Since', validator.lastModified];
}

function isSigned([name]: Pair): boolean {
  return /^(?:x-oss-|x-amz-|content-(?:type|md5)$)/i.test(name);
}
