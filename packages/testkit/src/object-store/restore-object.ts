/** Archived objects: what is said of them, and what a request to restore one does. */
import { plainResponse, type ResponsePlan } from '../plan-response.ts';
import { storeError, type Dialect, type StoreError } from './store-error.ts';
import type { ObjectVersion, RestoreState } from './stored-object.ts';

const DAY_MS = 86_400_000;

/** The state as it is now: a restore that took its time is over, a copy whose days are over is archived again. */
export function restoreStateAt({ restore }: ObjectVersion, nowMs: number): RestoreState {
  if (restore.kind === 'ongoing' && restore.readyAtMs !== null && nowMs >= restore.readyAtMs)
    return restoreStateOf({ kind: 'restored', untilMs: restore.readyAtMs + restore.days * DAY_MS }, nowMs);
  return restoreStateOf(restore, nowMs);
}

function restoreStateOf(state: RestoreState, nowMs: number): RestoreState {
  return state.kind === 'restored' && nowMs >= state.untilMs ? { kind: 'archived' } : state;
}

/** The value of `x-oss-restore`; null where there is none. */
export function restoreHeader(state: RestoreState): string | null {
  if (state.kind === 'ongoing') return 'ongoing-request="true"';
  return state.kind === 'restored' ? `ongoing-request="false", expiry-date="${new Date(state.untilMs).toUTCString()}"` : null;
}

/** Carries out `POST ?restore`: 202 when it begins, 200 when the copy stays longer, 409 while it is under way. */
export function requestRestore(
  version: ObjectVersion,
  body: string,
  takesMs: number | null,
  nowMs: number,
  dialect: Dialect,
): ResponsePlan | StoreError {
  const days = Number(/<Days>\s*(\d+)\s*<\/Days>/.exec(body)?.[1] ?? 1);
  const state = restoreStateAt(version, nowMs);
  switch (state.kind) {
    case 'not-archived':
      return dialect === 'oss'
        ? storeError('OperationNotSupported')
        : storeError('InvalidObjectState', { message: 'Restore is not allowed for the object' });
    case 'ongoing':
      return storeError('RestoreAlreadyInProgress');
    case 'restored':
      version.restore = { kind: 'restored', untilMs: nowMs + days * DAY_MS };
      return plainResponse(200, 'application/xml', '');
    case 'archived':
      version.restore = { kind: 'ongoing', readyAtMs: takesMs === null ? null : nowMs + takesMs, days };
      return plainResponse(202, 'application/xml', '');
  }
}
