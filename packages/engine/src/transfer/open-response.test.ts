/** A response is held back until somebody decided about it (law 2). */
import { expect, test } from 'vitest';
import type { Appetite, ResponseReceiver, Transport, TransportOutcome } from './transport.ts';
import { openResponse } from './open-response.ts';

const HEAD = { status: 206, headers: [] };
const NEVER = new AbortController().signal;

/** A transport that does what the script says; an abort ends it. */
function scripted(script: (receiver: ResponseReceiver, signal: AbortSignal) => Promise<TransportOutcome>): Transport {
  return {
    get: (_, receiver, signal) => {
      const aborted = new Promise<TransportOutcome>((resolve) => {
        if (signal.aborted) resolve({ kind: 'aborted' });
        signal.addEventListener('abort', () => resolve({ kind: 'aborted' }), { once: true });
      });
      return Promise.race([script(receiver, signal), aborted]);
    },
    dropIdleConnections: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

const never = new Promise<never>(() => undefined);
const open = (transport: Transport, signal = NEVER): ReturnType<typeof openResponse> =>
  openResponse(transport, { url: 'http://h.example/', headers: [] }, signal);

test('the first chunk is kept, though its buffer is used again, and the socket is held until somebody reads', async () => {
  let held = true;
  const transport = scripted(async (receiver) => {
    receiver.head(HEAD);
    const buffer = Uint8Array.of(1, 2, 3);
    const appetite = receiver.chunk(buffer);
    buffer.fill(9);
    await appetite;
    held = false;
    await receiver.chunk(Uint8Array.of(4));
    return { kind: 'ended' };
  });
  const response = await open(transport);
  if (response.kind !== 'open') throw new Error(response.kind);
  expect([response.head, held]).toEqual([HEAD, true]);
  const bytes: number[] = [];
  expect(await response.read((chunk) => (bytes.push(...chunk), 'more'))).toEqual({ kind: 'ended' });
  expect(bytes).toEqual([1, 2, 3, 4]);
});

test('a response whose empty body ended already is open all the same', async () => {
  const response = await open(
    scripted((receiver) => {
      receiver.head(HEAD);
      return Promise.resolve({ kind: 'ended' });
    }),
  );
  if (response.kind !== 'open') throw new Error(response.kind);
  expect(await response.read(() => 'more')).toEqual({ kind: 'ended' });
});

test('a failure before the head is the outcome', async () => {
  const failure = { kind: 'reset', host: 'h' } as const;
  expect(await open(scripted(() => Promise.resolve({ kind: 'failed', failure })))).toEqual({ kind: 'failed', failure });
});

test('an order to stop before the head is obeyed', async () => {
  const stop = new AbortController();
  const opening = open(
    scripted(() => never),
    stop.signal,
  );
  stop.abort('pause');
  expect(await opening).toEqual({ kind: 'aborted' });
});

test('an order to stop while nobody reads yet ends the reading that comes later', async () => {
  const stop = new AbortController();
  const response = await open(
    scripted((receiver) => {
      receiver.head(HEAD);
      return never;
    }),
    stop.signal,
  );
  stop.abort('pause');
  if (response.kind !== 'open') throw new Error(response.kind);
  expect(await response.read(() => 'more')).toEqual({ kind: 'aborted' });
});

test('what is discarded is closed, though a chunk waits for a reader that never comes', async () => {
  let closed = false;
  const response = await open(
    scripted(async (receiver, signal) => {
      signal.addEventListener('abort', () => (closed = true));
      receiver.head(HEAD);
      await receiver.chunk(Uint8Array.of(1));
      return { kind: 'ended' };
    }),
  );
  if (response.kind !== 'open') throw new Error(response.kind);
  await response.discard();
  await response.discard();
  expect(closed).toBe(true);
});

test('a fault of the transport before the head is passed on', async () => {
  await expect(open(scripted(() => Promise.reject(new Error('a bug'))))).rejects.toThrow('a bug');
});

test('what the reader answers reaches the transport', async () => {
  const appetites: Appetite[] = [];
  const response = await open(
    scripted(async (receiver) => {
      receiver.head(HEAD);
      appetites.push(await receiver.chunk(Uint8Array.of(1)), await receiver.chunk(Uint8Array.of(2)));
      return { kind: 'discarded' };
    }),
  );
  if (response.kind !== 'open') throw new Error(response.kind);
  await response.read((bytes) => (bytes[0] === 2 ? Promise.resolve('enough') : 'more'));
  expect(appetites).toEqual(['more', 'enough']);
});
