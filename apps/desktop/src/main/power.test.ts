import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { followPower } from './power.ts';

test('each sleep and wake reaches the queue once, though the system says it twice', () => {
  const power = new EventEmitter();
  const calls: string[] = [];
  const call = (name: string) => (): Promise<void> => (calls.push(name), Promise.resolve());
  const stop = followPower(power, { suspend: call('suspend'), wake: call('wake') });
  for (const event of ['resume', 'suspend', 'suspend', 'resume', 'resume', 'suspend']) power.emit(event);
  expect(calls).toEqual(['suspend', 'wake', 'suspend']);
  stop();
  expect(power.eventNames()).toEqual([]);
});
