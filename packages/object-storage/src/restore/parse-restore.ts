/** `x-oss-restore` and `x-amz-restore`: whether an archived object is being taken out, or can be read for a while (spec G8). */
import { headerValue, type ResponseHead } from '@sluice/engine';

export type RestoreState = 'none' | 'ongoing' | 'restored';

/** `ongoing-request="true"`, or `ongoing-request="false", expiry-date="…"`. */
export function restoreStateOf(head: ResponseHead): RestoreState {
  const value = headerValue(head, 'x-oss-restore') ?? headerValue(head, 'x-amz-restore') ?? '';
  const ongoing = /ongoing-request\s*=\s*"?(true|false)"?/i.exec(value)?.[1]?.toLowerCase();
  return ongoing === undefined ? 'none' : ongoing === 'true' ? 'ongoing' : 'restored';
}

const HOUR_MS = 3600 * 1000;

/** How long the providers say it takes at most by the speed that is asked for here, `Standard`; by class, in lower case. */
const USUAL_MS: Readonly<Record<string, number>> = {
  archive: 60 * 1000,
  coldarchive: 5 * HOUR_MS,
  deepcoldarchive: 48 * HOUR_MS,
  glacier: 5 * HOUR_MS,
  deep_archive: 12 * HOUR_MS,
};

/** Null for classes that nothing is known of. */
export function usualRestoreMs(storageClass: string | null): number | null {
  const name = storageClass?.toLowerCase() ?? '';
  return Object.hasOwn(USUAL_MS, name) ? (USUAL_MS[name] ?? null) : null;
}
