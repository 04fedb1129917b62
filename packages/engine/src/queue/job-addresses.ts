/** The addresses of a running job: its own and its mirrors, the one in use, and those that this run has given up. */
import type { Failure, Job, JobSecrets, JobSource } from '@sluice/model';
import { chooseMirror, hasOtherFile, isAboutTheSource } from '../plan/choose-mirror.ts';
import { findSource, sourceForJob } from '../source/find-source.ts';
import { parseUrl } from '../source/parse-url.ts';
import type { Source } from '../source/source.ts';
import { Route } from '../transfer/ask-range.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { JobRow } from './job-row.ts';

/** What is asked at one address. */
export interface OpenAddress {
  readonly source: Source;
  readonly secrets: JobSecrets;
  readonly route: Route;
}

/** How a source ended to be used. */
export interface SourceEnd {
  readonly failure: Failure;
  /** When it said that it may be asked again; null: it did not. */
  readonly againAtMs: number | null;
}

export class JobAddresses {
  readonly #ports: Pick<EnginePorts, 'transport' | 'sources' | 'connectivity'>;
  readonly #row: JobRow;
  readonly #secrets: JobSecrets;
  readonly #givenUp = new Map<number, Failure>();
  /** How those ended that were in use before, in order. */
  #ends: SourceEnd[] = [];
  #using: number;
  #present: OpenAddress;
  /** What was durable when the address in use was taken. */
  #durableBefore: number;

  /** Begins with the address that the durable bytes came from; a job that has none begins with its own. */
  constructor(ports: EnginePorts, row: JobRow, secrets: JobSecrets, own: Source) {
    this.#ports = ports;
    this.#row = row;
    this.#secrets = secrets;
    const { partFile, source } = row.job;
    const wanted = partFile === null ? 0 : (source.using ?? 0);
    this.#using = wanted <= mirrorsOf(secrets).length ? wanted : 0;
    this.#present = (this.#using === 0 ? null : this.open(this.#using)) ?? this.#own(own);
    this.#durableBefore = row.job.durableBytes;
  }

  /** Whether there are any but the job's own. */
  get areSeveral(): boolean {
    return mirrorsOf(this.#secrets).length > 0;
  }

  /** Which one is in use: 0 is the job's own, n the nth mirror. */
  get using(): number {
    return this.#using;
  }

  /**
   * The best that may serve beside `taken`, of the first `most`: not given up, and at none of their servers, which would only be asked
   * twice. Null: none is left.
   */
  beside(
    taken: readonly { readonly at: number; readonly host: string }[],
    most: number,
  ): { readonly at: number; readonly open: OpenAddress } | null {
    const count = Math.min(most, 1 + mirrorsOf(this.#secrets).length);
    for (let at = 0; at < count; at += 1) {
      if (this.#givenUp.has(at) || taken.some((one) => one.at === at || one.host === this.hostOf(at))) continue;
      const open = this.open(at);
      if (open !== null) return { at, open };
    }
    return null;
  }

  /** The address in use. */
  get present(): OpenAddress {
    return this.#present;
  }

  /**
   * The one in use failed, and so did its own retries: the best that is left, or null. Whoever made progress since it was taken has
   * shown that sources come and go: then those that were only out of reach may be asked again.
   */
  next(failure: Failure): number | null {
    const { connectivity } = this.#ports;
    const addresses = 1 + mirrorsOf(this.#secrets).length;
    const digestGiven = this.#row.job.options.digest !== null;
    if (addresses === 1) return null;
    if (this.#row.job.durableBytes > this.#durableBefore) this.#forgiveOthers();
    const givenUp = new Set(this.#givenUp.keys()).add(this.#using);
    return chooseMirror({ addresses, using: this.#using, givenUp, failure, online: connectivity.isOnline(), digestGiven });
  }

  /** Nobody asks this one again in this run, and the row says why. */
  giveUp(at: number, failure: Failure): void {
    if (this.#givenUp.has(at)) return;
    this.#givenUp.set(at, failure);
    this.#row.note({ kind: 'mirror-refused', host: this.hostOf(at), failure });
    this.#row.update({ source: withTrouble(this.#row.job.source, at, failure) });
  }

  giveUpPresent(failure: Failure): void {
    this.giveUp(this.#using, failure);
  }

  /** What the job comes to rest with when none is left: a wait says more than a failure, and the first failure more than the last. */
  tellingEnd(last: SourceEnd): SourceEnd {
    const ends = [...this.#ends, last];
    this.#ends = [];
    const { connectivity } = this.#ports;
    if (!connectivity.isOnline() || !isAboutTheSource(last.failure, true)) return last;
    return ends.find(({ againAtMs }) => againAtMs !== null) ?? ends[0] ?? last;
  }

  /** All that came is dropped: another address is begun with, if one is left. */
  leaveBehind(failure: Failure): void {
    const next = this.next(failure);
    const open = next === null ? null : this.open(next);
    if (next === null || open === null) return;
    this.giveUpPresent(failure);
    this.use(next, open, { failure, againAtMs: null });
  }

  /** How this address is asked; null: nothing here serves its scheme. The user's headers and keys stay with the origin they were given for. */
  open(at: number): OpenAddress | null {
    const url = at === 0 ? this.#secrets.url : mirrorsOf(this.#secrets)[at - 1];
    const found = findSource(url ?? '', this.#ports.sources);
    if (url === undefined || found.kind === 'refused') return null;
    const source = sourceForJob(found.source, this.#row.job);
    const secrets = secretsFor(this.#secrets, url);
    return { source, secrets, route: new Route(this.#ports.transport, source, secrets) };
  }

  /** From now on the bytes come from here; `facts` is what the job should know of the file there. */
  use(at: number, open: OpenAddress, ended: SourceEnd, facts: Partial<Job> = {}): void {
    this.#ends.push(ended);
    this.#using = at;
    this.#present = open;
    this.#durableBefore = this.#row.job.durableBytes;
    this.#row.note({ kind: 'mirror-used', host: this.hostOf(at), failure: ended.failure });
    this.#row.update({ ...facts, source: { ...withTrouble(this.#row.job.source, at, null), using: at } });
  }

  /** A job that has nothing yet begins with its own address, wherever an earlier run was. */
  settle(): void {
    const { source } = this.#row.job;
    if ((source.using ?? 0) !== this.#using) this.#row.update({ source: { ...source, using: this.#using } });
  }

  #own(source: Source): OpenAddress {
    this.#using = 0;
    return { source, secrets: this.#secrets, route: new Route(this.#ports.transport, source, this.#secrets) };
  }

  /** The server of an address, without secrets. */
  hostOf(at: number): string {
    const { host, mirrors } = this.#row.job.source;
    return mirrors?.[at - 1]?.host ?? host;
  }

  #forgiveOthers(): void {
    this.#ends = [];
    for (const [at, failure] of this.#givenUp) if (!hasOtherFile(failure)) this.#givenUp.delete(at);
  }
}

function mirrorsOf({ mirrors = [] }: JobSecrets): readonly string[] {
  return mirrors;
}

/** A mirror is another's house: what was given for the job's own origin is not shown there (spec B8). */
function secretsFor(secrets: JobSecrets, url: string): JobSecrets {
  const { proxy, headers, customerKey } = secrets;
  const origin = parseUrl(url)?.origin;
  const same = url === secrets.url || (origin !== 'null' && origin === parseUrl(secrets.url)?.origin);
  return {
    url,
    headers: same ? headers : [],
    ...(proxy === undefined ? {} : { proxy }),
    ...(customerKey === undefined || !same ? {} : { customerKey }),
  };
}

function withTrouble(source: JobSource, at: number, failure: Failure | null): JobSource {
  if (source.mirrors === undefined || at === 0) return source;
  const mirrors = source.mirrors.map(({ url, host, trouble }, index) => {
    const known = index === at - 1 ? failure : (trouble ?? null);
    return { url, host, ...(known === null ? {} : { trouble: known }) };
  });
  return { ...source, mirrors };
}
