import type { AddressReading } from '@sluice/engine';
import { expect, test } from 'vitest';
import { LinkProbes, type Prober } from './probe-links.ts';

/** Answers nobody before it is called off. */
class Silent implements Prober {
  asked = 0;

  probe(_secrets: unknown, signal: AbortSignal): Promise<AddressReading> {
    this.asked += 1;
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        resolve({ kind: 'aborted' });
      });
    });
  }
}

const input = { url: 'https://a.example/x', headers: [] };

test('all that are under way are called off at once, and later ones are asked', async () => {
  const prober = new Silent();
  const probes = new LinkProbes(prober);
  const asked = [probes.probe(input), probes.probe(input)];
  probes.stopAll();
  expect(await Promise.all(asked)).toEqual([{ kind: 'unanswered' }, { kind: 'unanswered' }]);
  const later = probes.probe(input);
  expect(prober.asked).toBe(3);
  probes.stopAll();
  await later;
});

test('a flood of them reaches no server', async () => {
  const prober = new Silent();
  const probes = new LinkProbes(prober);
  const asked = Array.from({ length: 1000 }, () => probes.probe(input));
  expect(prober.asked).toBe(8);
  probes.stopAll();
  await Promise.all(asked);
});

test('headers that are none are sent nowhere', async () => {
  const prober = new Silent();
  expect(await new LinkProbes(prober).probe({ ...input, headers: [['bad\nname', 'x']] })).toEqual({ kind: 'unanswered' });
  expect(prober.asked).toBe(0);
});
