/** Which part's rest is worth fetching twice at the end of a file (spec B10); pure. */

/** The second copy is held in memory until it is whole. */
const MAX_TAIL_BYTES = 8 * 1024 * 1024;
/** Less is not worth a request. */
const MIN_GAIN_SECONDS = 0.3;
/** What a new request costs before its first byte. */
const REQUEST_SECONDS = 0.2;
/** Before that a connection has shown nothing of its pace; one that brought nothing at all may be waiting for its answer. */
const YOUNG_MS = 500;
const SILENT_MS = 2_000;

export interface TailCandidate {
  readonly missingBytes: number;
  /** Of the connection that fetches it; 0: nothing arrives. */
  readonly bytesPerSecond: number;
  /** Since when that connection works at it. */
  readonly ageMs: number;
}

/** The index of the candidate that an idle connection at `bytesPerSecond` would save most time on, or null. */
export function chooseTail(candidates: readonly TailCandidate[], bytesPerSecond: number): number | null {
  const gains = candidates.map((candidate) => gainSeconds(candidate, bytesPerSecond));
  const most = Math.max(0, ...gains);
  return most >= MIN_GAIN_SECONDS ? gains.indexOf(most) : null;
}

function gainSeconds({ missingBytes, bytesPerSecond, ageMs }: TailCandidate, mine: number): number {
  if (missingBytes <= 0 || missingBytes > MAX_TAIL_BYTES || mine <= 0) return 0;
  if (ageMs < (bytesPerSecond > 0 ? YOUNG_MS : SILENT_MS)) return 0;
  const alone = bytesPerSecond <= 0 ? Infinity : missingBytes / bytesPerSecond;
  const withMine = REQUEST_SECONDS + missingBytes / mine;
  return alone >= 2 * withMine ? alone - withMine : 0;
}
