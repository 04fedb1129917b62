/** How much of a job has arrived: as a strip, a fraction and in words. */
import { isRunning, type JobSnapshot, type StripSegment } from '@sluice/model';
import { formatBytes, formatBytesOf, formatPercent, type Language } from '@sluice/words';

export interface BarView {
  readonly segments: readonly StripSegment[];
  /** 0…1; null while the size is unknown. */
  readonly fraction: number | null;
  readonly text: string;
}

/** `2.91 of 3.98 GB`; a finished or unbegun file has only its size. */
export function sizeText({ job, progress }: JobSnapshot, language: Language): string | null {
  const { state } = job;
  if (state.kind === 'done') return formatBytes(state.sizeBytes, language);
  const total = totalOf({ job, progress });
  const received = progress?.receivedBytes ?? job.durableBytes;
  if (state.kind === 'cancelled') return null;
  if (received === 0) return total === null ? null : formatBytes(total, language);
  return formatBytesOf(received, total, language);
}

export function totalOf({ job, progress }: JobSnapshot): number | null {
  return progress?.totalBytes ?? job.remote?.sizeBytes ?? null;
}

/** The measured strip while it runs, else one segment for what is durable. */
export function barView({ job, progress }: JobSnapshot, language: Language): BarView | null {
  const { state } = job;
  if (state.kind === 'done' || state.kind === 'cancelled') return null;
  const total = totalOf({ job, progress });
  const received = progress?.receivedBytes ?? job.durableBytes;
  const fraction = total === null || total === 0 ? null : Math.min(1, received / total);
  const durable: readonly StripSegment[] = fraction === null || fraction === 0 ? [] : [{ from: 0, to: fraction, kind: 'durable' }];
  return {
    segments: progress !== null && progress.strip.length > 0 ? progress.strip : durable,
    fraction: fraction ?? (received === 0 && !isRunning(state.kind) ? 0 : null),
    text: [fraction === null ? null : formatPercent(fraction, language), sizeText({ job, progress }, language)]
      .filter((part) => part !== null)
      .join(' · '),
  };
}
