/** Which bytes of what another program left are compared with the server before it is taken over; pure. */
import { byteRange, rangeLength, type ByteRange } from '@sluice/model';

const SAMPLE_BYTES = 64 * 1024;
/** One random sample for so many bytes, within the bounds below. */
const BYTES_PER_SAMPLE = 32 * 1024 * 1024;
const LEAST_SAMPLES = 4;
const MOST_SAMPLES = 64;
/** Where a digest of the whole file is known, it tells more at the end than samples do. */
const SAMPLES_BEFORE_DIGEST = 2;
const RUNS_BEFORE_DIGEST = 8;

export interface SampleChoice {
  readonly runs: readonly ByteRange[];
  /** A digest of the whole file will be compared before it is called done. */
  readonly hasDigest: boolean;
  /** A number in [0, 1). */
  readonly random: () => number;
}

export interface Sample {
  /** The stretch that it is of. */
  readonly run: ByteRange;
  readonly range: ByteRange;
}

/**
 * Without a digest, the first and the last 64 KiB of every stretch and random ones between; with one, the end of the largest and
 * two random ones, to find another file before everything else of it is fetched.
 */
export function chooseSamples({ runs, hasDigest, random }: SampleChoice): readonly Sample[] {
  const totalBytes = runs.reduce((sum, run) => sum + rangeLength(run), 0);
  const largest = runs.toSorted((a, b) => rangeLength(b) - rangeLength(a)).slice(0, RUNS_BEFORE_DIGEST);
  const ends = hasDigest ? largest.map(lastOf) : runs.flatMap((run) => [firstOf(run), lastOf(run)]);
  const count = Math.min(MOST_SAMPLES, Math.max(LEAST_SAMPLES, Math.ceil(totalBytes / BYTES_PER_SAMPLE)));
  const between = Array.from({ length: hasDigest ? SAMPLES_BEFORE_DIGEST : count }, () =>
    sampleAt(runs, Math.floor(random() * totalBytes)),
  );
  return [...ends, ...between.filter((sample) => sample !== null)];
}

function firstOf(run: ByteRange): Sample {
  return { run, range: byteRange(run.start, Math.min(run.end, run.start + SAMPLE_BYTES)) };
}

function lastOf(run: ByteRange): Sample {
  return { run, range: byteRange(Math.max(run.start, run.end - SAMPLE_BYTES), run.end) };
}

/** The sample at the `offset`-th byte of all stretches laid end to end. */
function sampleAt(runs: readonly ByteRange[], offset: number): Sample | null {
  let passed = 0;
  for (const run of runs) {
    if (offset < passed + rangeLength(run)) {
      const start = Math.max(run.start, Math.min(run.start + offset - passed, run.end - SAMPLE_BYTES));
      return { run, range: byteRange(start, Math.min(run.end, start + SAMPLE_BYTES)) };
    }
    passed += rangeLength(run);
  }
  return null;
}
