/** Runs jobs of an opened queue to their end, and tells of them; what `get` and `resume` have in common. */
import { systemClock } from '@sluice/engine';
import type { JobId } from '@sluice/model';
import type { Output } from '../arguments/command.ts';
import type { Sluice } from '../compose.ts';
import type { Console } from '../console.ts';
import { exitCodeOf, type ExitCode } from '../exit-code.ts';
import { onInterrupt } from '../interrupt.ts';
import { watchJobs } from '../jobs/watch-jobs.ts';
import { jsonReporter } from '../report/json-reporter.ts';
import type { Reporter } from '../report/reporter.ts';
import { TextReporter } from '../report/text-reporter.ts';
import { commandEnd } from '../text/next-step.ts';

/** What a command says of how it reports, and of where its jobs are. */
interface Reported {
  readonly output: Output;
  readonly stateFolder: string | null;
}

export function reporterFor({ output, stateFolder }: Reported, { stdout, stderr, language, sentences }: Console): Reporter {
  const { json, quiet } = output;
  const end = commandEnd(stateFolder);
  const notices = (sentence: string): void => (quiet ? undefined : stderr.line(sentence));
  if (json) return jsonReporter({ out: stdout.line, notices, language, clock: systemClock, sentences, commandEnd: end });
  return new TextReporter({
    paths: stdout.line,
    sentences: stderr.line,
    terminal: stderr.isTerminal ? stderr : null,
    paint: stderr.paint,
    language,
    quiet,
    commandEnd: end,
    nowMs: () => systemClock.nowMs(),
  });
}

export interface Run {
  readonly ids: readonly JobId[];
  readonly reporter: Reporter;
  readonly output: Output;
  /** Addresses that never became a job. */
  readonly refusedCount: number;
}

/** Resolves once every job has ended, or the run was stopped; then all that arrived is safe. */
export async function runJobs(sluice: Sluice, { ids, reporter, output, refusedCount }: Run, console: Console): Promise<ExitCode> {
  const { sentences, attended } = console;
  const stop = new AbortController();
  const deafen = onInterrupt(() => {
    reporter.notice(sentences.stopping);
    stop.abort();
  });
  // Whether the engine's timers and sockets keep the program alive is the engine's business: while jobs are watched, it stays.
  const stay = setInterval(() => undefined, 60_000);
  try {
    const watch = watchJobs(sluice.queue, ids, AbortSignal.any([stop.signal, sluice.faulted]), {
      patient: attended && !output.json,
      onChange: (snapshot) => reporter.change(snapshot),
      onEnd: (ending, snapshot) => reporter.end(ending, snapshot),
    });
    sluice.queue.run(ids);
    watch.look();
    const endings = await watch.finished;
    reporter.close();
    const unfinished = endings.length < ids.length;
    await sluice.close();
    if (sluice.faulted.aborted) throw new Error('the engine met a fault', { cause: sluice.faulted.reason });
    const interrupted = stop.signal.aborted && unfinished;
    if (interrupted) reporter.notice(sentences.stopped);
    return exitCodeOf(endings, refusedCount, interrupted);
  } finally {
    clearInterval(stay);
    deafen();
  }
}
