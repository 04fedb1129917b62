/** Looks for a checksum that is published beside the file, for jobs whose user asked for it (spec E1). */
import type { Digest, Failure, Job, JobSecrets, RemoteFile } from '@sluice/model';
import { delay } from '../clock.ts';
import { MAX_CHECKSUM_LIST_BYTES, checksumPlaces, digestInList, listedName, type ChecksumPlace } from '../source/checksum-list.ts';
import type { Source } from '../source/source.ts';
import { Route } from '../transfer/ask-range.ts';
import { decideRetry } from '../transfer/retry-policy.ts';
import type { EnginePorts } from './engine-ports.ts';

export interface SeekContext {
  readonly ports: EnginePorts;
  readonly source: Source;
  readonly secrets: JobSecrets;
  readonly job: Job;
  readonly remote: RemoteFile;
  readonly signal: AbortSignal;
}

export type SeekOutcome =
  | { readonly kind: 'found'; readonly digest: Digest }
  /** Nobody asked for it, a good one is known already, or there is none. */
  | { readonly kind: 'none' }
  | { readonly kind: 'wait-until'; readonly atMs: number; readonly failure: Failure }
  | { readonly kind: 'stopped' }
  /** It could not be learned whether there is one; to call the file unverified now would be a guess. */
  | { readonly kind: 'failed'; readonly failure: Failure };

type Read = { readonly kind: 'text'; readonly text: string } | Exclude<SeekOutcome, { readonly kind: 'found' }>;

/** Asks at the few places that are customary, from the user's own address and through the same transport; the first that tells counts. */
export async function seekChecksum(context: SeekContext): Promise<SeekOutcome> {
  const { job, remote, secrets } = context;
  const known = job.options.digest ?? remote.digest;
  // What is published beside an object speaks of the whole of it.
  if (job.options.object?.subRange !== undefined) return { kind: 'none' };
  if (job.options.seekChecksum !== true || (known !== null && !known.algorithm.startsWith('crc'))) return { kind: 'none' };
  const name = listedName(secrets.url);
  for (const place of checksumPlaces(secrets.url)) {
    const read = await readPlace(context, place);
    if (read.kind === 'none') continue;
    if (read.kind !== 'text') return read;
    const digest = digestInList(read.text, name, place);
    if (digest !== null) return { kind: 'found', digest };
  }
  return { kind: 'none' };
}

async function readPlace(context: SeekContext, place: ChecksumPlace): Promise<Read> {
  const { ports, signal } = context;
  for (let attempts = 1; ; attempts += 1) {
    const read = await tryPlace(context, place);
    if (read.kind !== 'failed') return read;
    const decision = decideRetry({ failure: read.failure, attempts, answered: true, random: ports.random() });
    if (decision.kind === 'give-up') return read;
    const atMs = ports.clock.nowMs() + decision.delayMs;
    if (decision.kind === 'wait') return { kind: 'wait-until', atMs, failure: read.failure };
    await delay(ports.clock, decision.delayMs, signal);
    if (signal.aborted) return { kind: 'stopped' };
  }
}

async function tryPlace({ ports, source: own, secrets, job, signal }: SeekContext, { url }: ChecksumPlace): Promise<Read> {
  // Another object has another version; the way to the bucket and who pays stay.
  const { versionId: _version, requestRestore: _restore, ...shared } = job.options.object ?? {};
  const source = own.withOptions?.(shared) ?? own;
  const route = new Route(ports.transport, source, { ...secrets, url });
  const response = await route.ask({ start: 0, end: null, validator: null }, signal);
  if (response.kind === 'aborted') return { kind: 'stopped' };
  // A store that refuses says itself that nothing is published here; what passes comes as an answer.
  if (response.kind === 'failed') return response.failure.kind === 'object-store' ? { kind: 'none' } : response;
  const { status } = response.head;
  if (status !== 200 && status !== 206) {
    await response.discard();
    // A refusal, too, says that nothing is published here; only trouble that may pass is none of both.
    return status >= 500 || status === 429 || status === 408
      ? { kind: 'failed', failure: source.explain(response.head, new Uint8Array()) }
      : { kind: 'none' };
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const outcome = await response.read((chunk) => {
    bytes += chunk.byteLength;
    chunks.push(chunk.slice());
    return bytes > MAX_CHECKSUM_LIST_BYTES ? 'enough' : 'more';
  });
  switch (outcome.kind) {
    case 'ended':
      return { kind: 'text', text: Buffer.concat(chunks).toString('utf8') };
    case 'discarded':
      return { kind: 'none' };
    case 'aborted':
      return { kind: 'stopped' };
    case 'failed':
      return outcome;
  }
}
