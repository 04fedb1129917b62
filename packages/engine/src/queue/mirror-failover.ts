/** The source in use does not serve any more: the next address takes its place, once it is shown to hold the same bytes (decision 0027). */
import type { Checkpoint, Failure } from '@sluice/model';
import { isAboutTheSource } from '../plan/choose-mirror.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { JobAddresses, OpenAddress, SourceEnd } from './job-addresses.ts';
import type { JobRow } from './job-row.ts';
import { checkMirror } from './check-link.ts';

export interface FailoverContext {
  readonly ports: EnginePorts;
  readonly row: JobRow;
  readonly addresses: JobAddresses;
  /** Closes the part file, with everything durable that can be. */
  readonly close: () => Promise<void>;
  readonly signal: AbortSignal;
}

export type Failover =
  /** No other address can help: what failed decides. */
  | { readonly kind: 'none' }
  /** There is nothing yet, and the next address is in use. */
  | { readonly kind: 'begin' }
  /** The part file is closed; it goes on from here at the next address. */
  | { readonly kind: 'go-on'; readonly checkpoint: Checkpoint }
  /** The next address is in use, and nothing that arrived can be carried on: the file has no known size. */
  | { readonly kind: 'restart' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Gives the address in use up, and tries the others from the best on until one can be used. */
export async function failOver(context: FailoverContext, ended: SourceEnd): Promise<Failover> {
  const { addresses, row, signal } = context;
  const { failure } = ended;
  for (;;) {
    if (signal.aborted) return { kind: 'stopped' };
    const next = addresses.next(failure);
    if (next === null) return { kind: 'none' };
    addresses.giveUpPresent(failure);
    const open = addresses.open(next);
    if (open === null) {
      addresses.giveUp(next, { kind: 'unsupported-scheme', scheme: '' });
      continue;
    }
    const { partFile, remote } = row.job;
    if (partFile === null || remote === null || remote.sizeBytes === null) {
      addresses.use(next, open, ended);
      return { kind: partFile === null ? 'begin' : 'restart' };
    }
    const end = await takeOver(context, { at: next, open, ended });
    if (end !== null) return end;
  }
}

/** Compares what the next address holds with what is there. Null: it was given up. */
async function takeOver(
  { addresses, close, ports, row, signal }: FailoverContext,
  { at, ended, open }: { readonly at: number; readonly open: OpenAddress; readonly ended: SourceEnd },
): Promise<Failover | null> {
  await close();
  const stored = ports.store.read(row.job.id);
  if (stored === null) throw new Error('a running job without a row');
  const { secrets, source } = open;
  const verdict = await checkMirror({ ports, source, stored, secrets, signal });
  if (signal.aborted) return { kind: 'stopped' };
  if (verdict.kind === 'same-file') {
    addresses.use(at, open, ended, { remote: verdict.remote });
    return { kind: 'go-on', checkpoint: stored.checkpoint };
  }
  if (!isAboutTheSource(verdict.failure, true)) return { kind: 'failed', failure: verdict.failure };
  addresses.giveUp(at, verdict.failure);
  return null;
}
