/** What every Transport promises of the bodies that it hands over. */
import { describe, expect, test } from 'vitest';
import { interim, seededBytes } from '@sluice/testkit';
import type { Appetite } from '../transport.ts';
import { MiB, PATH, Taker, get, openOrigin, untilStill, type ContractRig } from './transport-rig.ts';

export function responseContract({ openTransport, isUndici }: ContractRig): void {
  describe('a response', () => {
    test('arrives whole: its head once, with names in lower case and repeated headers repeated, and its body bit for bit', async () => {
      const { origin } = await openOrigin(0);
      const url = origin.serve(PATH, {
        seed: 1,
        sizeBytes: 3 * MiB + 7,
        headers: [
          ['X-Twice', 'a'],
          ['X-Twice', 'b'],
        ],
      });
      const taker = new Taker();
      expect(await get(openTransport(), url, taker)).toEqual({ kind: 'ended' });
      expect(taker.bytes.equals(seededBytes(1, { start: 0, end: 3 * MiB + 7 }))).toBe(true);
      expect(taker.heads).toHaveLength(1);
      const headers = taker.heads[0]?.headers ?? [];
      expect(headers.filter(([name]) => name === 'x-twice')).toEqual([
        ['x-twice', 'a'],
        ['x-twice', 'b'],
      ]);
      expect(headers.filter(([name]) => name !== name.toLowerCase())).toEqual([]);
    });

    test('without a body ends all the same', async () => {
      const { url } = await openOrigin(0);
      expect(await get(openTransport(), url)).toEqual({ kind: 'ended' });
    });

    test.each([102, 103])('that comes after an interim %d is the one that counts', async (code) => {
      const { url } = await openOrigin(10, [interim(code)]);
      const taker = new Taker();
      expect(await get(openTransport(), url, taker)).toEqual({ kind: 'ended' });
      expect(taker.heads.map((head) => head.status)).toEqual([200]);
      expect(taker.length).toBe(10);
    });

    test('that comes after a 100 that nobody asked for counts, or the connection is given up; nothing wrong is called right', async () => {
      const { url } = await openOrigin(10, [interim(100)]);
      const taker = new Taker();
      const refused = { kind: 'failed', failure: { kind: 'reset', host: '127.0.0.1' } };
      expect(await get(openTransport(), url, taker)).toEqual(isUndici ? refused : { kind: 'ended' });
      expect(taker.length).toBe(isUndici ? 0 : 10);
    });

    test('that nobody wants is discarded, and its connection is closed', async () => {
      const { origin, url } = await openOrigin(64 * MiB);
      const outcome = await get(openTransport(), url, { head: () => 'discard', chunk: () => 'more' });
      expect(outcome).toEqual({ kind: 'discarded' });
      await origin.untilConnections(0);
    });

    test('of which nobody wants more is cut off, and its connection is closed', async () => {
      const { origin, url } = await openOrigin(64 * MiB);
      const taker = new Taker((bytes) => (bytes >= MiB ? 'enough' : 'more'));
      expect(await get(openTransport(), url, taker)).toEqual({ kind: 'discarded' });
      await origin.untilConnections(0);
      expect(taker.length).toBeLessThan(2 * MiB);
    });

    test('whose receiver takes its time holds the server back, and goes on when it is ready', async () => {
      const size = 64 * MiB;
      const { origin, url } = await openOrigin(size);
      let release!: (appetite: Appetite) => void;
      let chunks = 0;
      const taker = new Taker(() => ((chunks += 1) === 1 ? new Promise<Appetite>((resolve) => (release = resolve)) : 'more'));
      const outcome = get(openTransport(), url, taker);
      await taker.begun;
      // What fits into the buffers of two sockets goes out; then it stands still.
      await untilStill(() => origin.bytesSent(PATH));
      expect(origin.bytesSent(PATH)).toBeLessThan(size / 2);
      expect(taker.chunks).toHaveLength(1);
      release('more');
      expect(await outcome).toEqual({ kind: 'ended' });
      expect(taker.length).toBe(size);
    });

    test('ends only when the receiver is done with its last chunk', async () => {
      const { url } = await openOrigin(10);
      let done = false;
      const outcome = get(openTransport(), url, {
        head: () => 'read',
        chunk: () => new Promise((resolve) => setImmediate(() => setImmediate(() => ((done = true), resolve('more'))))),
      });
      await outcome;
      expect(done).toBe(true);
    });
  });
}
