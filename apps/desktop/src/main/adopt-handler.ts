/** Goes on with another program's unfinished file that was dropped on the window (spec G10). */
import { basename, dirname } from 'node:path';
import { recogniseUnfinished } from '@sluice/adopt';
import type { JobQueue, NewJob } from '@sluice/engine';
import type { AdoptReply, InputOf } from '@sluice/ipc';
import type { SettingsBox } from './settings.ts';

export interface AdoptPorts {
  readonly queue: JobQueue;
  readonly settings: SettingsBox;
}

/** The finished file lies beside the unfinished one: there it needs no other room. The link that the user gives goes before the record's. */
export async function adoptUnfinished({ path, source }: InputOf<'jobs:adopt'>, { queue, settings }: AdoptPorts): Promise<AdoptReply> {
  const recognised = await recogniseUnfinished(path);
  if (recognised.kind === 'refused') return { kind: 'refused', failure: { ...recognised, kind: 'not-adopted' } };
  const { claim } = recognised;
  const url = source ?? claim.url;
  if (url === null) return { kind: 'source-needed', program: claim.program, name: claim.target ?? basename(claim.dataPath) };
  const outcome = await queue.adopt({ claim, job: newJob(url, dirname(claim.dataPath), settings), keepOriginal: false });
  if (outcome.kind === 'refused') return outcome;
  const { job, keptBytes } = outcome;
  return { kind: 'added', snapshot: queue.snapshot(job.id) ?? { job, progress: null }, keptBytes };
}

function newJob(url: string, directory: string, { current }: SettingsBox): NewJob {
  const { conflict, onRemoteChange } = current;
  return {
    url,
    directory,
    chosenName: null,
    conflict,
    options: { connections: null, partSizeBytes: null, limitBytesPerSecond: null, digest: null, onRemoteChange },
    headers: [],
    begin: 'queued',
  };
}
