/** What a running job shows of itself: measured, and never falling (spec F2). */
import type { Job, Progress } from '@sluice/model';
import type { ThroughputMeter } from '../transfer/throughput-meter.ts';
import type { JobFile } from './job-file.ts';

export class RunProgress {
  readonly #meter: ThroughputMeter;
  /** What was shown last: bytes that were taken and then lost with their connection must not make it fall. */
  #shownBytes = 0;

  constructor(meter: ThroughputMeter) {
    this.#meter = meter;
  }

  /** Bytes were dropped, and the user is told so: it begins again from what is there. */
  fallBack(): void {
    this.#shownBytes = 0;
  }

  /** `work`: the open part file; null: there is none now. */
  of(job: Job, work: JobFile | null): Progress {
    const transfer = work?.transfer ?? null;
    const totalBytes = job.remote?.sizeBytes ?? null;
    this.#shownBytes = Math.max(this.#shownBytes, work?.table.arrivedBytes ?? job.durableBytes);
    const receivedBytes = this.#shownBytes;
    const bytesPerSecond = transfer === null ? 0 : this.#meter.bytesPerSecond();
    return {
      receivedBytes,
      durableBytes: work?.table.durableBytes ?? job.durableBytes,
      totalBytes,
      bytesPerSecond,
      secondsLeft: totalBytes === null || bytesPerSecond < 1 ? null : (totalBytes - receivedBytes) / bytesPerSecond,
      connections: transfer?.connections ?? 0,
      perConnection: transfer?.perConnection ?? [],
      strip: work?.table.strip(totalBytes) ?? [],
      speed: transfer?.speed ?? null,
      retry: transfer?.retry ?? null,
    };
  }
}
