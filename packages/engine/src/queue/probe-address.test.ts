import { expect, onTestFinished, test } from 'vitest';
import { ignoreRange, redirect, startOrigin, status, type Origin } from '@sluice/testkit';
import { httpSource, openTransport, systemClock } from '../index.ts';
import { probeAddress, type AddressReading } from './probe-address.ts';

const MiB = 1024 * 1024;

async function setUp(): Promise<{ readonly origin: Origin; readonly ask: (url: string, signal?: AbortSignal) => Promise<AddressReading> }> {
  const origin = await startOrigin();
  const transport = openTransport({});
  onTestFinished(async () => {
    await transport.close();
    await origin.close();
  });
  const ports = { transport, sources: [httpSource], clock: systemClock };
  return {
    origin,
    ask: (url, signal = new AbortController().signal) => probeAddress(ports, { url, headers: [['X-Key', 'k']] }, signal),
  };
}

test('name, size and whether it can be resumed cost one request and hardly a byte', async () => {
  const { origin, ask } = await setUp();
  const url = `${origin.serve('/big.iso', { seed: 1, sizeBytes: 64 * MiB })}?token=secret`;
  expect(await ask(url)).toEqual({
    kind: 'found',
    url: url.replace('secret', '…'),
    name: 'big.iso',
    sizeBytes: 64 * MiB,
    resumable: true,
  });
  expect(origin.requests).toHaveLength(1);
  expect(origin.requests[0]?.headers).toMatchObject({ range: 'bytes=0-0', 'x-key': 'k' });
  expect(origin.bytesSent('/big.iso')).toBeLessThan(2);
});

test('a server that ignores ranges is not read on', async () => {
  const { origin, ask } = await setUp();
  const url = origin.serve('/whole.iso', { seed: 1, sizeBytes: 256 * MiB, faults: [ignoreRange()] });
  expect(await ask(url)).toMatchObject({ kind: 'found', sizeBytes: 256 * MiB, resumable: false });
  expect(origin.bytesSent('/whole.iso')).toBeLessThan(16 * MiB);
});

test('an empty file is found, and a redirect followed', async () => {
  const { origin, ask } = await setUp();
  expect(await ask(origin.serve('/empty.txt', { seed: 1, sizeBytes: 0 }))).toMatchObject({ kind: 'found', sizeBytes: 0 });
  origin.serve('/target.zip', { seed: 1, sizeBytes: 5 });
  const from = origin.serve('/from.zip', { seed: 1, sizeBytes: 5, faults: [redirect('/target.zip')] });
  expect(await ask(from)).toMatchObject({ kind: 'found', sizeBytes: 5 });
});

test('what the server refuses is told as it says, once', async () => {
  const { origin, ask } = await setUp();
  const url = origin.serve('/busy.zip', { seed: 1, sizeBytes: 5, faults: [status(503)] });
  expect(await ask(url)).toMatchObject({ kind: 'refused', failure: { kind: 'http-status', status: 503 } });
  expect(await ask('ftp://host/x')).toMatchObject({ kind: 'refused', failure: { kind: 'unsupported-scheme' } });
  expect(await ask('no link')).toMatchObject({ kind: 'refused', failure: { kind: 'invalid-url' } });
  expect(origin.requests).toHaveLength(1);
});

test('it can be called off', async () => {
  const { origin, ask } = await setUp();
  const off = new AbortController();
  off.abort();
  expect(await ask(origin.serve('/x.zip', { seed: 1, sizeBytes: 5 }), off.signal)).toEqual({ kind: 'aborted' });
});
