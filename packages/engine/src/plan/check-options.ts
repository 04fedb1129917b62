/** Bounds of what a user may ask of a job (spec A4). */
import type { InputFailure, JobOptions } from '@sluice/model';

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
  return null;
}

function isIntegerWithin(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}

function refuse(option: 'connections' | 'part-size' | 'limit', value: number): InputFailure {
  return { kind: 'invalid-option', option, value: String(value) };
}
