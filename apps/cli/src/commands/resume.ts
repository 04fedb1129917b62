/** `sluice resume`: goes on with the given jobs, or with all that are not finished. */
import type { Decision, JobQueue } from '@sluice/engine';
import { displayName, type Job } from '@sluice/model';
import type { ResumeCommand } from '../arguments/command.ts';
import type { Console } from '../console.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { isUnfinished } from '../jobs/find-continuation.ts';
import { resolveJobs } from '../jobs/resolve-jobs.ts';
import { printable } from '../terminal/printable.ts';
import { reporterFor, runJobs } from './run-jobs.ts';
import { unresolvedSentence } from './unresolved-sentence.ts';
import { withSluice } from './with-sluice.ts';

export async function resume(command: ResumeCommand, console: Console): Promise<ExitCode> {
  return withSluice(command, console, async (sluice) => {
    const { sentences, stderr } = console;
    const stored = sluice.store.find({});
    const resolved = resolveJobs(stored, command.jobs);
    if (resolved.kind !== 'jobs') {
      stderr.line(`sluice: ${unresolvedSentence(resolved, sentences)}`);
      return EXIT.failure;
    }
    const reporter = reporterFor(command, console);
    const asked: readonly Job[] = command.jobs.length === 0 ? stored : resolved.jobs;
    const unfinished = asked.filter(({ state }) => isUnfinished(state.kind));
    if (command.jobs.length > 0) {
      for (const job of asked.filter((one) => !unfinished.includes(one))) {
        reporter.notice(sentences.alreadyOver(printable(displayName(job)), job.state.kind === 'cancelled'));
      }
    }
    if (unfinished.length === 0) {
      if (command.jobs.length === 0) reporter.notice(sentences.nothingToResume);
      return EXIT.done;
    }
    sluice.queue.open({ autostart: false });
    if (!answer(sluice.queue, unfinished, command)) reporter.notice(sentences.nobodyAsks);
    return runJobs(sluice, { ids: unfinished.map(({ id }) => id), reporter, output: command.output, refusedCount: 0 }, console);
  });
}

/** Gives the answers of the command line to the jobs that ask for them; false: there is an answer and nobody asks. */
function answer(queue: JobQueue, jobs: readonly Job[], { conflict, restart }: ResumeCommand): boolean {
  const answers: readonly Decision[] = [
    ...(conflict === null ? [] : [{ question: 'target-exists', conflict } as const]),
    ...(restart ? [{ question: 'remote-changed', choice: 'restart' } as const] : []),
  ];
  let asked = answers.length === 0;
  for (const { id, state } of jobs) {
    const question = state.kind === 'waiting' && state.reason.kind === 'decision' ? state.reason.question : null;
    const fitting = answers.find((candidate) => candidate.question === question);
    if (fitting === undefined) continue;
    asked = true;
    queue.decide(id, fitting);
  }
  return asked;
}
