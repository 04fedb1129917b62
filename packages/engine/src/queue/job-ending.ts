/** How a running job comes to rest: the one place that writes the row a run ends with. */
import { assertNever, type Failure, type Job, type Verdict, type WaitReason } from '@sluice/model';
import type { EnginePorts } from './engine-ports.ts';
import type { JobRow } from './job-row.ts';
import { stateAfterFailure, type StopReason } from './settle.ts';

export class JobEnding {
  readonly #row: JobRow;
  readonly #ports: EnginePorts;
  readonly #signal: AbortSignal;

  /** `signal` is what stops the run; its reason is a StopReason. */
  constructor(row: JobRow, ports: EnginePorts, signal: AbortSignal) {
    this.#row = row;
    this.#ports = ports;
    this.#signal = signal;
  }

  done(path: string, sizeBytes: number, verdict: Verdict): 'rest' {
    const state = { kind: 'done', path, sizeBytes, verdict, atMs: this.#ports.clock.nowMs() } as const;
    this.#row.apply(
      'finish',
      state,
      { partFile: null, durableBytes: sizeBytes },
      { checkpoint: { mode: 'replace', parts: [], blocks: [] } },
    );
    return 'rest';
  }

  wait(reason: WaitReason): 'rest' {
    this.#row.apply('wait', { kind: 'waiting', reason });
    return 'rest';
  }

  /** After a failure: failed or waiting. When the run was told to stop, that is what counts. */
  failed(failure: Failure): 'rest' {
    if (this.#signal.aborted && failure.kind !== 'fault') return this.stopped();
    const { clock, connectivity } = this.#ports;
    const probed = this.#row.job.remote !== null;
    const state = stateAfterFailure({ failure, nowMs: clock.nowMs(), probed, online: connectivity.isOnline() });
    this.#row.apply(state.kind === 'waiting' ? 'wait' : 'fail', state);
    return 'rest';
  }

  /** After the order to stop. */
  stopped(): 'rest' {
    const reason = stopReasonOf(this.#signal);
    switch (reason) {
      case 'pause':
        this.#row.applyPlain('pause', 'paused');
        return 'rest';
      case 'quit':
      case 'suspend':
        this.#row.note({ kind: 'paused', by: reason === 'quit' ? 'quit' : 'sleep' });
        this.#row.applyPlain('interrupt', 'queued');
        return 'rest';
      case 'cancel':
      case 'remove':
        // Whoever cancels deletes the data and sets the state, once the file is closed.
        return 'rest';
      default:
        return assertNever(reason);
    }
  }

  /** The row of a job that begins again at byte 0; the reason is kept, so that no restart is silent (spec C6). */
  restarting(reason: Failure): void {
    const facts: Partial<Job> = {
      remote: null,
      partFile: null,
      blockSizeBytes: 0,
      durableBytes: 0,
      restarts: { count: this.#row.job.restarts.count + 1, lastReason: reason },
    };
    this.#row.applyPlain('restart', 'probing', facts, { checkpoint: { mode: 'replace', parts: [], blocks: [] } });
  }
}

function stopReasonOf(signal: AbortSignal): StopReason {
  const reason: unknown = signal.reason;
  return reason === 'pause' || reason === 'cancel' || reason === 'remove' || reason === 'suspend' ? reason : 'quit';
}
