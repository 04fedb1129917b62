/** What the origin was asked and what it gave, in order; and promises for "until that has happened", so that tests never sleep. */
import type { ByteRange } from '@sluice/model';
import type { RequestHead } from './read-request.ts';

export interface RecordedRequest {
  /** From 1, in order of arrival at this origin. */
  readonly number: number;
  readonly method: string;
  /** As sent, with the query. */
  readonly target: string;
  /** Without the query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The Range header as sent. */
  readonly rangeAsked: string | null;
  /** The range of the file that a 206 carried. */
  readonly range: ByteRange | null;
  /** Null while, or because, nothing was answered. */
  readonly status: number | null;
  /** Bytes of body that the system took over for sending. */
  readonly bodyBytesSent: number;
  /** Whether those are the file's, and not a page about a refusal. */
  readonly ofFile: boolean;
  /** The connection that it came on, from 1. */
  readonly socket: number;
  /** Places in one sequence of starts and ends. A request ends when its response is out or its connection gone. */
  readonly startOrder: number;
  readonly endOrder: number | null;
}

type Entry = { -readonly [Key in keyof RecordedRequest]: RecordedRequest[Key] };

export class RequestLog {
  readonly #entries: Entry[] = [];
  #order = 0;
  #waits: { readonly happened: () => boolean; readonly resolve: () => void }[] = [];

  /** A picture of all requests so far. */
  get requests(): readonly RecordedRequest[] {
    return this.#entries.map((entry) => ({ ...entry }));
  }

  /** Notes the start of a request; the returned value is told what becomes of it. */
  begin(request: RequestHead, path: string, socket: number): RequestNote {
    const entry: Entry = {
      number: this.#entries.length + 1,
      method: request.method,
      target: request.target,
      path,
      headers: request.headers,
      rangeAsked: request.headers['range'] ?? null,
      range: null,
      status: null,
      bodyBytesSent: 0,
      ofFile: false,
      socket,
      startOrder: ++this.#order,
      endOrder: null,
    };
    this.#entries.push(entry);
    this.changed();
    return {
      answered: ({ status, range, ofFile }) => {
        entry.status = status;
        entry.range = range;
        entry.ofFile = ofFile;
        this.changed();
      },
      sent: (bytes) => {
        entry.bodyBytesSent += bytes;
        this.changed();
      },
      ended: () => {
        entry.endOrder = ++this.#order;
        this.changed();
      },
    };
  }

  get count(): number {
    return this.#entries.length;
  }

  /** Bytes of the file at a path that were sent in all its requests. */
  bytesSent(path: string): number {
    return this.#entries.reduce((sum, entry) => (entry.path === path && entry.ofFile ? sum + entry.bodyBytesSent : sum), 0);
  }

  /** Requests that have not ended. */
  underWay(path?: string): number {
    return this.#entries.filter((entry) => entry.endOrder === null && (path === undefined || entry.path === path)).length;
  }

  /** Resolves as soon as the condition holds. */
  until(happened: () => boolean): Promise<void> {
    if (happened()) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waits.push({ happened, resolve });
    });
  }

  /** Looks again at what is waited for. */
  changed(): void {
    const over = this.#waits.filter((wait) => wait.happened());
    this.#waits = this.#waits.filter((wait) => !over.includes(wait));
    for (const wait of over) wait.resolve();
  }
}

export interface RequestNote {
  answered(response: { readonly status: number; readonly range: ByteRange | null; readonly ofFile: boolean }): void;
  sent(bytes: number): void;
  ended(): void;
}
