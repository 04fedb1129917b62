import type { Client } from '@sluice/ipc';
import { expect, test } from 'vitest';
import { EMPTY_FORM, addInput } from '../add/add-form.ts';
import { aSnapshot } from './a-job.test-data.ts';
import { createActions, type Actions } from './actions.ts';
import { takeJobs } from './change-jobs.ts';
import { createWindowStore, type WindowStore } from './window-store.ts';

const WAITING = aSnapshot({ kind: 'waiting', reason: { kind: 'new-link', status: 403 } }, { id: 'w', name: 'set.zip', durableBytes: 7 });
const LINK = 'https://elsewhere.example.org/x/set.zip?token=1';
const OTHER_FILE = { kind: 'refused', failure: { kind: 'other-file', what: 'bytes' } };

function window(answers: Readonly<Record<string, unknown>> = {}): { store: WindowStore; actions: Actions; asked: unknown[] } {
  const asked: unknown[] = [];
  const client = {
    invoke: (channel: string, input: unknown) => {
      asked.push([channel, input]);
      return channel in answers ? Promise.resolve(answers[channel]) : Promise.reject(new Error(channel));
    },
    subscribe: () => () => undefined,
  } as unknown as Client;
  const store = createWindowStore();
  store.setState((state) => takeJobs(state, { snapshots: [WAITING], removed: [] }));
  return { store, actions: createActions(store, client), asked };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const toasts = (store: WindowStore): readonly string[] => store.getState().toasts.map(({ text }) => text);

test('Refresh link opens its dialog, and what is pasted or dropped meanwhile fills it', () => {
  const { store, actions, asked } = window();
  actions.act('refreshLink', ['w']);
  expect(store.getState().dialog).toEqual({ kind: 'refresh-link', id: 'w', text: '' });
  actions.takeText(`the new one: <${LINK}>`);
  expect(store.getState().dialog).toEqual({ kind: 'refresh-link', id: 'w', text: LINK });
  actions.takeText('no link at all');
  expect([store.getState().dialog, asked]).toEqual([{ kind: 'refresh-link', id: 'w', text: LINK }, []]);
});

test('an accepted link is told, also to those who only listen', async () => {
  const { store, actions, asked } = window({ 'jobs:refresh-link': { kind: 'accepted' } });
  expect(await actions.refreshLink('w', LINK)).toEqual({ kind: 'accepted' });
  expect([asked, toasts(store)]).toEqual([[['jobs:refresh-link', { id: 'w', url: LINK }]], ['set.zip goes on with the new link.']]);
});

test('a refusal is told by the dialog, and by the window once that is closed', async () => {
  const { store, actions } = window({ 'jobs:refresh-link': OTHER_FILE });
  actions.act('refreshLink', ['w']);
  expect(await actions.refreshLink('w', LINK)).toEqual(OTHER_FILE);
  expect(toasts(store)).toEqual([]);
  store.setState({ dialog: null });
  await actions.refreshLink('w', LINK);
  expect(toasts(store)).toEqual([expect.stringMatching(/^set\.zip: That link leads to another file of the same size\./)]);
});

test('a message that is refused is no answer', async () => {
  expect(await window().actions.refreshLink('w', LINK)).toBeNull();
});

test('a single link of the name that a download waits for is offered to it before anything is added', async () => {
  const { store, actions, asked } = window({ 'links:listed': { links: [] } });
  actions.takeText(LINK);
  await settled();
  expect(store.getState().dialog).toEqual({ kind: 'match', id: 'w', input: addInput(EMPTY_FORM, [LINK]), from: 'window' });
  expect(asked).toEqual([['links:listed', { urls: [LINK] }]]);
});

test.each([
  ['another name', 'https://elsewhere.example.org/other.zip'],
  ['several links', `${LINK}\nhttps://elsewhere.example.org/b.zip`],
])('%s are simply added', async (_what, text) => {
  const { store, actions, asked } = window({ 'jobs:add': { outcomes: [] }, 'links:listed': { links: [] } });
  actions.takeText(text);
  await settled();
  expect([store.getState().dialog, asked.map((one) => (one as [string])[0])]).toEqual([null, ['links:listed', 'jobs:add']]);
});

test('added as new, the link of a refused match is not asked about again', async () => {
  const { actions, asked, store } = window({ 'jobs:add': { outcomes: [] } });
  actions.addNew(addInput(EMPTY_FORM, [LINK]));
  await settled();
  expect([store.getState().dialog, asked]).toEqual([null, [['jobs:add', addInput(EMPTY_FORM, [LINK])]]]);
});

test('a question is answered to the job that asks it', () => {
  const { actions, asked } = window({ 'jobs:decide': null });
  actions.decide('w', { question: 'target-exists', conflict: 'keep-both' });
  expect(asked).toEqual([['jobs:decide', { id: 'w', answer: { question: 'target-exists', conflict: 'keep-both' } }]]);
});

test('a wait that needs the user is announced as what it needs', () => {
  const { store } = window();
  const asking = aSnapshot({ kind: 'waiting', reason: { kind: 'decision', question: 'target-exists' } }, { id: 'd', name: 'a.zip' });
  store.setState((state) => takeJobs(state, { snapshots: [asking], removed: [] }));
  expect(store.getState().announcement).toBe('a.zip waits for your decision.');
});
