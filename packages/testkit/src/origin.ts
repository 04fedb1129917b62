/** A scripted origin server on real sockets: serves seeded files, does wrong what its faults say, and records every request. */
import { FaultScript } from './fault-script.ts';
import type { Fault } from './faults.ts';
import { plainResponse } from './plan-response.ts';
import type { RequestHead } from './read-request.ts';
import { ScriptedServer, makeIdentity, type Decision } from './scripted-server.ts';
import { replacedOptions, servedFile, type ServeOptions } from './served-file.ts';

export interface OriginOptions {
  /** Speak TLS with a self-signed certificate, for 127.0.0.1 and localhost or the given alternative names. */
  readonly tls?: boolean | { readonly names: readonly string[] };
}

/** Starts an origin on a free port of 127.0.0.1. Whoever starts it closes it. */
export async function startOrigin(options: OriginOptions = {}): Promise<Origin> {
  const origin = new Origin(await makeIdentity(options.tls));
  await origin.open();
  return origin;
}

interface Entry {
  options: ServeOptions;
  readonly script: FaultScript;
}

export class Origin extends ScriptedServer {
  readonly #entries = new Map<string, Entry>();

  /** Serves a file at the path (any query is ignored) from now on, and forgets what was there; returns its URL. */
  serve(path: string, options: ServeOptions): string {
    const gate = this.#entries.get(path)?.script.gate;
    this.#entries.set(path, { options, script: new FaultScript(options.faults ?? [], gate) });
    this.adjustDoor();
    return `${this.url}${path}`;
  }

  /** The remote file changed: another seed or size, another ETag and date unless given. Faults go on counting unless new ones are given. */
  replace(path: string, change: Partial<ServeOptions>): void {
    const entry = this.#entry(path);
    entry.options = replacedOptions(entry.options, change);
    if (change.faults !== undefined) entry.script.setFaults(change.faults);
    this.adjustDoor();
  }

  /** Stops all transfers of the file once `bytesSent(path)` is exactly `afterBytes`, until the returned function is called. */
  hold(path: string, { afterBytes }: { readonly afterBytes: number }): () => void {
    return this.#entry(path).script.gate.hold(afterBytes);
  }

  protected override pathOf(request: RequestHead): string {
    return request.target.replace(/[?#].*$/s, '');
  }

  protected override decide(path: string, request: RequestHead, underWay: number): Decision {
    const entry = this.#entries.get(path);
    if (entry === undefined) return NOT_FOUND;
    return { answer: entry.script.answer(servedFile(entry.options), request, underWay), gate: entry.script.gate };
  }

  protected override doorLimit(): number {
    return Math.min(...[...this.#entries.values()].flatMap(({ options }) => (options.faults ?? []).map(connectionsAtTheDoor)));
  }

  #entry(path: string): Entry {
    const entry = this.#entries.get(path);
    if (entry === undefined) throw new Error(`the origin serves nothing at ${path}`);
    return entry;
  }
}

/** How many connections a `max-connections` fault with `refuse` lets in. */
export function connectionsAtTheDoor(fault: Fault): number {
  return fault.kind === 'max-connections' && fault.then === 'refuse' ? fault.connections : Infinity;
}

const NOT_FOUND: Decision = { answer: { kind: 'respond', plan: plainResponse(404, 'text/plain', 'nothing here\n') }, gate: null };
