/** What every adapter of the engine's JobStore port must do; each runs these tests against itself. */
import type { JobStore } from '@sluice/engine';
import { UNKNOWN_END, byteRange, type Job } from '@sluice/model';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exampleCheckpoint, exampleJob, exampleSecrets, startedJob } from './example-jobs.ts';
import { EVERY_FAILURE, EVERY_OBJECT_OPTIONS, EVERY_REMOTE, EVERY_SOURCE, EVERY_STATE, EVERY_TARGET } from './job-varieties.ts';

export interface OpenedJobStore {
  readonly store: JobStore;
  /** Closes the store and opens it again over the same data, like a program that starts again. */
  reopen(): Promise<JobStore>;
  /** Closes it and deletes the data. */
  close(): Promise<void>;
}

const NOTHING = { parts: [], blocks: [] };

/** Registers the contract's tests for one adapter; each test opens its own empty store. */
export function jobStoreContract(name: string, open: () => Promise<OpenedJobStore>): void {
  describe(`${name} keeps the JobStore contract:`, () => {
    let opened: OpenedJobStore;
    let store: JobStore;

    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.close());

    const add = (...jobs: readonly Job[]): void => store.save(jobs.map((job) => ({ job, secrets: exampleSecrets() })));
    const foundIds = (query: Parameters<JobStore['find']>[0] = {}): readonly string[] => store.find(query).map((job) => job.id);
    const saveStarted = (): void =>
      store.save([{ job: startedJob(), secrets: exampleSecrets(), checkpoint: { mode: 'replace', ...exampleCheckpoint() } }]);

    test('an empty store finds and reads nothing', () => {
      expect([store.find({}), store.read('job-1')]).toEqual([[], null]);
    });

    test('a job is read and found with every field as it was saved, before and after opening again', async () => {
      saveStarted();
      const whole = { job: startedJob(), secrets: exampleSecrets(), checkpoint: exampleCheckpoint() };
      expect([store.read('job-1'), store.find({})]).toEqual([whole, [startedJob()]]);
      store = await opened.reopen();
      expect([store.read('job-1'), store.find({})]).toEqual([whole, [startedJob()]]);
    });

    test('a job that was just added keeps its nulls and has no checkpoint', async () => {
      add(exampleJob());
      store = await opened.reopen();
      expect(store.read('job-1')).toEqual({ job: exampleJob(), secrets: exampleSecrets(), checkpoint: NOTHING });
    });

    describe('comes back as it was:', () => {
      test.each(EVERY_STATE.map((state) => [JSON.stringify(state), state] as const))('state %s', (_name, state) => {
        expectRoundTrip(exampleJob({ state }));
      });
      test.each(EVERY_FAILURE.map((failure) => [JSON.stringify(failure), failure] as const))('failure %s', (_name, failure) => {
        expectRoundTrip(exampleJob({ state: { kind: 'failed', failure, atMs: 5 }, restarts: { count: 1, lastReason: failure } }));
      });
      test.each(EVERY_REMOTE.map((remote) => [JSON.stringify(remote), remote] as const))('remote file %s', (_name, remote) => {
        expectRoundTrip(exampleJob({ remote }));
      });
      test.each(EVERY_OBJECT_OPTIONS.map((object) => [JSON.stringify(object), object] as const))(
        'wishes of an object %s',
        (_name, object) => {
          expectRoundTrip(exampleJob({ options: { ...exampleJob().options, object } }));
        },
      );
      test.each(EVERY_SOURCE.map((source) => [JSON.stringify(source), source] as const))('source %s', (_name, source) => {
        expectRoundTrip(exampleJob({ source }));
      });
      test('what the file must measure', () => {
        expectRoundTrip(exampleJob({ options: { ...exampleJob().options, expectedSizeBytes: 0 } }));
      });
      test('the addresses of mirrors', () => {
        const secrets = exampleSecrets({ mirrors: ['https://user:secret@mirror.example/disk.iso', 'oss://bucket/disk.iso'] });
        store.save([{ job: exampleJob(), secrets }]);
        expect(store.read('job-1')?.secrets).toEqual(secrets);
      });
      test.each(EVERY_TARGET.map((target) => [JSON.stringify(target), target] as const))('target %s', (_name, target) => {
        expectRoundTrip(exampleJob({ target }));
      });
      test('numbers as large and as odd as they get', () => {
        const job = exampleJob({
          rank: -0.125,
          createdAtMs: 8.64e15,
          durableBytes: UNKNOWN_END - 1,
          blockSizeBytes: 2 ** 40,
          startedAtMs: 1.5,
        });
        expectRoundTrip(job);
      });
      test('secrets with any text, in order, repeated names included', () => {
        const headers = [['Ä', '名前 🦆'], ['a', ''], ['Ä', "'; DROP TABLE jobs; --"], ['nul', 'a\u0000b']] as const; // prettier-ignore
        store.save([{ job: exampleJob(), secrets: { url: 'https://ü:ß@h/?q=🦆', headers } }]);
        expect(store.read('job-1')?.secrets).toEqual({ url: 'https://ü:ß@h/?q=🦆', headers });
      });

      function expectRoundTrip(job: Job): void {
        add(job);
        expect([store.read(job.id)?.job, store.find({})]).toEqual([job, [job]]);
      }
    });

    describe('finding', () => {
      test('goes by rank and then by creation, whatever the order of saving', () => {
        add(exampleJob({ id: 'd', rank: 2, createdAtMs: 1 }), exampleJob({ id: 'c', rank: 1.5, createdAtMs: 9 }));
        add(exampleJob({ id: 'b', rank: 1, createdAtMs: 2 }), exampleJob({ id: 'a', rank: 1, createdAtMs: 1 }));
        add(exampleJob({ id: 'first', rank: -3, createdAtMs: 5 }));
        expect(foundIds()).toEqual(['first', 'a', 'b', 'c', 'd']);
      });

      test('follows a changed rank', () => {
        add(exampleJob({ id: 'a', rank: 1 }), exampleJob({ id: 'b', rank: 2 }));
        store.save([{ job: exampleJob({ id: 'a', rank: 3 }) }]);
        expect(foundIds()).toEqual(['b', 'a']);
      });

      test('gives only the states asked for, and all without a filter', () => {
        EVERY_STATE.forEach((state, index) => add(exampleJob({ id: `${index}:${state.kind}`, rank: index, state })));
        const kindsIn = (states: readonly Job['state']['kind'][]): readonly string[] => store.find({ states }).map((job) => job.state.kind);
        expect(foundIds()).toHaveLength(EVERY_STATE.length);
        expect(new Set(kindsIn(['waiting', 'queued']))).toEqual(new Set(['waiting', 'queued']));
        expect(kindsIn(['paused', 'paused'])).toEqual(['paused']);
        expect(kindsIn([])).toEqual([]);
      });

      test('takes the first ones up to the limit, after filtering', () => {
        for (const rank of [5, 3, 1, 4, 2]) add(exampleJob({ id: `${rank}`, rank, state: { kind: rank % 2 === 0 ? 'paused' : 'queued' } }));
        expect(foundIds({ limit: 2 })).toEqual(['1', '2']);
        expect(foundIds({ limit: 2, states: ['queued'] })).toEqual(['1', '3']);
        expect(foundIds({ limit: 3, states: ['queued', 'paused'] })).toEqual(['1', '2', '3']);
        expect(foundIds({ limit: 0 })).toEqual([]);
        expect(foundIds({ limit: 100 })).toHaveLength(5);
      });

      test('takes the first of certain jobs in certain states, be they few or many', () => {
        const many = Array.from({ length: 500 }, (_, index) => `m${index}`);
        add(...many.map((id, index) => exampleJob({ id, rank: 500 - index, state: { kind: index % 2 === 0 ? 'queued' : 'paused' } })));
        add(exampleJob({ id: 'other', rank: 0, state: { kind: 'queued' } }));
        expect(foundIds({ ids: many, states: ['queued'], limit: 2 })).toEqual(['m498', 'm496']);
        expect(foundIds({ ids: ['m1', 'm2', 'm4', 'gone'], states: ['queued'], limit: 5 })).toEqual(['m4', 'm2']);
        expect(foundIds({ ids: ['m1', 'm2'], states: ['queued', 'paused'], limit: 1 })).toEqual(['m2']);
      });
    });

    describe('a checkpoint', () => {
      const read = (): unknown => store.read('job-1')?.checkpoint;

      test('comes back in file order', () => {
        const { parts, blocks } = exampleCheckpoint();
        store.save([
          {
            job: startedJob(),
            secrets: exampleSecrets(),
            checkpoint: { mode: 'replace', parts: parts.toReversed(), blocks: blocks.toReversed() },
          },
        ]);
        expect(read()).toEqual(exampleCheckpoint());
      });

      test('stays when a save gives none', () => {
        saveStarted();
        store.save([{ job: startedJob({ state: { kind: 'paused' } }) }]);
        expect(store.read('job-1')).toMatchObject({ job: { state: { kind: 'paused' } }, checkpoint: exampleCheckpoint() });
      });

      test('is updated part by part and block by block, known by start and index', () => {
        saveStarted();
        const part = { range: byteRange(2_097_152, 4_194_304), durableBytes: 1_500_000 };
        const blocks = [{ index: 2, lengthBytes: 1_048_576, crc32: 9 }, { index: 3, lengthBytes: 402_848, crc32: 10 }]; // prettier-ignore
        store.save([{ job: startedJob(), checkpoint: { mode: 'update', parts: [part], blocks } }]);
        const before = exampleCheckpoint();
        expect(read()).toEqual({ parts: [before.parts[0], part], blocks: [...before.blocks.slice(0, 2), ...blocks] });
      });

      test('may begin with an update', () => {
        store.save([{ job: startedJob(), secrets: exampleSecrets(), checkpoint: { mode: 'update', ...exampleCheckpoint() } }]);
        expect(read()).toEqual(exampleCheckpoint());
      });

      test('a part is split by an update: its row shrinks, and the new one is put in its place', async () => {
        saveStarted();
        const halves = [
          { range: byteRange(2_097_152, 3_145_728), durableBytes: 1_048_576 },
          { range: byteRange(3_145_728, 4_194_304), durableBytes: 0 },
        ];
        store.save([{ job: startedJob(), checkpoint: { mode: 'update', parts: halves, blocks: [] } }]);
        store = await opened.reopen();
        expect(read()).toEqual({ ...exampleCheckpoint(), parts: [exampleCheckpoint().parts[0], ...halves] });
      });

      test('is replaced as a whole', () => {
        saveStarted();
        const other = { parts: [{ range: byteRange(0, UNKNOWN_END), durableBytes: 7 }], blocks: [{ index: 0, lengthBytes: 7, crc32: 1 }] };
        store.save([{ job: startedJob(), checkpoint: { mode: 'replace', ...other } }]);
        expect(read()).toEqual(other);
      });

      test('is dropped by an empty replacement, and left by an empty update', () => {
        saveStarted();
        store.save([{ job: startedJob(), checkpoint: { mode: 'update', ...NOTHING } }]);
        expect(read()).toEqual(exampleCheckpoint());
        store.save([{ job: startedJob(), checkpoint: { mode: 'replace', ...NOTHING } }]);
        expect(read()).toEqual(NOTHING);
      });

      test('belongs to its job alone', () => {
        saveStarted();
        store.save([
          { job: startedJob({ id: 'job-2' }), secrets: exampleSecrets(), checkpoint: { mode: 'replace', ...exampleCheckpoint() } },
        ]);
        store.save([{ job: startedJob(), checkpoint: { mode: 'replace', ...NOTHING } }]);
        expect([read(), store.read('job-2')?.checkpoint]).toEqual([NOTHING, exampleCheckpoint()]);
      });
    });

    test('secrets change only when given', () => {
      add(exampleJob());
      store.save([{ job: exampleJob({ rank: 2 }) }]);
      expect(store.read('job-1')?.secrets).toEqual(exampleSecrets());
      store.save([{ job: exampleJob(), secrets: { url: 'https://new.example/', headers: [] } }]);
      expect(store.read('job-1')?.secrets).toEqual({ url: 'https://new.example/', headers: [] });
    });

    test('a removed job leaves nothing behind, and the others stay', async () => {
      saveStarted();
      add(exampleJob({ id: 'job-2' }));
      store.remove(['job-1', 'unknown']);
      expect([store.read('job-1'), foundIds()]).toEqual([null, ['job-2']]);
      store = await opened.reopen();
      store.save([{ job: startedJob(), secrets: { url: 'https://again.example/', headers: [] } }]);
      expect(store.read('job-1')).toEqual({
        job: startedJob(),
        secrets: { url: 'https://again.example/', headers: [] },
        checkpoint: NOTHING,
      });
    });

    test.each<[string, Parameters<JobStore['save']>[0][number]]>([
      ['a job without a place in the queue', { job: exampleJob({ id: 'bad', rank: Number.NaN }), secrets: exampleSecrets() }],
      [
        'a part that ends within a byte',
        {
          job: exampleJob({ id: 'bad' }),
          checkpoint: { mode: 'update', parts: [{ range: { start: 0, end: 1.5 }, durableBytes: 0 }], blocks: [] },
        },
      ],
      [
        'a block whose digest is no number',
        {
          job: exampleJob({ id: 'bad' }),
          checkpoint: { mode: 'update', parts: [], blocks: [{ index: 0, lengthBytes: 1, crc32: Number.NaN }] },
        },
      ],
    ])('all changes are saved or none: %s undoes those before it', async (_name, bad) => {
      saveStarted();
      const paused: Job = startedJob({ state: { kind: 'paused' } });
      const before = {
        job: paused,
        secrets: { url: 'https://lost.example/', headers: [] },
        checkpoint: { mode: 'replace', ...NOTHING },
      } as const;
      expect(() => store.save([before, bad, { job: exampleJob({ id: 'after' }), secrets: exampleSecrets() }])).toThrow();
      const expectUntouched = (): void => {
        expect(store.find({})).toEqual([startedJob()]);
        expect(store.read('job-1')).toEqual({ job: startedJob(), secrets: exampleSecrets(), checkpoint: exampleCheckpoint() });
        expect([store.read('bad'), store.read('after')]).toEqual([null, null]);
      };
      expectUntouched();
      store = await opened.reopen();
      expectUntouched();
    });

    test('saving and removing nothing changes nothing', () => {
      add(exampleJob());
      store.save([]);
      store.remove([]);
      expect(foundIds()).toEqual(['job-1']);
    });

    test('the last of two changes of one job in one save counts', () => {
      store.save([{ job: exampleJob({ rank: 1 }), secrets: exampleSecrets() }, { job: exampleJob({ rank: 2 }) }]);
      expect(store.find({})).toEqual([exampleJob({ rank: 2 })]);
    });

    test('ten thousand jobs are kept and found in order', async () => {
      const jobs = Array.from({ length: 10_000 }, (_, index) => exampleJob({ id: `job-${index}`, rank: (index * 7919) % 10_000 }));
      add(...jobs);
      store = await opened.reopen();
      expect(store.find({})).toEqual(jobs.toSorted((a, b) => a.rank - b.rank));
      expect(store.find({ limit: 3, states: ['queued'] }).map((job) => job.rank)).toEqual([0, 1, 2]);
    });
  });
}
