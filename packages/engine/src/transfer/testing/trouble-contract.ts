/** What every Transport makes of servers that break the protocol, or can not be reached or trusted. */
import { describe, expect, test } from 'vitest';
import {
  badChunk,
  headerBomb,
  malformedHead,
  resetAfter,
  seededBytes,
  stallAfter,
  stallHead,
  twoContentLengths,
  type Fault,
} from '@sluice/testkit';
import { KiB, MiB, Taker, get, ok, openOrigin, rawServer, type ContractRig } from './transport-rig.ts';

export function troubleContract({ openTransport, isUndici }: ContractRig): void {
  describe('a server that does not keep to the protocol', () => {
    test.each<[string, Fault, object]>([
      ['a head of more than 64 KiB', headerBomb(80 * KiB), { kind: 'protocol', fault: 'head-too-large' }],
      ['a chunk whose size is none', badChunk(), { kind: 'protocol', fault: 'malformed' }],
      ['a first line that is not HTTP', malformedHead(), { kind: 'protocol', fault: 'malformed' }],
      ['a reset in the middle of the body', resetAfter(MiB), { kind: 'reset', host: '127.0.0.1' }],
    ])('%s is a failure', async (_, fault, failure) => {
      const { url } = await openOrigin(4 * MiB, [fault]);
      expect(await get(openTransport(), url)).toEqual({ kind: 'failed', failure });
    });

    test('two lengths that contradict each other are never taken for a whole file', async () => {
      const { url } = await openOrigin(4 * MiB, [twoContentLengths()]);
      const taker = new Taker();
      const outcome = await get(openTransport(), url, taker);
      const failure = outcome.kind === 'failed' ? outcome.failure : null;
      if (isUndici) expect(['protocol', 'reset']).toContain(failure?.kind);
      else expect(failure).toEqual({ kind: 'protocol', fault: 'content-length' });
      expect(taker.length).toBe(0);
    });

    test('a head of just under 64 KiB is read', async () => {
      const { url } = await openOrigin(10, [headerBomb(60 * KiB)]);
      expect(await get(openTransport(), url)).toEqual({ kind: 'ended' });
    });

    test('an end before the head is a reset', async () => {
      const url = await rawServer((socket) => socket.end());
      expect(await get(openTransport(), url)).toMatchObject({ kind: 'failed', failure: { kind: 'reset' } });
    });

    test('an end before the announced length is a failure, and what came is kept', async () => {
      const url = await rawServer((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345'));
      const taker = new Taker();
      expect(await get(openTransport(), url, taker)).toMatchObject({ kind: 'failed', failure: { kind: 'reset' } });
      expect(taker.bytes.toString()).toBe('12345');
    });

    test('a chunked body that ends without its last chunk is a failure', async () => {
      const url = await rawServer((socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n'));
      expect(await get(openTransport(), url)).toMatchObject({ kind: 'failed' });
    });

    test('more bytes than announced never reach the receiver', async () => {
      const url = await rawServer((socket) => socket.end(`${ok('12345')}67890`));
      const taker = new Taker();
      await get(openTransport(), url, taker);
      expect(taker.bytes.toString()).toBe('12345');
    });

    test('a head that never comes, and a body that stops, are timeouts that say how long was waited', async () => {
      const transport = openTransport({ timeouts: { headMs: 400, bodyIdleMs: 410 } });
      const { url } = await openOrigin(MiB, [stallHead({ times: 1 }), stallAfter(10 * KiB)]);
      expect(await get(transport, url)).toEqual({ kind: 'failed', failure: { kind: 'timeout', waitedFor: 'head', afterMs: 400 } });
      expect(await get(transport, url)).toEqual({ kind: 'failed', failure: { kind: 'timeout', waitedFor: 'body', afterMs: 410 } });
    });
  });

  describe('a server that can not be reached', () => {
    test('because nobody listens is refused', async () => {
      const { origin, url } = await openOrigin(1);
      const port = Number(new URL(url).port);
      await origin.close();
      const failure = { kind: 'connect', host: '127.0.0.1', port, cause: 'refused' };
      expect(await get(openTransport(), url)).toEqual({ kind: 'failed', failure });
    });

    test('because its name does not exist is a DNS failure', async () => {
      expect(await get(openTransport(), 'http://no-such-host.invalid/')).toEqual({
        kind: 'failed',
        failure: { kind: 'dns', host: 'no-such-host.invalid' },
      });
    });
  });

  describe('over TLS', () => {
    test('a certificate that nobody vouches for is a failure, and no request is sent', async () => {
      const { origin, url } = await openOrigin(10, [], { tls: true });
      expect(await get(openTransport(), url)).toMatchObject({ kind: 'failed', failure: { kind: 'tls', host: '127.0.0.1' } });
      expect(origin.requests).toHaveLength(0);
    });

    test('a certificate of another host is a failure', async () => {
      const { origin, url } = await openOrigin(10, [], { tls: { names: ['DNS:other.example'] } });
      const transport = openTransport({ extraAuthorities: [origin.ca ?? ''] });
      expect(await get(transport, url)).toEqual({
        kind: 'failed',
        failure: { kind: 'tls', host: '127.0.0.1', code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
      });
    });

    test('a certificate that is trusted serves the file', async () => {
      const { origin, url } = await openOrigin(MiB, [], { tls: true });
      const taker = new Taker();
      expect(await get(openTransport({ extraAuthorities: [origin.ca ?? ''] }), url, taker)).toEqual({ kind: 'ended' });
      expect(taker.bytes.equals(seededBytes(1, { start: 0, end: MiB }))).toBe(true);
    });

    test('a server that speaks no TLS is a failure', async () => {
      const url = await rawServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'));
      expect(await get(openTransport(), url.replace('http:', 'https:'))).toMatchObject({ kind: 'failed', failure: { kind: 'tls' } });
    });
  });
}
