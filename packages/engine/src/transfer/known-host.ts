/** The server that a job's route leads to, as it is remembered, and what the job learns of it on the way. */
import type { Clock } from '../clock.ts';
import { NOTHING_KNOWN, connectionsAllowed, firstConnections, mayUseIfRange, type HostFacts } from '../plan/host-facts.ts';
import type { HostMemory } from './host-memory.ts';

export class KnownHost {
  readonly #memory: HostMemory;
  readonly #clock: Clock;
  readonly #url: () => string;

  /** `url` tells the address that answers now: after redirects, it is that server which has its ways. */
  constructor(memory: HostMemory, clock: Clock, url: () => string) {
    this.#memory = memory;
    this.#clock = clock;
    this.#url = url;
  }

  get usesIfRange(): boolean {
    return mayUseIfRange(this.#facts, this.#clock.nowMs());
  }

  /** Connections that may be opened now, of those wanted (spec B9). */
  connectionsFor(wanted: number): number {
    return connectionsAllowed(this.#facts, wanted, this.#clock.nowMs());
  }

  /** Connections that an automatic transfer begins with. */
  firstConnections(most: number): number {
    return firstConnections(this.#facts, this.connectionsFor(most), this.#clock.nowMs());
  }

  /** The most that it served when it refused one more, as far as that still counts. */
  get refusesMoreThan(): number | null {
    const { connections } = this.#facts;
    return connections !== null && connectionsAllowed(this.#facts, Infinity, this.#clock.nowMs()) === connections.most
      ? connections.most
      : null;
  }

  /** More than so many brought no more. */
  noteBest(connections: number): void {
    if (this.#facts.best?.connections !== connections) this.#learn({ ...this.#facts, best: { connections, atMs: this.#clock.nowMs() } });
  }

  /** A 200 came with If-Range, and a 206 without it. */
  noteIfRangeRefused(): void {
    this.#learn({ ...this.#facts, refusesIfRangeAtMs: this.#clock.nowMs() });
  }

  /** It serves `served` connections, and refused one more. */
  noteTooMany(served: number): void {
    this.#learn({ ...this.#facts, connections: { most: Math.max(1, served), atMs: this.#clock.nowMs() } });
  }

  /** It serves so many at once, which may be more than it was thought to. */
  noteServed(served: number): void {
    const { connections } = this.#facts;
    if (connections !== null && served > connections.most) this.noteTooMany(served);
  }

  get #facts(): HostFacts {
    return this.#memory.recall(this.#host) ?? NOTHING_KNOWN;
  }

  #learn(facts: HostFacts): void {
    this.#memory.learn(this.#host, facts);
  }

  get #host(): string {
    return new URL(this.#url()).host;
  }
}
