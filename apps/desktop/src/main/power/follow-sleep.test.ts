import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { followSleep } from './follow-sleep.ts';
import { Rest } from './rest.ts';

function restOf(calls: string[]): Rest {
  const call = (name: string) => (): Promise<void> => (calls.push(name), Promise.resolve());
  return new Rest(
    { suspend: call('suspend'), wake: call('wake') },
    {
      onChange: () => undefined,
      onFault: (fault) => {
        throw fault;
      },
    },
  );
}

test('each sleep and wake reaches the queue once, though the system says it twice', async () => {
  const [power, calls] = [new EventEmitter(), [] as string[]];
  const rest = restOf(calls);
  const stop = followSleep(power, rest, () => undefined);
  for (const event of ['resume', 'suspend', 'suspend', 'resume', 'resume', 'suspend']) power.emit(event);
  await rest.settled();
  expect(calls).toEqual(['suspend', 'wake', 'suspend']);
  stop();
  expect(power.eventNames()).toEqual([]);
});

test('a wake without a network waits for it', async () => {
  const [power, calls] = [new EventEmitter(), [] as string[]];
  const rest = restOf(calls);
  followSleep(power, rest, () => {
    rest.set('network', true);
  });
  power.emit('suspend');
  power.emit('resume');
  await rest.settled();
  expect([calls, rest.reasons]).toEqual([['suspend'], ['network']]);
  rest.set('network', false);
  await rest.settled();
  expect(calls).toEqual(['suspend', 'wake']);
});

test('another way out breaks off what runs, and nothing while the queue rests anyway', async () => {
  const calls: string[] = [];
  const rest = restOf(calls);
  rest.restart();
  await rest.settled();
  expect(calls).toEqual(['suspend', 'wake']);
  rest.set('schedule', true);
  rest.restart();
  rest.set('schedule', false);
  await rest.settled();
  expect(calls).toEqual(['suspend', 'wake', 'suspend', 'wake']);
});

test('a queue that can not be put to rest is a fault, and the next step is taken all the same', async () => {
  const [calls, faults] = [[] as string[], [] as unknown[]];
  const rest = new Rest(
    { suspend: () => Promise.reject(new Error('disk')), wake: () => (calls.push('wake'), Promise.resolve()) },
    { onChange: () => undefined, onFault: (fault) => faults.push(fault) },
  );
  rest.set('metered', true);
  rest.set('metered', false);
  await rest.settled();
  expect([calls, faults]).toEqual([['wake'], [new Error('disk')]]);
});
