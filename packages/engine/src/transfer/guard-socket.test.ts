/** The faults of undici that the guard is for; a new version must be looked at again when these fail without it. */
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { delay } from '../clock.ts';
import { systemClock } from '../system-clock.ts';
import type { TransportOutcome } from './transport.ts';
import { openUndiciTransport } from './undici-transport.ts';

const HEAD = 'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n';

/** Fetches a body without a length from a server that says it and then does `finish`; the receiver holds each chunk for a while. */
async function fetchUntilClose(finish: (socket: Socket) => void): Promise<{ outcome: TransportOutcome; text: string }> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', () => socket.write(`${HEAD}all of it`, () => finish(socket)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const transport = openUndiciTransport();
  onTestFinished(async () => {
    await transport.close();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const chunks: Uint8Array[] = [];
  const held = new AbortController();
  const receiver = {
    head: () => 'read' as const,
    chunk: async (bytes: Uint8Array) => {
      chunks.push(bytes.slice());
      await delay(systemClock, 50, held.signal);
      return 'more' as const;
    },
  };
  const outcome = await transport.get({ url: `http://127.0.0.1:${port}/`, headers: [] }, receiver, held.signal);
  return { outcome, text: Buffer.concat(chunks).toString() };
}

test('A5: a body that ends with its connection ends cleanly, also while the receiver holds it back', async () => {
  expect(await fetchUntilClose((socket) => void socket.end())).toEqual({ outcome: { kind: 'ended' }, text: 'all of it' });
});

test('A5: a reset is no clean end of such a body', async () => {
  const { outcome } = await fetchUntilClose((socket) => setTimeout(() => socket.resetAndDestroy(), 20));
  expect(outcome).toMatchObject({ kind: 'failed', failure: { kind: 'reset' } });
});

test('A5: a receiver that holds back even nothing does not turn for ever', async () => {
  const { outcome } = await fetchUntilClose((socket) => setTimeout(() => void socket.end(), 200));
  expect(outcome).toEqual({ kind: 'ended' });
});
