/** The transport of the program keeps the promises of the port, and takes the way that was chosen. */
import { expect, onTestFinished, test } from 'vitest';
import { startHttpProxy, startOrigin } from '@sluice/testkit';
import { openTransport } from './choosing-transport.ts';
import { transportContract } from './testing/transport-contract.ts';
import type { ResponseReceiver, TransportOutcome, TransportRequest } from './transport.ts';

transportContract({ name: 'the choosing transport', open: openTransport, isUndici: false });

const RECEIVER: ResponseReceiver = { head: () => 'read', chunk: () => 'more' };

async function get(request: TransportRequest): Promise<TransportOutcome> {
  const transport = openTransport();
  onTestFinished(() => transport.close());
  return transport.get(request, RECEIVER, new AbortController().signal);
}

async function openOrigin(): Promise<{ readonly url: string; readonly requests: () => number }> {
  const origin = await startOrigin();
  onTestFinished(() => origin.close());
  return { url: origin.serve('/f.bin', { seed: 1, sizeBytes: 10 }), requests: () => origin.requests.length };
}

test("a request's own proxy is used", async () => {
  const { url } = await openOrigin();
  const proxy = await startHttpProxy();
  onTestFinished(() => proxy.close());
  expect(await get({ url, headers: [], proxy: proxy.url })).toEqual({ kind: 'ended' });
  expect(proxy.requests).toHaveLength(1);
});

test('a request that can not be written down is a fault, and nothing is sent', async () => {
  const { url, requests } = await openOrigin();
  await expect(get({ url, headers: [['X-A', 'b\r\nX-C: d']] })).rejects.toThrow();
  await expect(get({ url: `${url}?a b`, headers: [] })).rejects.toThrow();
  expect(requests()).toBe(0);
});

test('a closed transport is a fault, whichever way it would have taken', async () => {
  const { url } = await openOrigin();
  const transport = openTransport();
  await transport.close();
  const stop = new AbortController().signal;
  await expect(transport.get({ url, headers: [] }, RECEIVER, stop)).rejects.toThrow('closed');
  await expect(transport.get({ url, headers: [], proxy: 'http://127.0.0.1:1' }, RECEIVER, stop)).rejects.toThrow('closed');
});
