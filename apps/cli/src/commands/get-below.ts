/** `sluice get --recursive`: everything below a prefix, listed while earlier objects are fetched; memory has a bound (spec G9). */
import { join, resolve } from 'node:path';
import type { NewJob } from '@sluice/engine';
import type { Connection, JobId } from '@sluice/model';
import { FolderMaker, baseOf, objectsBelow, parseObjectPlace, type BelowObject } from '@sluice/object-storage';
import type { GetCommand } from '../arguments/command.ts';
import type { Sluice } from '../compose.ts';
import type { Console } from '../console.ts';
import { exitCodeOf, type ExitCode } from '../exit-code.ts';
import { onInterrupt } from '../interrupt.ts';
import { BroughtFiles, type BroughtFile } from '../jobs/brought-files.ts';
import { continueJob } from '../jobs/continue-job.ts';
import { isThere, isUntouched } from '../jobs/is-there.ts';
import { KnownJobs } from '../jobs/known-jobs.ts';
import { newJobs } from '../jobs/new-jobs.ts';
import { streamJobs } from '../jobs/stream-jobs.ts';
import type { Reporter } from '../report/reporter.ts';
import { reporterFor } from './run-jobs.ts';
import { chosenConnection } from './with-objects.ts';
import { withSluice } from './with-sluice.ts';

/** So many jobs are added in one transaction. */
const SLICE_JOBS = 200;

export async function getBelow(command: GetCommand, console: Console): Promise<ExitCode> {
  const { sentences, attended } = console;
  return withSluice(command, console, async (sluice) => {
    const reporter = reporterFor(command, console);
    const stop = new AbortController();
    const deafen = onInterrupt(() => {
      reporter.notice(sentences.stopping);
      stop.abort();
    });
    // Whether sockets keep the program alive is the engine's business: while there is something to fetch, it stays.
    const stay = setInterval(() => undefined, 60_000);
    const counts = { refused: 0, there: 0 };
    try {
      const known = new KnownJobs(sluice.store);
      const brought = new BroughtFiles(sluice.store);
      sluice.queue.open({ autostart: false });
      const signal = AbortSignal.any([stop.signal, sluice.faulted]);
      const slices = slicesOf(command, { sluice, known, brought, reporter, counts, signal }, console);
      const { endings, unfinished } = await streamJobs(sluice.queue, slices, signal, {
        patient: attended && !command.output.json,
        onChange: (snapshot) => reporter.change(snapshot),
        onEnd: (ending, snapshot) => reporter.end(ending, snapshot),
      });
      reporter.close();
      await sluice.close();
      if (sluice.faulted.aborted) throw new Error('the engine met a fault', { cause: sluice.faulted.reason });
      if (counts.there > 0) reporter.notice(sentences.objects.alreadyThere(counts.there));
      if (unfinished) reporter.notice(sentences.stopped);
      return exitCodeOf(endings, counts.refused, unfinished);
    } finally {
      clearInterval(stay);
      deafen();
    }
  });
}

interface Under {
  readonly sluice: Sluice;
  readonly known: KnownJobs;
  readonly brought: BroughtFiles;
  readonly reporter: Reporter;
  readonly counts: { refused: number; there: number };
  readonly signal: AbortSignal;
}

async function* slicesOf(command: GetCommand, under: Under, console: Console): AsyncGenerator<readonly JobId[], void> {
  const root = resolve(console.surroundings.currentFolder, command.directory ?? '.');
  for (const url of command.urls) {
    const place = parseObjectPlace(url);
    if (place === null) throw new Error('the place was parsed before');
    const connection = chosenConnection({ ports: under.sluice.objects }, place, command.wishes.object ?? null);
    if ('kind' in connection) {
      under.counts.refused += 1;
      under.reporter.refused(connection);
      continue;
    }
    yield* slicesBelow({ command, root, connection, ...place }, under);
  }
}

interface Prefix {
  readonly command: GetCommand;
  readonly root: string;
  readonly connection: Connection;
  readonly bucket: string;
  readonly prefix: string;
}

async function* slicesBelow(order: Prefix, under: Under): AsyncGenerator<readonly JobId[], void> {
  const { command, root, connection, bucket, prefix } = order;
  const { reporter, counts, signal } = under;
  const folders = new FolderMaker(root);
  const requestPayer = command.wishes.object?.asked.requestPayer === true;
  const steps = objectsBelow(under.sluice.objects, { connection, bucket, prefix, base: baseOf(prefix), requestPayer }, signal);
  for await (const step of steps) {
    if (step.kind === 'failed') {
      counts.refused += 1;
      reporter.refused(step.failure);
      return;
    }
    for (let at = 0; at < step.objects.length; at += SLICE_JOBS) {
      const wanted: NewJob[] = [];
      for (const object of step.objects.slice(at, at + SLICE_JOBS)) {
        const job = await jobFor(object, order, folders, under);
        if (job !== null) wanted.push(job);
      }
      yield begin(wanted, command, under);
    }
  }
}

/** Null: it is there already, or can have no folder, which is told. */
async function jobFor(
  object: BelowObject,
  { command }: Prefix,
  folders: FolderMaker,
  { brought, reporter, counts }: Under,
): Promise<NewJob | null> {
  const made = await folders.make(object.folders);
  if (made.kind === 'failed') {
    counts.refused += 1;
    reporter.refused(made.failure);
    return null;
  }
  const path = join(made.path, object.name);
  const files = brought.of({ url: object.url, directory: made.path, chosenName: object.name });
  if (await leavesOut(command, object, path, files)) {
    counts.there += 1;
    return null;
  }
  const [job] = newJobs({ ...command, urls: [object.url], file: path }, made.path);
  return job ?? null;
}

/** The same command again leaves out what it brought before. Asked to do something else with files that are there, the engine decides. */
async function leavesOut(
  { wishes: { conflict } }: GetCommand,
  object: BelowObject,
  path: string,
  brought: readonly BroughtFile[],
): Promise<boolean> {
  if (conflict === null) return isThere(object, path, brought);
  return conflict === 'overwrite' && isUntouched(object, path, brought);
}

/** Goes on with the jobs that an earlier run left, as is wished now, and adds the others. */
function begin(wanted: readonly NewJob[], { wishes }: GetCommand, { sluice, known, reporter, counts }: Under): readonly JobId[] {
  const going = wanted.map((job) => known.take(job));
  const left = going.filter((one) => one !== null);
  // None of them runs yet: the queue will read what is stored.
  sluice.store.save(left.flatMap((one) => continueJob(one, wishes) ?? []));
  const ids = left.map(({ job }) => job.id);
  for (const outcome of sluice.queue.add(wanted.filter((_job, index) => going[index] === null))) {
    if (outcome.kind === 'added') ids.push(outcome.job.id);
    else {
      counts.refused += 1;
      reporter.refused(outcome.failure);
    }
  }
  return ids;
}
