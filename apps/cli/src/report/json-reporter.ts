/** One JSON object a line on the standard output; the contract of `--json`. */
import type { JobId, JobSnapshot } from '@sluice/model';
import { describeFailure, describeWait, keptOf, type Language } from '@sluice/words';
import type { Clock } from '@sluice/engine';
import type { Sentences } from '../text/catalogue.ts';
import { nextStep } from '../text/next-step.ts';
import type { Ending } from '../jobs/ending.ts';
import type { Reporter, WriteLine } from './reporter.ts';

/** At most four lines of progress a second for each job. */
const LEAST_INTERVAL_MS = 250;

export interface JsonReporterOptions {
  readonly out: WriteLine;
  readonly notices: WriteLine;
  readonly language: Language;
  readonly clock: Pick<Clock, 'nowMs' | 'monotonicMs'>;
  readonly sentences: Sentences;
  /** What a named command ends with. */
  readonly commandEnd: string;
}

export function jsonReporter({ out, notices, language, clock, sentences, commandEnd }: JsonReporterOptions): Reporter {
  const toldAtMs = new Map<JobId, number>();
  const print = (event: Readonly<Record<string, unknown>>): void => out(JSON.stringify(event));

  return {
    refused: (failure) => print({ event: 'failed', job: null, failure, message: describeFailure(failure, language) }),
    change: ({ job, progress }) => {
      const nowMs = clock.monotonicMs();
      if (progress === null || nowMs - (toldAtMs.get(job.id) ?? -Infinity) < LEAST_INTERVAL_MS) return;
      toldAtMs.set(job.id, nowMs);
      print({
        event: 'progress',
        job: job.id,
        received: progress.receivedBytes,
        durable: progress.durableBytes,
        total: progress.totalBytes,
        bytesPerSecond: Math.round(progress.bytesPerSecond),
      });
    },
    end: (ending, snapshot) => {
      toldAtMs.delete(ending.job);
      print(endEvent(ending, snapshot));
    },
    notice: notices,
    close: () => undefined,
  };

  function endEvent(ending: Ending, snapshot: JobSnapshot): Readonly<Record<string, unknown>> {
    const { job } = ending;
    switch (ending.kind) {
      case 'done':
        return { event: 'done', job, path: ending.path, bytes: ending.bytes, verified: ending.verified };
      case 'failed':
        return { event: 'failed', job, failure: ending.failure, message: describeFailure(ending.failure, language, keptOf(snapshot)) };
      case 'waiting': {
        const why = describeWait(ending.reason, language, clock.nowMs(), keptOf(snapshot));
        const step = nextStep(ending.reason, job, commandEnd, sentences);
        return { event: 'waiting', job, reason: ending.reason.kind, message: step === null ? why : `${why} ${step}` };
      }
      case 'cancelled':
        return { event: 'failed', job, failure: { kind: 'cancelled' }, message: sentences.wasCancelled };
    }
  }
}
