import { expect, test } from 'vitest';
import { createClient, IpcRefusal, type Bridge } from './client.ts';

function bridge(reply: unknown): Bridge & { readonly sent: unknown[]; push(payload: unknown): void } {
  const sent: unknown[] = [];
  const listeners = new Set<(payload: unknown) => void>();
  return {
    sent,
    invoke: (channel, input) => (sent.push([channel, input]), Promise.resolve(reply)),
    subscribe: (_topic, listener) => (listeners.add(listener), () => listeners.delete(listener)),
    pathOf: () => '',
    push: (payload) => {
      for (const listener of listeners) listener(payload);
    },
  };
}

test('a reply is unwrapped', async () => {
  const wire = bridge({ ok: true, value: { path: '/home/a' } });
  expect(await createClient(wire).invoke('folders:choose', { from: null })).toEqual({ path: '/home/a' });
  expect(wire.sent).toEqual([['folders:choose', { from: null }]]);
});

test('a refusal is thrown with its channel', async () => {
  const client = createClient(bridge({ ok: false, refusal: { kind: 'fault' } }));
  await expect(client.invoke('jobs:list', {})).rejects.toEqual(new IpcRefusal('jobs:list', { kind: 'fault' }));
});

test('a listener hears pushes until it is taken off', () => {
  const wire = bridge(null);
  const heard: unknown[] = [];
  const stop = createClient(wire).subscribe('throughput', (payload) => heard.push(payload));
  wire.push({ bytesPerSecond: 1, limitBytesPerSecond: null });
  stop();
  wire.push({ bytesPerSecond: 2, limitBytesPerSecond: null });
  expect(heard).toEqual([{ bytesPerSecond: 1, limitBytesPerSecond: null }]);
});
