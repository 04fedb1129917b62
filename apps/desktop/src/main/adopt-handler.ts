/** Goes on with another program's unfinished file that was dropped on the window (spec G10). */
import { basename, dirname } from 'node:path';
import { recogniseUnfinished } from '@sluice/adopt';
import { redactUrl, type JobQueue, type NewJob } from '@sluice/engine';
import type { AdoptReply, InputOf, UnfinishedReply } from '@sluice/ipc';
import { NO_OPTIONS, rangeLength } from '@sluice/model';
import type { SettingsBox } from './settings.ts';

export interface AdoptPorts {
  readonly queue: JobQueue;
  readonly settings: SettingsBox;
}

/** Looks only; the link in a record may hold secrets and is shown without. */
export async function lookAtUnfinished({ path }: InputOf<'jobs:look-unfinished'>): Promise<UnfinishedReply> {
  const recognised = await recogniseUnfinished(path);
  if (recognised.kind === 'refused') return { kind: 'refused', failure: { ...recognised, kind: 'not-adopted' } };
  const { program, target, dataPath, sizeBytes, claimedRanges, url } = recognised.claim;
  const claimedBytes = claimedRanges.reduce((sum, { range }) => sum + rangeLength(range), 0);
  return {
    kind: 'unfinished',
    program,
    name: target ?? basename(dataPath),
    sizeBytes,
    claimedBytes,
    url: url === null ? null : redactUrl(url),
  };
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
    options: { ...NO_OPTIONS, onRemoteChange },
    headers: [],
    begin: 'queued',
  };
}
