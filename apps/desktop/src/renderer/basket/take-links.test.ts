import type { Client } from '@sluice/ipc';
import { expect, test } from 'vitest';
import { takeLinks } from './take-links.ts';

function clientThat(answer: (channel: string) => unknown) {
  const asked: (readonly [string, unknown])[] = [];
  const invoke = (channel: string, input: unknown): Promise<unknown> => {
    asked.push([channel, input]);
    const value = answer(channel);
    return value instanceof Error ? Promise.reject(value) : Promise.resolve(value);
  };
  return { asked, client: { invoke } as unknown as Client };
}

const text = (value: string) => ({ text: value, links: [] });

test('a few links are queued at once', async () => {
  const { asked, client } = clientThat(() => ({ outcomes: [{ kind: 'added' }, { kind: 'added' }] }));
  expect(await takeLinks(client, text('https://a.example/1 https://a.example/2'))).toEqual({ kind: 'added', count: 2 });
  expect(asked).toMatchObject([['jobs:add', { links: [{ url: 'https://a.example/1' }, { url: 'https://a.example/2' }], begin: 'queued' }]]);
});

test('many links, and links of another kind, are shown in the window first', async () => {
  const many = Array.from({ length: 21 }, (_unused, index) => `https://a.example/${index}`).join('\n');
  for (const given of [many, 'ftp://a.example/x']) {
    const { asked, client } = clientThat(() => null);
    expect(await takeLinks(client, text(given))).toEqual({ kind: 'shown' });
    expect(asked).toEqual([['window:show', { text: given }]]);
  }
});

test('a link that was refused is shown, the others are queued', async () => {
  const { asked, client } = clientThat(() => ({ outcomes: [{ kind: 'added' }, { kind: 'refused' }] }));
  expect(await takeLinks(client, text('https://a.example/1 https://a.example/2'))).toEqual({ kind: 'added', count: 1 });
  expect(asked[1]).toEqual(['window:show', { text: 'https://a.example/2' }]);
});

test('no link and no answer are told apart', async () => {
  const { client } = clientThat(() => new Error('gone'));
  expect([await takeLinks(client, text('hello')), await takeLinks(client, text('https://a.example/1'))]).toEqual([
    { kind: 'nothing' },
    { kind: 'failed' },
  ]);
});
