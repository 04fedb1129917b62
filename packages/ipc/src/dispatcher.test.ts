import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CONTRACT, type Channel, type InputOf } from './contract.ts';
import { createDispatcher, type Handlers } from './dispatcher.ts';
import { defaultSettings, type Settings } from './settings.ts';

const SETTINGS: Settings = { ...defaultSettings('/home/a/Downloads'), proxy: 'system' };

/** Every channel is answered; what with is of no interest here. */
const HANDLERS = Object.fromEntries(Object.keys(CONTRACT).map((channel) => [channel, () => null])) as unknown as Handlers;

const ADD: InputOf<'jobs:add'> = {
  links: [{ url: 'https://example.org/a.iso' }],
  directory: null,
  chosenName: null,
  conflict: null,
  connections: null,
  limitBytesPerSecond: null,
  checksum: null,
  headers: [['X-Key', 'v']],
  begin: 'queued',
};

function dispatcher(handlers: Partial<Handlers> = {}, faults: unknown[] = []) {
  const dispatch = createDispatcher<string>(
    { ...HANDLERS, ...handlers },
    { isTrusted: (sender) => sender === 'window', onFault: (channel, error) => faults.push([channel, error]) },
  );
  return (channel: unknown, input: unknown, sender = 'window') => dispatch(sender, channel, input);
}

test('a message that fits is answered with what the handler returns', async () => {
  const send = dispatcher({ 'settings:get': () => SETTINGS });
  expect(await send('settings:get', {})).toEqual({ ok: true, value: SETTINGS });
});

test('the handler gets the parsed input', async () => {
  const inputs: unknown[] = [];
  const send = dispatcher({ 'jobs:add': (input) => (inputs.push(input), { outcomes: [] }) });
  await send('jobs:add', ADD);
  expect(inputs).toEqual([ADD]);
});

test('an untrusted sender is refused before anything is parsed', async () => {
  const send = dispatcher();
  expect(await send('jobs:list', {}, 'stranger')).toEqual({ ok: false, refusal: { kind: 'untrusted-sender' } });
});

test.each([['jobs:nope'], ['__proto__'], ['constructor'], ['toString'], [''], [42], [null], [{}], [{ toString: 1 }]])(
  'the channel %j is unknown',
  async (channel) => {
    expect(await dispatcher()(channel, {})).toEqual({ ok: false, refusal: { kind: 'unknown-channel' } });
  },
);

test.each<[string, Channel, unknown]>([
  ['a missing field', 'jobs:pause', {}],
  ['a field too many', 'jobs:list', { evil: 1 }],
  ['no object', 'jobs:list', null],
  ['too many ids', 'jobs:pause', { ids: Array.from({ length: 10_001 }, (_, index) => String(index)) }],
  ['no link', 'jobs:add', { ...ADD, links: [] }],
  ['a URL over 64 KiB', 'jobs:add', { ...ADD, links: [{ url: 'a'.repeat(64 * 1024 + 1) }] }],
  ['a new link over 64 KiB', 'jobs:refresh-link', { id: 'a', url: 'a'.repeat(64 * 1024 + 1) }],
  ['a new link for nobody', 'jobs:refresh-link', { id: '', url: 'https://example.org/a' }],
  ['an answer that asks back', 'jobs:decide', { id: 'a', answer: { question: 'target-exists', conflict: 'ask' } }],
  ['the answer to another question', 'jobs:decide', { id: 'a', answer: { question: 'remote-changed', conflict: 'skip' } }],
  ['65 connections', 'jobs:add', { ...ADD, connections: 65 }],
  ['half a connection', 'jobs:add', { ...ADD, connections: 0.5 }],
  ['a header of three', 'jobs:add', { ...ADD, headers: [['a', 'b', 'c']] }],
  ['a limit of zero', 'settings:set', { limitBytesPerSecond: 0 }],
  ['an unknown theme', 'settings:set', { theme: 'pink' }],
  ['a setting that is none', 'settings:set', { colour: 'pink' }],
])('%s is bad input', async (_what, channel, input) => {
  const reply = await dispatcher()(channel, input);
  expect(reply).toEqual({ ok: false, refusal: { kind: 'bad-input', detail: expect.any(String) as string } });
});

test('a refusal names the place and never the value', async () => {
  const reply = await dispatcher()('jobs:add', { ...ADD, headers: [['Cookie', ['secret']]] });
  expect(reply).toEqual({ ok: false, refusal: { kind: 'bad-input', detail: 'headers.0.1: invalid_type' } });
});

test('a handler that throws is a refusal to the page and a fault to the program', async () => {
  const faults: unknown[] = [];
  const broken = new Error('secret detail');
  const send = dispatcher({ 'jobs:resume': () => Promise.reject(broken) }, faults);
  expect(await send('jobs:resume', { ids: [] })).toEqual({ ok: false, refusal: { kind: 'fault' } });
  expect(faults).toEqual([['jobs:resume', broken]]);
});

test('some settings alone may be set', async () => {
  const inputs: unknown[] = [];
  const send = dispatcher({ 'settings:set': (input) => (inputs.push(input), SETTINGS) });
  await send('settings:set', { theme: 'dark' });
  expect(inputs).toEqual([{ theme: 'dark' }]);
});

/** Anything that structured clone lets through. */
const cloneable = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
  withNullPrototype: true,
});
const nearlyAdd = fc.record(Object.fromEntries(Object.entries(ADD).map(([key, value]) => [key, fc.oneof(fc.constant(value), cloneable)])), {
  requiredKeys: [],
});

test('any value on any channel is answered with a value or a refusal', async () => {
  const faults: unknown[] = [];
  const send = dispatcher({}, faults);
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.constantFrom(...Object.keys(CONTRACT)), fc.string(), cloneable),
      fc.oneof(cloneable, nearlyAdd),
      async (channel, input) => {
        const reply = await send(channel, input);
        expect(reply.ok ? 'value' in reply : reply.refusal.kind).toBeTruthy();
      },
    ),
    { numRuns: 1000 },
  );
  expect(faults).toEqual([]);
});
