/** What every adapter of the engine's JobHistory port must do; each runs these tests against itself. */
import type { JobHistory, JobStore } from '@sluice/engine';
import { HISTORY_KEPT, byteRange, type HistoryEvent, type HistoryFact } from '@sluice/model';
import { describe, expect, test } from 'vitest';
import { exampleJob, exampleSecrets } from './example-jobs.ts';
import { EVERY_FAILURE, EVERY_STATE } from './job-varieties.ts';

type Store = JobHistory & JobStore;

type OneOfEach = { readonly [K in HistoryFact['kind']]: readonly Extract<HistoryFact, { readonly kind: K }>[] };

const reset = { kind: 'reset', host: 'h' } as const;

const FACTS: OneOfEach = {
  added: [{ kind: 'added' }],
  started: [{ kind: 'started', keptBytes: 0 }, { kind: 'started', keptBytes: 2 ** 50 }], // prettier-ignore
  probed: [
    { kind: 'probed', sizeBytes: null, resumable: false, host: 'bücher.example' },
    { kind: 'probed', sizeBytes: 0, resumable: true, host: 'h' },
  ],
  'part-went-on': EVERY_FAILURE.map((failure) => ({ kind: 'part-went-on', part: 7, range: byteRange(5, 9), atBytes: 6, failure })),
  'connections-lowered': [{ kind: 'connections-lowered', connections: 4, failure: reset }],
  'blocks-repaired': [{ kind: 'blocks-repaired', count: 2, bytes: 2 ** 21 }],
  paused: (['user', 'quit', 'sleep', 'crash'] as const).map((by) => ({ kind: 'paused', by })),
  resumed: (['user', 'itself'] as const).map((by) => ({ kind: 'resumed', by })),
  waiting: EVERY_STATE.flatMap((state) => (state.kind === 'waiting' ? [{ kind: 'waiting', reason: state.reason } as const] : [])),
  restarted: [{ kind: 'restarted', reason: reset, droppedBytes: 3 }],
  'link-refreshed': [{ kind: 'link-refreshed', host: 'h:8080' }],
  'mirror-used': [{ kind: 'mirror-used', host: 'h', failure: reset }],
  'mirror-refused': EVERY_FAILURE.map((failure) => ({ kind: 'mirror-refused', host: 'bücher.example', failure })),
  'source-joined': [{ kind: 'source-joined', host: 'h:8080' }],
  'source-left': [{ kind: 'source-left', host: 'bücher.example', failure: reset }],
  'bytes-doubted': [{ kind: 'bytes-doubted', host: 'h', bytes: 2 ** 33 }],
  verified: [{ kind: 'verified', by: 'sha256' }],
  committed: EVERY_STATE.flatMap((state) =>
    state.kind === 'done' ? [{ kind: 'committed', path: state.path, sizeBytes: state.sizeBytes, verdict: state.verdict } as const] : [],
  ),
  failed: EVERY_FAILURE.map((failure) => ({ kind: 'failed', failure })),
  cancelled: [{ kind: 'cancelled' }],
};

/** At least one of every kind of fact. */
export const EVERY_HISTORY_FACT: readonly HistoryFact[] = Object.values(FACTS).flat();

const paused = (atMs: number): HistoryEvent => ({ kind: 'paused', by: 'user', atMs });

/** Registers the contract's tests for one adapter; `open` gives an empty one, and what `reopen` gives is looked at after a new start. */
export function jobHistoryContract(name: string, open: () => { readonly store: Store; readonly reopen: () => JobHistory }): void {
  const save = (store: Store, history: readonly HistoryEvent[], id = 'job-1'): void =>
    store.save([{ job: exampleJob({ id }), secrets: exampleSecrets(), history }]);

  describe(`${name} keeps the JobHistory contract:`, () => {
    test('a job that nobody knows, and one that nothing happened to, have none', () => {
      const { store } = open();
      store.save([{ job: exampleJob(), secrets: exampleSecrets() }]);
      expect([store.events('nobody'), store.events('job-1')]).toEqual([[], []]);
    });

    test('every kind of event comes back as it was saved, in order, and after opening again', () => {
      const { store, reopen } = open();
      const events = EVERY_HISTORY_FACT.map((fact, index) => ({ ...fact, atMs: index + 0.5 }));
      for (const event of events.slice(0, HISTORY_KEPT.first)) save(store, [event]);
      expect(store.events('job-1')).toEqual(events.slice(0, HISTORY_KEPT.first));
      save(store, events.slice(HISTORY_KEPT.first));
      expect(reopen().events('job-1')).toEqual(events);
    });

    test('of a long history the first and the last events are kept', () => {
      const { store } = open();
      for (let at = 0; at < 500; at += 10)
        save(
          store,
          Array.from({ length: 10 }, (_, index) => paused(at + index)),
        );
      const first = Array.from({ length: HISTORY_KEPT.first }, (_, index) => paused(index));
      const last = Array.from({ length: HISTORY_KEPT.last }, (_, index) => paused(500 - HISTORY_KEPT.last + index));
      expect(store.events('job-1')).toEqual([...first, ...last]);
    });

    test('it goes with its job, and is no other job’s', () => {
      const { store } = open();
      save(store, [paused(1)]);
      save(store, [paused(2)], 'job-2');
      store.remove(['job-1']);
      save(store, []);
      expect([store.events('job-1'), store.events('job-2')]).toEqual([[], [paused(2)]]);
    });

    test('a change that can’t be stored leaves no trace in it', () => {
      const { store } = open();
      save(store, [paused(1)]);
      const broken = { job: exampleJob({ id: 'job-2', rank: Number.NaN }), history: [] };
      expect(() => store.save([{ job: exampleJob(), history: [paused(2)] }, broken])).toThrow();
      expect(store.events('job-1')).toEqual([paused(1)]);
    });
  });
}
