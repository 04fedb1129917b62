/** Looks at links while the user still decides about them: a few at a time, none for long, and all called off at once. */
import type { AddressReading } from '@sluice/engine';
import type { InputOf, ProbeReply } from '@sluice/ipc';
import { isHeader, type JobSecrets } from '@sluice/model';

/** A server that needs longer than this is told about by the job itself. */
const PATIENCE_MS = 15_000;
/** More than a well-behaved window asks for at a time. */
const MAX_PROBES = 8;

export interface Prober {
  probe(secrets: JobSecrets, signal: AbortSignal): Promise<AddressReading>;
}

export class LinkProbes {
  readonly #prober: Prober;
  #underWay = 0;
  #stop = new AbortController();

  constructor(prober: Prober) {
    this.#prober = prober;
  }

  /** Never more than a few at once: the others are unanswered. */
  async probe({ url, headers }: InputOf<'links:probe'>): Promise<ProbeReply> {
    if (this.#underWay >= MAX_PROBES || !headers.every(([name, value]) => isHeader(name, value))) return { kind: 'unanswered' };
    this.#underWay += 1;
    try {
      const reading = await this.#prober.probe({ url, headers }, AbortSignal.any([this.#stop.signal, AbortSignal.timeout(PATIENCE_MS)]));
      return reading.kind === 'aborted' ? { kind: 'unanswered' } : reading;
    } finally {
      this.#underWay -= 1;
    }
  }

  stopAll(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
  }
}
