/** aria2's notifications, made of changes of state: each state is told of once. */
import type { JobId, JobSnapshot } from '@sluice/model';
import { gidOf } from './gid.ts';
import { aria2State, type Aria2State } from './status.ts';

const EVENT: Readonly<Partial<Record<Aria2State, string>>> = {
  active: 'aria2.onDownloadStart',
  paused: 'aria2.onDownloadPause',
  removed: 'aria2.onDownloadStop',
  complete: 'aria2.onDownloadComplete',
  error: 'aria2.onDownloadError',
};

/** Gives the message for each change that callers are told of, and null for the others. */
export function createNotifier(): (snapshot: JobSnapshot) => string | null {
  const told = new Map<JobId, Aria2State>();
  return ({ job }) => {
    const state = aria2State(job);
    if (told.get(job.id) === state) return null;
    told.set(job.id, state);
    const method = EVENT[state];
    return method === undefined ? null : JSON.stringify({ jsonrpc: '2.0', method, params: [{ gid: gidOf(job.id) }] });
  };
}
