import { byteRange, type HistoryFact, type WaitReason } from '@sluice/model';
import { describe, expect, test } from 'vitest';
import { LANGUAGES, describeHistory } from './index.ts';

const reset = { kind: 'reset', host: 'files.example.org' } as const;

const WAITS: { readonly [K in WaitReason['kind']]: readonly Extract<WaitReason, { readonly kind: K }>[] } = {
  network: [{ kind: 'network' }],
  'retry-at': [{ kind: 'retry-at', atMs: 1, failure: { kind: 'http-status', status: 503, retryAfterMs: 60_000 } }],
  'disk-space': [{ kind: 'disk-space', path: '/d', neededBytes: 2, availableBytes: 1 }],
  'new-link': [{ kind: 'new-link', status: 403 }],
  restore: [{ kind: 'restore', storageClass: 'Archive', requested: true, expectedEndAtMs: null, pollAtMs: 0 }],
  decision: [
    { kind: 'decision', question: 'remote-changed' },
    { kind: 'decision', question: 'target-exists' },
  ],
};

/** One of each, or it does not compile. */
const FACTS: { readonly [K in HistoryFact['kind']]: readonly Extract<HistoryFact, { readonly kind: K }>[] } = {
  added: [{ kind: 'added' }],
  started: [
    { kind: 'started', keptBytes: 0 },
    { kind: 'started', keptBytes: 12_100_000 },
  ],
  probed: [
    { kind: 'probed', sizeBytes: 2_910_000_000, resumable: true, host: 'files.example.org' },
    { kind: 'probed', sizeBytes: null, resumable: false, host: 'files.example.org' },
  ],
  'part-went-on': [{ kind: 'part-went-on', part: 7, range: byteRange(0, 20_000_000), atBytes: 12_100_000, failure: reset }],
  'connections-lowered': [1, 4].map((connections) => ({ kind: 'connections-lowered', connections, failure: reset })),
  'blocks-repaired': [1, 3].map((count) => ({ kind: 'blocks-repaired', count, bytes: count * 1_048_576 })),
  paused: (['user', 'quit', 'sleep', 'crash'] as const).map((by) => ({ kind: 'paused', by })),
  resumed: (['user', 'itself'] as const).map((by) => ({ kind: 'resumed', by })),
  waiting: Object.values(WAITS)
    .flat()
    .map((reason) => ({ kind: 'waiting', reason })),
  restarted: [0, 5_000_000].map((droppedBytes) => ({
    kind: 'restarted',
    reason: { kind: 'remote-changed', what: 'validator' },
    droppedBytes,
  })),
  'link-refreshed': [{ kind: 'link-refreshed', host: 'files.example.org' }],
  'mirror-used': [{ kind: 'mirror-used', host: 'mirror.example.org', failure: reset }],
  'mirror-refused': [
    { kind: 'mirror-refused', host: 'mirror.example.org', failure: reset },
    { kind: 'mirror-refused', host: 'mirror.example.org', failure: { kind: 'other-file', what: 'bytes' } },
  ],
  'source-joined': [{ kind: 'source-joined', host: 'mirror.example.org' }],
  'source-left': [{ kind: 'source-left', host: 'mirror.example.org', failure: reset }],
  'bytes-doubted': [{ kind: 'bytes-doubted', host: 'files.example.org', bytes: 5_000_000 }],
  verified: [{ kind: 'verified', by: 'sha256' }],
  committed: [
    { kind: 'committed', path: '/d/set.zip', sizeBytes: 5, verdict: { kind: 'unverified' } },
    { kind: 'committed', path: '/d/set.zip', sizeBytes: 5, verdict: { kind: 'kept-existing' } },
  ],
  failed: [{ kind: 'failed', failure: { kind: 'dns', host: 'files.example.org' } }],
  cancelled: [{ kind: 'cancelled' }],
};

const ALL: readonly HistoryFact[] = Object.values(FACTS).flat();

describe.each(LANGUAGES)('in %s', (language) => {
  test('every event has its sentence', () => {
    expect(ALL.map((fact) => describeHistory(fact, language)).join('\n')).toMatchSnapshot();
  });

  test('no sentence is said of two different events, and none has a hole', () => {
    const sentences = ALL.map((fact) => describeHistory(fact, language));
    expect(new Set(sentences).size).toBe(sentences.length);
    for (const sentence of sentences) expect(sentence).toMatch(/^(?!.*(undefined|null|NaN|#)).+[.。）]$/u);
  });
});
