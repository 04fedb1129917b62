/** `sluice get`: fetches files, or goes on with what the same command began before. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { JobStore, NewJob } from '@sluice/engine';
import { displayName, mayBeNewLink, type Job, type JobId } from '@sluice/model';
import type { GetCommand } from '../arguments/command.ts';
import type { Console } from '../console.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { continueJob } from '../jobs/continue-job.ts';
import { findContinuation } from '../jobs/find-continuation.ts';
import { leftUnfinished } from '../jobs/left-unfinished.ts';
import { linkedFiles } from '../jobs/linked-files.ts';
import { newJobs } from '../jobs/new-jobs.ts';
import { printable } from '../terminal/printable.ts';
import { commandEnd, shellWord } from '../text/next-step.ts';
import { usageLine } from '../text/sentences.ts';
import { getBelow } from './get-below.ts';
import { reporterFor, runJobs } from './run-jobs.ts';
import { withSluice } from './with-sluice.ts';

export async function get(command: GetCommand, console: Console): Promise<ExitCode> {
  if (command.recursive === true) return getBelow(command, console);
  const { sentences, stderr, surroundings } = console;
  if (command.file !== null && isFolder(resolve(surroundings.currentFolder, command.file))) {
    const problem = { kind: 'file-is-folder', given: command.file } as const;
    stderr.line(usageLine({ kind: 'usage-error', command: 'get', problem }, sentences));
    return EXIT.usage;
  }
  const linked = await linkedFiles(command.urls, surroundings.currentFolder);
  if (linked.kind === 'refused') {
    stderr.line(`sluice: ${printable(sentences.linkFileRefused(linked.path, linked.reason))}`);
    return EXIT.usage;
  }
  if (linked.files.length > 1 && (command.file !== null || command.mirrors !== undefined)) {
    const problem = { kind: command.file === null ? 'mirrors-for-many' : 'one-file-for-many' } as const;
    stderr.line(usageLine({ kind: 'usage-error', command: 'get', problem }, sentences));
    return EXIT.usage;
  }
  return withSluice(command, console, async (sluice) => {
    const reporter = reporterFor(command, console);
    const asked = newJobs(command, surroundings.currentFolder, linked.files);
    const { continued, added, waiting } = sortOut(sluice.store, asked, command);
    for (const job of waiting) {
      const step = `sluice refresh ${job.id} URL${commandEnd(command.stateFolder)}`;
      reporter.notice(sentences.waitsForLink(printable(displayName(job)), step));
    }
    for (const left of leftUnfinished(added, sluice.store)) {
      const step = `sluice adopt ${printable(shellWord(left))} --source URL${commandEnd(command.stateFolder)}`;
      reporter.notice(sentences.leftUnfinished(printable(left), step));
    }
    sluice.queue.open({ autostart: false });
    const ids: JobId[] = [...continued];
    let refusedCount = 0;
    for (const outcome of sluice.queue.add(added)) {
      if (outcome.kind === 'added') {
        ids.push(outcome.job.id);
      } else {
        refusedCount += 1;
        reporter.refused(outcome.failure);
      }
    }
    return runJobs(sluice, { ids, reporter, output: command.output, refusedCount }, console);
  });
}

interface Sorted {
  readonly continued: readonly JobId[];
  readonly added: readonly NewJob[];
  /** Jobs of the same folder that wait for a new link, which one of the added may be. */
  readonly waiting: readonly Job[];
}

/** Jobs that are there already are continued with the new wishes; the queue, which is not open yet, will read them. */
function sortOut(store: JobStore, asked: readonly NewJob[], { wishes }: GetCommand): Sorted {
  const claimed = new Set<JobId>();
  const added: NewJob[] = [];
  const waiting = new Set<Job>();
  const jobs = store.find({});
  for (const wanted of asked) {
    const inPlace = jobs.filter(({ target }) => target.directory === wanted.directory && target.chosenName === wanted.chosenName);
    const candidates = inPlace.flatMap(({ id }) => store.read(id) ?? []);
    const same = findContinuation(candidates, wanted, claimed);
    if (same === null) {
      added.push(wanted);
      const near = jobs.find((job) => job.target.directory === wanted.directory && mayBeNewLink(job, wanted.url));
      if (near !== undefined) waiting.add(near);
    } else {
      claimed.add(same.job.id);
      const change = continueJob(same, wishes);
      if (change !== null) store.save([change]);
    }
  }
  return { continued: [...claimed], added, waiting: [...waiting] };
}

/** What can't be looked at is left to the engine, which says why. */
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
