/** Reads the events of a job's history. One that does not parse is left out: it may be a later version's, and nothing rests on it. */
import { byteRange, type HistoryEvent, type HistoryFact } from '@sluice/model';
import { readFailure } from './parse-failure.ts';
import { readVerdict, readWaitReason } from './parse-row.ts';
import { Unreadable, count, flag, json, nullable, number, object, oneOf, text, union, type Reader } from './reader.ts';

const readBounds = object<{ readonly start: number; readonly end: number }>({ start: count, end: count });

const readRange: Reader<ReturnType<typeof byteRange>> = (value) => {
  const { start, end } = readBounds(value);
  if (end < start) throw new Unreadable('a range');
  return byteRange(start, end);
};

const readFact = union<HistoryFact>({
  added: {},
  started: { keptBytes: count },
  probed: { sizeBytes: nullable(count), resumable: flag, host: text },
  'part-went-on': { part: count, range: readRange, atBytes: count, failure: readFailure },
  'connections-lowered': { connections: count, failure: readFailure },
  'blocks-repaired': { count, bytes: count },
  paused: { by: oneOf('user', 'quit', 'sleep', 'crash') },
  resumed: { by: oneOf('user', 'itself') },
  waiting: { reason: readWaitReason },
  restarted: { reason: readFailure, droppedBytes: count },
  'link-refreshed': { host: text },
  'mirror-used': { host: text, failure: readFailure },
  'mirror-refused': { host: text, failure: readFailure },
  'source-joined': { host: text },
  'source-left': { host: text, failure: readFailure },
  'bytes-doubted': { host: text, bytes: count },
  verified: { by: text },
  committed: { path: text, sizeBytes: count, verdict: readVerdict },
  failed: { failure: readFailure },
  cancelled: {},
});

const readTime = object<{ readonly atMs: number }>({ atMs: number });

const readEvent = json<HistoryEvent>((value) => ({ ...readFact(value), ...readTime(value) }));

/** Values of `event_json`, in their order. */
export function parseHistory(values: readonly unknown[]): readonly HistoryEvent[] {
  return values.flatMap((value) => {
    try {
      return readEvent(value);
    } catch (error) {
      if (error instanceof Unreadable) return [];
      throw error;
    }
  });
}
