/** From a request to the first row of a job; everything that can be refused without the network is refused here. */
import { isAbsolute } from 'node:path';
import { MAX_MIRRORS, type Failure, type Job, type JobSecrets, type Mirror } from '@sluice/model';
import { checkOptions } from '../plan/check-options.ts';
import { withoutRepeats } from '../source/address.ts';
import { isLegalName } from '../source/file-name.ts';
import { describeSource } from '../source/describe-source.ts';
import { findSource } from '../source/find-source.ts';
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
  const address = findSource(request.url, sources);
  if (address.kind === 'refused') return address;
  if (request.chosenName !== null && !isLegalName(request.chosenName)) return refused({ kind: 'name-illegal', name: request.chosenName });
  if (!isAbsolute(request.directory)) return refused({ kind: 'folder-missing', path: request.directory });
  const invalid = checkOptions(request.options);
  if (invalid !== null) return refused(invalid);
  const { customerKey, proxy } = request;
  if (proxy !== undefined && parseProxy(proxy) === null) return refused({ kind: 'invalid-option', option: 'proxy', value: '…' });
  if (customerKey !== undefined && Buffer.from(customerKey, 'base64').byteLength !== 32) {
    return refused({ kind: 'invalid-option', option: 'sse-c-key', value: '…' });
  }
  const mirrors = readMirrors(request.mirrors ?? [], address.url, sources);
  if (mirrors.kind === 'refused') return mirrors;
  const job: Job = {
    id: newJobId(random),
    createdAtMs: nowMs,
    rank: nowMs * 1000 + index,
    source: { ...describeSource(address.url), ...describeMirrors(mirrors.urls) },
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
  const secrets = {
    url: address.url,
    ...(mirrors.urls.length === 0 ? {} : { mirrors: mirrors.urls }),
    headers: request.headers,
    ...(proxy === undefined ? {} : { proxy }),
    ...(customerKey === undefined ? {} : { customerKey }),
  };
  return { kind: 'made', job, secrets };
}

type Mirrors = { readonly kind: 'read'; readonly urls: readonly string[] } | { readonly kind: 'refused'; readonly failure: Failure };

/** Each as strictly as the job's own address; those that say the same again are dropped. */
function readMirrors(given: readonly string[], own: string, sources: readonly Source[]): Mirrors {
  const urls: string[] = [];
  for (const text of given) {
    const address = findSource(text, sources);
    if (address.kind === 'refused') return address;
    urls.push(address.url);
  }
  return { kind: 'read', urls: withoutRepeats([own, ...urls]).slice(1, 1 + MAX_MIRRORS) };
}

function describeMirrors(urls: readonly string[]): Pick<Job['source'], 'mirrors'> {
  return urls.length === 0 ? {} : { mirrors: urls.map((url) => mirrorOf(describeSource(url))) };
}

function mirrorOf({ url, host }: Job['source']): Mirror {
  return { url, host };
}

function refused(failure: Failure): MakeOutcome {
  return { kind: 'refused', failure };
}

/** Eight characters without look-alikes, to be typed on a command line: 10¹² ids. */
function newJobId(random: () => number): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  return Array.from({ length: 8 }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
}
