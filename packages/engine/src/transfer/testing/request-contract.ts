/** What every Transport promises of the requests that it sends, and of the connections that carry them. */
import { describe, expect, test } from 'vitest';
import { KiB, MiB, PATH, Taker, get, ok, openOrigin, rawServer, type ContractRig } from './transport-rig.ts';

export function requestContract({ openTransport }: ContractRig): void {
  describe('a request', () => {
    test('has the path as it is written, and the headers as they are given', async () => {
      let seen = '';
      const url = await rawServer((socket, request) => {
        seen = request;
        socket.end(ok('x'));
      });
      const transport = openTransport();
      const headers = [
        ['X-One', '1'],
        ['Range', 'bytes=0-'],
      ] as const;
      await transport.get({ url: `${url}/a/../b%2F//c/./%e4?x=/../&y#part`, headers }, new Taker(), new AbortController().signal);
      expect(seen.split('\r\n')[0]).toBe('GET /a/../b%2F//c/./%e4?x=/../&y HTTP/1.1');
      expect(seen).toMatch(/\r\nX-One: 1\r\n/);
      expect(seen).toMatch(/\r\nRange: bytes=0-\r\n/);
    });

    test.each([
      ['', 'GET / HTTP/1.1'],
      ['?q=1', 'GET /?q=1 HTTP/1.1'],
    ])('for an address without a path asks for the root: %j', async (tail, line) => {
      let seen = '';
      const url = await rawServer((socket, request) => {
        seen = request;
        socket.end(ok(''));
      });
      await get(openTransport(), `${url}${tail}`);
      expect(seen.split('\r\n')[0]).toBe(line);
    });

    test('after another uses its connection again', async () => {
      const { origin, url } = await openOrigin(100 * KiB);
      const transport = openTransport();
      for (let nth = 0; nth < 3; nth += 1) await get(transport, url);
      expect(origin.requests.map((request) => request.socket)).toEqual([1, 1, 1]);
    });

    test('beside 31 others of the same server has a connection of its own', async () => {
      const { origin, url } = await openOrigin(256 * KiB);
      const release = origin.hold(PATH, { afterBytes: 0 });
      const transport = openTransport();
      const takers = Array.from({ length: 32 }, () => new Taker());
      const outcomes = Promise.all(takers.map((taker) => get(transport, url, taker)));
      await origin.untilRequests(32);
      release();
      expect(new Set((await outcomes).map((outcome) => outcome.kind))).toEqual(new Set(['ended']));
      expect(new Set(origin.requests.map((request) => request.socket)).size).toBe(32);
      expect(takers.every((taker) => taker.length === 256 * KiB)).toBe(true);
    });
  });

  describe('connections that are dropped', () => {
    test('while a body arrives let it finish, and the next request has a new one', async () => {
      const { origin, url } = await openOrigin(8 * MiB);
      const release = origin.hold(PATH, { afterBytes: MiB });
      const transport = openTransport();
      const taker = new Taker();
      const outcome = get(transport, url, taker);
      await taker.begun;
      const dropped = transport.dropIdleConnections();
      const second = get(transport, url);
      release();
      expect(await outcome).toEqual({ kind: 'ended' });
      expect(await second).toEqual({ kind: 'ended' });
      await dropped;
      expect(origin.requests.map((request) => request.socket)).toEqual([1, 2]);
      expect(taker.length).toBe(8 * MiB);
    });

    test('while idle are closed', async () => {
      const { origin, url } = await openOrigin(10);
      const transport = openTransport();
      await get(transport, url);
      await transport.dropIdleConnections();
      await origin.untilConnections(0);
      expect(await get(transport, url)).toEqual({ kind: 'ended' });
    });
  });

  describe('a transport that is closed', () => {
    test('during a body ends the exchange without calling it whole, and closes its connection', async () => {
      const { origin, url } = await openOrigin(64 * MiB);
      const transport = openTransport();
      const taker = new Taker();
      const outcome = get(transport, url, taker).catch(() => ({ kind: 'fault' }));
      await taker.begun;
      await transport.close();
      expect((await outcome).kind).not.toBe('ended');
      await origin.untilConnections(0);
    });

    test('twice is no trouble', async () => {
      const transport = openTransport();
      await transport.close();
      await transport.close();
    });
  });
}
