/** `sluice refresh`: gives a job another link, if it leads to the same file, and goes on with it (spec D2). */
import { displayName } from '@sluice/model';
import type { RefreshCommand } from '../arguments/command.ts';
import type { Console } from '../console.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { resolveJobs } from '../jobs/resolve-jobs.ts';
import { printable } from '../terminal/printable.ts';
import { reporterFor, runJobs } from './run-jobs.ts';
import { unresolvedSentence } from './unresolved-sentence.ts';
import { withSluice } from './with-sluice.ts';

/** A refused link changes nothing: the job waits as before, with all that arrived. */
export async function refresh(command: RefreshCommand, console: Console): Promise<ExitCode> {
  return withSluice(command, console, async (sluice) => {
    const { sentences, stderr } = console;
    const resolved = resolveJobs(sluice.store.find({}), [command.job]);
    if (resolved.kind !== 'jobs') {
      stderr.line(`sluice: ${unresolvedSentence(resolved, sentences)}`);
      return EXIT.failure;
    }
    const reporter = reporterFor(command, console);
    sluice.queue.open({ autostart: false });
    for (const job of resolved.jobs) {
      const outcome = await sluice.queue.refreshLink(job.id, command.url);
      if (outcome.kind === 'refused') {
        reporter.refused(outcome.failure);
        return EXIT.failure;
      }
      reporter.notice(sentences.refreshed(printable(displayName(job))));
    }
    const ids = resolved.jobs.map(({ id }) => id);
    return runJobs(sluice, { ids, reporter, output: command.output, refusedCount: 0 }, console);
  });
}
