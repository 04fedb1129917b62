/** How every Transport ends an exchange that its caller has no use for any more. */
import { describe, expect, test } from 'vitest';
import { stallHead } from '@sluice/testkit';
import type { ResponseReceiver } from '../transport.ts';
import { MiB, Taker, get, openOrigin, type ContractRig } from './transport-rig.ts';

export function stopContract({ openTransport }: ContractRig): void {
  describe('an order to stop', () => {
    test('before the request lets nothing out', async () => {
      const { origin, url } = await openOrigin(10);
      expect(await get(openTransport(), url, new Taker(), AbortSignal.abort('pause'))).toEqual({ kind: 'aborted' });
      expect(origin.requests).toHaveLength(0);
    });

    test('while it connects is obeyed at once', async () => {
      // A listener whose queue is full lets connections hang; an address that swallows packets would need a network.
      const { origin } = await openOrigin(10);
      const stop = new AbortController();
      const outcome = get(openTransport(), origin.url, new Taker(), stop.signal);
      stop.abort('pause');
      expect(await outcome).toEqual({ kind: 'aborted' });
      await origin.untilConnections(0);
    });

    test('while the head is awaited closes the connection', async () => {
      const { origin, url } = await openOrigin(10, [stallHead()]);
      const stop = new AbortController();
      const outcome = get(openTransport(), url, new Taker(), stop.signal);
      await origin.untilRequests(1);
      stop.abort('pause');
      expect(await outcome).toEqual({ kind: 'aborted' });
      await origin.untilConnections(0);
    });

    test('in the middle of the body closes the connection, and no byte is handed over afterwards', async () => {
      const { origin, url } = await openOrigin(64 * MiB);
      const stop = new AbortController();
      const taker = new Taker();
      const outcome = get(openTransport(), url, taker, stop.signal);
      await taker.begun;
      stop.abort('pause');
      const taken = taker.length;
      expect(await outcome).toEqual({ kind: 'aborted' });
      await origin.untilConnections(0);
      expect(taker.length).toBe(taken);
    });

    test('while the receiver holds the body back is obeyed at once', async () => {
      const { origin, url } = await openOrigin(64 * MiB);
      const stop = new AbortController();
      const taker = new Taker(() => new Promise(() => undefined));
      const outcome = get(openTransport(), url, taker, stop.signal);
      await taker.begun;
      stop.abort('pause');
      expect(await outcome).toEqual({ kind: 'aborted' });
      await origin.untilConnections(0);
    });
  });

  describe('a receiver that throws', () => {
    const BUG = new Error('a bug');

    test.each<[string, ResponseReceiver]>([
      [
        'on the head',
        {
          head: () => {
            throw BUG;
          },
          chunk: () => 'more',
        },
      ],
      [
        'on a chunk',
        {
          head: () => 'read',
          chunk: () => {
            throw BUG;
          },
        },
      ],
      ['later, in its promise', { head: () => 'read', chunk: () => Promise.reject(BUG) }],
    ])('%s is a fault: it rejects, and the connection is closed', async (_, receiver) => {
      const { origin, url } = await openOrigin(64 * MiB);
      await expect(get(openTransport(), url, receiver)).rejects.toBe(BUG);
      await origin.untilConnections(0);
    });
  });
}
