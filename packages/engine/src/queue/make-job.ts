/** From a request to the first row of a job; everything that can be refused without the network is refused here. */
import { isAbsolute } from 'node:path';
import type { Failure, Job, JobSecrets } from '@sluice/model';
import { checkOptions } from '../plan/check-options.ts';
import { parseAddress } from '../source/address.ts';
import { isLegalName } from '../source/file-name.ts';
import { describeSource } from '../source/describe-source.ts';
import type { Source } from '../source/source.ts';
import { parseProxy } from '../transfer/proxy.ts';
import type { NewJob } from './new-job.ts';

export interface MakeContext {
  readonly nowMs: number;
  /** Place among the requests of one call, which keep their order in the queue. */
  readonly index: number;
  readonly random: () => number;
  readonly sources: readonly Source[];
}

export type MakeOutcome =
  { readonly kind: 'made'; readonly job: Job; readonly secrets: JobSecrets } | { readonly kind: 'refused'; readonly failure: Failure };

/** Makes the job, or says what is wrong with the request. The secrets keep the URL as given; the job has it without secrets. */
export function makeJob(request: NewJob, { nowMs, index, random, sources }: MakeContext): MakeOutcome {
  const address = parseAddress(request.url);
  if (address.kind === 'refused') return address;
  if (!sources.some((source) => source.serves(address.scheme))) return refused({ kind: 'unsupported-scheme', scheme: address.scheme });
  if (request.chosenName !== null && !isLegalName(request.chosenName)) return refused({ kind: 'name-illegal', name: request.chosenName });
  if (!isAbsolute(request.directory)) return refused({ kind: 'folder-missing', path: request.directory });
  const invalid = checkOptions(request.options);
  if (invalid !== null) return refused(invalid);
  const { proxy } = request;
  if (proxy !== undefined && parseProxy(proxy) === null) return refused({ kind: 'invalid-option', option: 'proxy', value: '…' });
  const job: Job = {
    id: newJobId(random),
    createdAtMs: nowMs,
    rank: nowMs * 1000 + index,
    source: describeSource(address.url),
    target: { directory: request.directory, chosenName: request.chosenName, conflict: request.conflict, path: null },
    options: request.options,
    state: { kind: request.begin },
    remote: null,
    partFile: null,
    blockSizeBytes: 0,
    durableBytes: 0,
    startedAtMs: null,
    restarts: { count: 0, lastReason: null },
  };
  return { kind: 'made', job, secrets: { url: address.url, headers: request.headers, ...(proxy === undefined ? {} : { proxy }) } };
}

function refused(failure: Failure): MakeOutcome {
  return { kind: 'refused', failure };
}

/** Eight characters without look-alikes, to be typed on a command line: 10¹² ids. */
function newJobId(random: () => number): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  return Array.from({ length: 8 }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
}
