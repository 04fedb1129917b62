/** Jobs are named on the command line by their id, or by enough of its beginning. */
import type { Job, JobId } from '@sluice/model';

export type Resolved =
  | { readonly kind: 'jobs'; readonly jobs: readonly Job[] }
  | { readonly kind: 'unknown'; readonly given: string }
  | { readonly kind: 'ambiguous'; readonly given: string };

const LEAST_SHOWN = 8;

/** Every given name as its job, each job once; or the first name that fits none or several. */
export function resolveJobs(jobs: readonly Job[], given: readonly string[]): Resolved {
  const found = new Map<JobId, Job>();
  for (const name of given) {
    const exact = jobs.filter(({ id }) => id === name);
    const matches = exact.length > 0 || name === '' ? exact : jobs.filter(({ id }) => id.startsWith(name));
    const [match] = matches;
    if (match === undefined) return { kind: 'unknown', given: name };
    if (matches.length > 1) return { kind: 'ambiguous', given: name };
    found.set(match.id, match);
  }
  return { kind: 'jobs', jobs: [...found.values()] };
}

/** The shortest beginning, of eight characters at least, that tells every id from the others. */
export function shortIdLength(ids: readonly JobId[]): number {
  const longest = Math.max(LEAST_SHOWN, ...ids.map((id) => id.length));
  for (let length = LEAST_SHOWN; length < longest; length += 1) {
    if (new Set(ids.map((id) => id.slice(0, length))).size === ids.length) return length;
  }
  return longest;
}
