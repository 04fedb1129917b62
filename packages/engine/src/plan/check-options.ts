/** Bounds of what a user may ask of a job (spec A4). */
import { MAX_SIZE_BYTES, TRAFFIC_LIMIT_BITS, type InputFailure, type JobOptions, type ObjectOptions } from '@sluice/model';

export const MIN_PART_SIZE_BYTES = 100 * 1024;
export const MAX_PART_SIZE_BYTES = 5 * 1024 ** 3;
export const MAX_CONNECTIONS = 64;
/** What `automatic` means at the most. */
export const AUTOMATIC_CONNECTIONS = 8;

/** The first option that is out of its bounds, or null when all are fine. */
export function checkOptions(options: JobOptions): InputFailure | null {
  const { connections, partSizeBytes, limitBytesPerSecond } = options;
  if (connections !== null && !isIntegerWithin(connections, 1, MAX_CONNECTIONS)) return refuse('connections', connections);
  if (partSizeBytes !== null && !isIntegerWithin(partSizeBytes, MIN_PART_SIZE_BYTES, MAX_PART_SIZE_BYTES)) {
    return refuse('part-size', partSizeBytes);
  }
  if (limitBytesPerSecond !== null && !isIntegerWithin(limitBytesPerSecond, 1, Number.MAX_SAFE_INTEGER)) {
    return refuse('limit', limitBytesPerSecond);
  }
  return options.object === undefined ? null : checkObjectOptions(options.object);
}

function checkObjectOptions({ trafficLimitBitsPerSecond, subRange, versionId }: ObjectOptions): InputFailure | null {
  const { least, most } = TRAFFIC_LIMIT_BITS;
  if (trafficLimitBitsPerSecond !== undefined && !isIntegerWithin(trafficLimitBitsPerSecond, least, most)) {
    return refuse('traffic-limit', trafficLimitBitsPerSecond);
  }
  if (versionId !== undefined && !/^[\x21-\x7e]{1,1024}$/.test(versionId))
    return { kind: 'invalid-option', option: 'version-id', value: '…' };
  if (subRange === undefined) return null;
  const { start, end } = subRange;
  const fits = isIntegerWithin(start, 0, MAX_SIZE_BYTES) && (end === null || isIntegerWithin(end, start + 1, MAX_SIZE_BYTES));
  return fits ? null : { kind: 'invalid-option', option: 'sub-range', value: `${start}-${end === null ? '' : end - 1}` };
}

function isIntegerWithin(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}

function refuse(option: 'connections' | 'part-size' | 'limit' | 'traffic-limit', value: number): InputFailure {
  return { kind: 'invalid-option', option, value: String(value) };
}
