/** What other starts of the program hand over is never lost while this one is still starting. */
import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { LaterStarts } from './later-starts.ts';

test('starts that come before anybody follows are given in their order, and later ones at once', () => {
  const app = new EventEmitter();
  const starts = new LaterStarts(app);
  app.emit('second-instance', {}, [], '/', 'first');
  app.emit('second-instance', {}, [], '/', 'second');
  const taken: unknown[] = [];
  starts.follow((data) => taken.push(data));
  expect(taken).toEqual(['first', 'second']);
  app.emit('second-instance', {}, [], '/', 'third');
  expect(taken).toEqual(['first', 'second', 'third']);
});

test('of very many early starts the first hundred are kept', () => {
  const app = new EventEmitter();
  const starts = new LaterStarts(app);
  for (let at = 0; at < 150; at += 1) app.emit('second-instance', {}, [], '/', at);
  const taken: unknown[] = [];
  starts.follow((data) => taken.push(data));
  expect(taken).toHaveLength(100);
});
