import { expect, test } from 'vitest';
import { exampleJob, exampleSecrets, jobHistoryContract, jobStoreContract, MemoryJobStore } from './index.ts';

jobStoreContract('MemoryJobStore', () => {
  let latest = new MemoryJobStore();
  const reopen = (): Promise<MemoryJobStore> => Promise.resolve((latest = new MemoryJobStore(latest)));
  return Promise.resolve({ store: latest, reopen, close: () => Promise.resolve() });
});

jobHistoryContract('MemoryJobStore', () => {
  const store = new MemoryJobStore();
  return { store, reopen: () => new MemoryJobStore(store) };
});

test('what was given may change afterwards without changing what is stored, and what is returned can not be changed', () => {
  const store = new MemoryJobStore();
  const headers: [string, string][] = [['a', '1']];
  store.save([{ job: exampleJob(), secrets: exampleSecrets({ headers }) }]);
  headers.push(['b', '2']);
  const stored = store.read('job-1');
  expect(stored?.secrets.headers).toEqual([['a', '1']]);
  expect(Object.isFrozen(stored?.job.target)).toBe(true);
});
