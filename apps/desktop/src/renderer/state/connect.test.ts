import type { AppFacts, Client, Settings } from '@sluice/ipc';
import { toListCounts } from '@sluice/model';
import { expect, test } from 'vitest';
import { addInput } from '../add/add-form.ts';
import { aSnapshot } from './a-job.test-data.ts';
import { createActions } from './actions.ts';
import { connect } from './connect.ts';
import { createWindowStore } from './window-store.ts';

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

function connected(answers: Readonly<Record<string, unknown>>) {
  const listeners = new Map<string, (payload: unknown) => void>();
  const client = {
    invoke: (channel: string) => (channel in answers ? Promise.resolve(answers[channel]) : Promise.reject(new Error(channel))),
    subscribe: (topic: string, listener: (payload: unknown) => void) => {
      listeners.set(topic, listener);
      return () => listeners.delete(topic);
    },
  } as unknown as Client;
  const store = createWindowStore();
  const disconnect = connect(store, client, createActions(store, client));
  return { store, disconnect, listeners, push: (topic: string, payload: unknown) => listeners.get(topic)?.(payload) };
}

const ANSWERS = {
  'settings:get': { language: 'en', theme: 'dark' } as Settings,
  'queue:resting': { reasons: ['network'] },
  'app:facts': { systemLocale: 'zh-CN', notices: [] } as unknown as AppFacts,
  'jobs:rows': {
    rows: { ids: ['a'], keys: [0], open: 1 },
    counts: toListCounts([{ place: 'queued', fileKind: 'other', jobs: 1 }]),
    snapshots: [aSnapshot({ kind: 'transferring' })],
  },
};

test('a push older than the list does not undo it, a later one is taken in', async () => {
  const { store, push, disconnect } = connected(ANSWERS);
  push('jobs:changed', { snapshots: [aSnapshot({ kind: 'queued' })], removed: [] });
  await settled();
  expect(store.getState().snapshots.get('a')?.job.state.kind).toBe('transferring');
  push('jobs:changed', { snapshots: [aSnapshot({ kind: 'paused' })], removed: [] });
  expect(store.getState().snapshots.get('a')?.job.state.kind).toBe('paused');
  disconnect();
});

test('the list is not announced as news', async () => {
  const { store, disconnect } = connected(ANSWERS);
  await settled();
  expect(store.getState()).toMatchObject({ phase: 'ready', announcement: '' });
  disconnect();
});

test('a main process that does not answer is told, not hidden', async () => {
  const { store, disconnect } = connected({});
  await settled();
  expect(store.getState().phase).toBe('broken');
  disconnect();
});

test('the menu opens the Add dialog with its text, and a command selects a download in every filter', async () => {
  const { store, push, disconnect } = connected(ANSWERS);
  await settled();
  push('command', { name: 'add', text: 'https://a.example/x' });
  expect(store.getState()).toMatchObject({ dialog: { kind: 'add' }, addForm: { text: 'https://a.example/x' } });
  const link = { url: 'https://a.example/x', mirrors: ['https://b.example/x'], name: 'x.iso', sizeBytes: 5, checksum: null };
  push('command', { name: 'add', text: link.url, links: [link] });
  expect(addInput(store.getState().addForm, [link.url]).links).toEqual([link]);
  store.setState({ filter: 'paused', fileKind: 'video', query: 'z' });
  push('command', { name: 'select', id: 'a' });
  expect(store.getState()).toMatchObject({ filter: 'all', fileKind: null, query: '', listed: ['a'], selection: { cursor: 'a' } });
  disconnect();
});

test('letting go leaves no listener behind', async () => {
  const { listeners, disconnect } = connected(ANSWERS);
  await settled();
  disconnect();
  expect(listeners.size).toBe(0);
});

test('why the queue rests is known from the start, and changes are followed', async () => {
  const { store, push, disconnect } = connected(ANSWERS);
  await settled();
  expect(store.getState().resting).toEqual(['network']);
  push('resting', { reasons: [] });
  expect(store.getState().resting).toEqual([]);
  disconnect();
});
