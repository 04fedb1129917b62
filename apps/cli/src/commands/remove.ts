/** `sluice remove`: takes jobs off the list, with or without what had arrived of them. */
import { existsSync } from 'node:fs';
import { displayName, type Job } from '@sluice/model';
import type { RemoveCommand } from '../arguments/command.ts';
import type { Console } from '../console.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { resolveJobs } from '../jobs/resolve-jobs.ts';
import { printable } from '../terminal/printable.ts';
import type { Sentences } from '../text/catalogue.ts';
import { unresolvedSentence } from './unresolved-sentence.ts';
import { withSluice } from './with-sluice.ts';

/** All or none: when one of the names fits no job, nothing is removed. */
export async function remove(command: RemoveCommand, console: Console): Promise<ExitCode> {
  const { jobs: names, deleteData, quiet, stateFolder } = command;
  return withSluice({ stateFolder, limitBytesPerSecond: null }, console, async ({ store, queue }) => {
    const { sentences, stderr } = console;
    const resolved = resolveJobs(store.find({}), names);
    if (resolved.kind !== 'jobs') {
      stderr.line(`sluice: ${unresolvedSentence(resolved, sentences)}`);
      return EXIT.failure;
    }
    queue.open({ autostart: false });
    await queue.remove(
      resolved.jobs.map(({ id }) => id),
      { deleteData },
    );
    if (!quiet) for (const job of resolved.jobs) stderr.line(removedSentence(job, deleteData, sentences));
    return EXIT.done;
  });
}

/** Says what is true of the disk: a finished file that was changed since is kept even when its data was to be deleted. */
function removedSentence(job: Job, deleteData: boolean, sentences: Sentences): string {
  const name = printable(displayName(job));
  const path = job.state.kind === 'done' ? job.state.path : job.partFile?.path;
  if (path === undefined) return sentences.removed(name);
  if (existsSync(path)) return sentences.removedKeeping(name, printable(path));
  return deleteData ? sentences.removedWithData(name) : sentences.removed(name);
}
