import type { ProbeReply } from '@sluice/ipc';
import { expect, onTestFinished, test, vi } from 'vitest';
import { LinkLooks, LOOKED_AT, mayBeLookedAt, type Looks } from './look-at-links.ts';

const FOUND: ProbeReply = { kind: 'found', url: 'u', name: 'n', sizeBytes: 1, resumable: true };

function setUp() {
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const asked: string[] = [];
  const answers: ((reply: ProbeReply) => void)[] = [];
  let looks: Looks = new Map();
  let stopped = 0;
  const links = new LinkLooks({
    probe: (url) => {
      asked.push(url);
      return new Promise((resolve) => answers.push(resolve));
    },
    stopAll: () => (stopped += 1),
    onChange: (changed) => (looks = changed),
  });
  return {
    links,
    asked,
    answer: async () => {
      answers.shift()?.(FOUND);
      await vi.advanceTimersByTimeAsync(250);
    },
    looks: () => {
      vi.advanceTimersByTime(250);
      return looks;
    },
    stopped: () => stopped,
  };
}

const many = (count: number): readonly string[] => Array.from({ length: count }, (_unused, index) => `http://a/${index}`);

test('four are asked at a time, and only the first fifty at all', async () => {
  const { links, asked, answer, looks } = setUp();
  links.want(many(500), []);
  expect(asked).toEqual(many(4));
  for (let count = 0; count < 500; count += 1) await answer();
  expect(asked).toEqual(many(LOOKED_AT));
  expect([...looks().values()].filter(({ kind }) => kind === 'found')).toHaveLength(LOOKED_AT);
});

test('a link is asked for once while the text grows, and again with other headers', async () => {
  const { links, asked, answer } = setUp();
  links.want(['http://a/x'], []);
  await answer();
  links.want(['http://a/x', 'http://a/y'], []);
  expect(asked).toEqual(['http://a/x', 'http://a/y']);
  await answer();
  links.want(['http://a/x'], [['Cookie', 'c']]);
  expect(asked).toEqual(['http://a/x', 'http://a/y', 'http://a/x']);
});

test('closing asks no more and calls off what is under way', async () => {
  const { links, asked, answer, stopped } = setUp();
  links.want(many(10), []);
  links.close();
  await answer();
  expect([asked.length, stopped()]).toEqual([4, 1]);
});

test('links that work once, or not on the web, are left alone', () => {
  const { links, asked, looks } = setUp();
  links.want(['https://a/x?otp=1', 'ftp://b/k'], []);
  expect(asked).toEqual([]);
  expect([...looks().values()]).toEqual([{ kind: 'not-looked-at' }, { kind: 'not-looked-at' }]);
  expect(['https://a/x?token=1', 'https://a/x?one-time=1', 'https://a/x?nonce_id=1'].map(mayBeLookedAt)).toEqual([true, false, false]);
});
