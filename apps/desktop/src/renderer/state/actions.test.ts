import type { Client } from '@sluice/ipc';
import { expect, test } from 'vitest';
import { aSnapshot, NOW } from './a-job.test-data.ts';
import { createActions, type Actions } from './actions.ts';
import { EMPTY_FORM, addInput } from '../add/add-form.ts';
import { takeJobs } from './change-jobs.ts';
import { createWindowStore, type WindowStore } from './window-store.ts';

interface Asked {
  readonly channel: string;
  readonly input: unknown;
}

/** A client that notes what it is asked, and answers as told. */
function window(answers: Readonly<Record<string, unknown>> = {}): { store: WindowStore; actions: Actions; asked: Asked[] } {
  const asked: Asked[] = [];
  const client = {
    invoke: (channel: string, input: unknown) => {
      asked.push({ channel, input });
      const answer = answers[channel];
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer ?? null);
    },
    subscribe: () => () => undefined,
  } as unknown as Client;
  const store = createWindowStore();
  return { store, actions: createActions(store, client), asked };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const unfinished = aSnapshot({ kind: 'paused' }, { id: 'u', durableBytes: 10, name: 'half.zip' });
const fresh = aSnapshot({ kind: 'queued' }, { id: 'n' });
const done = aSnapshot({ kind: 'done', path: '/srv/x', sizeBytes: 9, verdict: { kind: 'unverified' }, atMs: NOW }, { id: 'd' });

test('removing asks first when bytes would be lost', () => {
  const { store, actions, asked } = window();
  store.setState((state) => takeJobs(state, { snapshots: [unfinished, fresh, done], removed: [] }));
  actions.act('remove', ['u', 'd']);
  expect(asked).toEqual([]);
  expect(store.getState().dialog).toEqual({
    kind: 'question',
    question: { kind: 'remove', plan: { withData: ['u'], rowOnly: ['d'], losing: 1, losingBytes: 10, name: null } },
  });
});

test('removing what has nothing to lose is done at once, and a finished file stays', () => {
  const { store, actions, asked } = window();
  store.setState((state) => takeJobs(state, { snapshots: [fresh, done], removed: [] }));
  actions.act('remove', ['n', 'd']);
  expect(asked).toEqual([
    { channel: 'jobs:remove', input: { ids: ['n'], deleteData: true } },
    { channel: 'jobs:remove', input: { ids: ['d'], deleteData: false } },
  ]);
});

test('an action is done only to those that allow it', () => {
  const { store, actions, asked } = window();
  store.setState((state) => takeJobs(state, { snapshots: [unfinished, fresh, done], removed: [] }));
  actions.act('resume', ['u', 'n', 'd']);
  expect(asked).toEqual([{ channel: 'jobs:resume', input: { ids: ['u'] } }]);
});

test('dropped links are queued at once, with an Undo', async () => {
  const { store, actions, asked } = window({ 'jobs:add': { outcomes: [{ kind: 'added', snapshot: fresh }] } });
  actions.takeText('get https://files.example.org/set.zip');
  await settled();
  expect(asked[0]).toEqual({ channel: 'links:listed', input: { urls: ['https://files.example.org/set.zip'] } });
  expect(asked[1]?.input).toMatchObject({ links: [{ url: 'https://files.example.org/set.zip' }], begin: 'queued' });
  expect(store.getState()).toMatchObject({ dialog: null, toasts: [{ text: '1 download added.', undoIds: ['n'] }], listed: ['n'] });
  actions.undo(['n']);
  expect(asked[2]).toEqual({ channel: 'jobs:remove', input: { ids: ['n'], deleteData: true } });
});

test('links that the list has, wherever in it, are looked at in the dialog first; they are asked about in parts', async () => {
  const there = 'https://files.example.org/set.zip?token=1';
  const { store, actions, asked } = window({ 'links:listed': { links: [{ url: there, id: 'd' }] } });
  actions.takeText(there);
  await settled();
  expect([store.getState().dialog, store.getState().addForm.text]).toEqual([{ kind: 'add' }, there]);
  const links = Array.from({ length: 600 }, (_unused, index) => `https://a.example/${index}`);
  expect([...(await actions.listedAmong(links))]).toEqual([[there, 'd']]);
  expect(asked.map(({ input }) => (input as { urls: unknown[] }).urls.length)).toEqual([1, 250, 250, 100]);
});

test('what is in the list already is shown, whatever hid it, and selected in the order of the links', () => {
  const { store, actions } = window();
  store.setState((state) => ({
    ...takeJobs(state, { snapshots: [unfinished, fresh, done], removed: [] }),
    filter: 'active',
    query: 'nothing',
    dialog: { kind: 'add' },
  }));
  actions.showJobs(['d', 'u']);
  const { selection, ...shown } = store.getState();
  expect(shown).toMatchObject({ filter: 'all', query: '', dialog: null });
  expect([shown.listed.length, [...selection.ids], selection.cursor]).toEqual([3, ['d', 'u'], 'd']);
});

test('without an answer no link is in the list already, and adding goes on', async () => {
  const { actions } = window({ 'links:listed': new Error('refused') });
  expect([...(await actions.listedAmong(['https://a.example/1']))]).toEqual([]);
});

test('many links, and links of another kind, are looked at in the dialog first', () => {
  const many = Array.from({ length: 21 }, (_unused, index) => `https://files.example.org/${index}`).join('\n');
  for (const text of [many, 'ftp://files.example.org/x']) {
    const { store, actions, asked } = window();
    actions.takeText(text);
    expect([asked, store.getState().dialog, store.getState().addForm.text]).toEqual([[], { kind: 'add' }, text]);
  }
});

test('refused links come back in the dialog; nothing is lost', async () => {
  const failure = { kind: 'invalid-url', text: 'x' };
  const { store, actions } = window({ 'jobs:add': { outcomes: [{ kind: 'refused', url: 'https://[', failure }] } });
  actions.takeText('https://[bad');
  await settled();
  expect([store.getState().dialog, store.getState().addForm.text]).toEqual([{ kind: 'add' }, 'https://[bad']);
});

test('a refused message is told in a sentence', async () => {
  const { store, actions } = window({ 'jobs:pause-all': new Error('refused') });
  actions.pauseAll();
  await settled();
  expect(store.getState().toasts.map(({ text }) => text)).toEqual(['That did not work. Nothing was changed; please try again.']);
});

test('many links are added in several messages', async () => {
  const outcome = { kind: 'refused', url: 'u', failure: { kind: 'invalid-url', text: 'u' } };
  const { actions, asked } = window({ 'jobs:add': { outcomes: Array.from({ length: 100 }, () => outcome) } });
  const links = Array.from({ length: 250 }, (_unused, index) => `https://a.example/${index}`);
  await actions.add(addInput(EMPTY_FORM, links));
  expect(asked.map(({ input }) => (input as { links: unknown[] }).links.length)).toEqual([100, 100, 50]);
});

test('a move is shown before the main process has answered, and asked of it', () => {
  const { store, actions, asked } = window();
  const jobs = ['a', 'b', 'c'].map((id, rank) => aSnapshot({ kind: 'paused' }, { id, rank, name: `${id}.zip` }));
  store.setState((state) => takeJobs(state, { snapshots: jobs, removed: [] }));
  actions.act('moveUp', ['c']);
  expect(store.getState().listed).toEqual(['a', 'c', 'b']);
  expect(store.getState().announcement).toBe('c.zip is now 2 of 3.');
  actions.moveToGap(['a'], 3);
  expect(store.getState().listed).toEqual(['c', 'b', 'a']);
  expect(asked).toEqual([
    { channel: 'jobs:move', input: { ids: ['c'], before: 'b' } },
    { channel: 'jobs:move', input: { ids: ['a'], before: null } },
  ]);
});

test('what files of links say of a link goes along with it; many are shown first', async () => {
  const { store, actions, asked } = window();
  const link = (index: number) => ({
    url: `https://a.example/${index}`,
    name: `${index}.iso`,
    mirrors: [],
    sizeBytes: null,
    checksum: null,
  });
  actions.takeDrop({ text: '', links: [link(1)], refused: [{ name: 'x.txt', reason: 'no-links' }], unfinished: [] });
  await settled();
  expect(asked.slice(1)).toMatchObject([
    { channel: 'jobs:add', input: { links: [{ url: 'https://a.example/1', name: '1.iso', checksum: null }] } },
  ]);
  expect(store.getState().toasts.map(({ text }) => text)).toEqual(['There is no link in “x.txt”.']);
  actions.takeDrop({ text: '', links: Array.from({ length: 21 }, (_unused, index) => link(index)), refused: [], unfinished: [] });
  expect(store.getState().dialog).toEqual({ kind: 'add' });
  expect(store.getState().addForm.known.get('https://a.example/7')?.name).toBe('7.iso');
});
