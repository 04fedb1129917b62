import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { HandedOver } from './handed-over.ts';
import { readStartWords } from './start-words.ts';

function mac() {
  const app = new EventEmitter();
  let prevented = 0;
  const hand = (event: string, what: string): void => void app.emit(event, { preventDefault: () => (prevented += 1) }, what);
  return { hand, handed: new HandedOver(app), prevented: () => prevented };
}

test('links and files that came before anybody listened are given once somebody does, then at once', () => {
  const { hand, handed, prevented } = mac();
  hand('open-url', 'sluice:add?url=https%3A%2F%2Fa.example%2Fb');
  hand('open-file', '/Users/ann/set.meta4');
  const taken: string[] = [];
  handed.follow((word) => taken.push(word));
  hand('open-url', 'https://a.example/c');
  expect([taken, prevented()]).toEqual([['sluice:add?url=https%3A%2F%2Fa.example%2Fb', '/Users/ann/set.meta4', 'https://a.example/c'], 3]);
});

test('what is handed over is read as the words of a start are', () => {
  const read = (word: string): unknown => readStartWords({ argv: ['', word], folder: '/' });
  expect(read('sluice:add?url=https%3A%2F%2Fa.example%2Fb')).toEqual({ addresses: ['https://a.example/b'], linkFiles: [] });
  expect(read('/Users/ann/My set.meta4')).toEqual({ addresses: [], linkFiles: ['/Users/ann/My set.meta4'] });
});

test('nobody can fill the memory before the program is ready', () => {
  const { hand, handed } = mac();
  for (let index = 0; index < 1000; index += 1) hand('open-url', `https://a.example/${index}`);
  const taken: string[] = [];
  handed.follow((word) => taken.push(word));
  expect(taken).toHaveLength(100);
});
