/** Scripted jobs, one in every state, for looking at the window without its main process. */
import {
  UNKNOWN_END,
  type ConnectionFacts,
  type Job,
  type JobSnapshot,
  type JobState,
  type Progress,
  type StripSegment,
} from '@sluice/model';

export const NOW = Date.now();

interface Sample {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly state: JobState;
  readonly size?: number;
  readonly durable?: number;
  readonly progress?: Progress;
  readonly job?: Partial<Job>;
}

function strip(pairs: readonly (readonly [number, number])[], live: number): readonly StripSegment[] {
  return pairs.flatMap(([from, to]): StripSegment[] => [
    { from: from / 100, to: (to - live) / 100, kind: 'durable' },
    { from: (to - live) / 100, to: to / 100, kind: 'arriving' },
  ]);
}

export function sample({ id, name, host, state, size, durable = 0, progress, job }: Sample): JobSnapshot {
  return {
    job: {
      id,
      createdAtMs: NOW - 3_600_000,
      rank: Number(id),
      source: { url: `https://${host}/pub/${name}`, host },
      target: { directory: '/home/mira/Downloads', chosenName: name, conflict: 'keep-both', path: `/home/mira/Downloads/${name}` },
      options: { connections: null, partSizeBytes: null, limitBytesPerSecond: null, digest: null, onRemoteChange: 'restart' },
      state,
      remote:
        size === undefined
          ? null
          : {
              sizeBytes: size,
              validator: { kind: 'strong-etag', etag: '"5c2b-1a9f"' },
              etag: '"5c2b-1a9f"',
              lastModified: null,
              resumable: true,
              mediaType: null,
              contentCoding: null,
              digest: { algorithm: 'sha256', hex: 'ab'.repeat(32), from: 'server' },
            },
      partFile: null,
      blockSizeBytes: 1_048_576,
      durableBytes: durable,
      startedAtMs: NOW - 60_000,
      restarts: { count: 0, lastReason: null },
      ...job,
    },
    progress: progress ?? null,
  };
}

export function running(
  received: number,
  total: number | null,
  rate: number,
  connections: number,
  segments: readonly StripSegment[],
): Progress {
  const secondsLeft = total === null ? null : (total - received) / rate;
  return {
    receivedBytes: received,
    durableBytes: received * 0.99,
    totalBytes: total,
    bytesPerSecond: rate,
    secondsLeft,
    connections,
    strip: segments,
    perConnection: sampleConnections(connections, rate, total),
    speed: { by: 'server', connections, eachBytesPerSecond: rate / connections, cap: null },
    retry: null,
  };
}

/** The last one waits, the one before it asks. */
function sampleConnections(count: number, rate: number, total: number | null): readonly ConnectionFacts[] {
  const size = (total ?? 100_000_000) / count;
  return Array.from({ length: count }, (_unused, index) => ({
    range: { start: Math.floor(index * size), end: total === null ? UNKNOWN_END : Math.floor((index + 1) * size) },
    receivedBytes: size * ((index * 7) % 10) * 0.1,
    bytesPerSecond: rate / count,
    requests: 1 + (index % 3),
    doing: index < count - 2 || count < 4 ? 'receiving' : index === count - 1 ? 'waiting' : 'asking',
  }));
}

export const GB = 1_000_000_000;

export const SAMPLES: readonly JobSnapshot[] = [
  sample({
    id: '1',
    name: 'debian-13.2.0-amd64-DVD-1.iso',
    host: 'cdimage.example.org',
    state: { kind: 'transferring' },
    size: 3.98 * GB,
    progress: running(
      2.91 * GB,
      3.98 * GB,
      61_400_000,
      8,
      strip(
        [
          [0, 31],
          [33, 52],
          [55, 63],
          [66.5, 79],
          [83, 91],
        ],
        1.5,
      ),
    ),
  }),
  sample({
    id: '2',
    name: 'exampleobject-with-a-really-long-name-that-does-not-fit-into-any-window-of-a-usual-width-2026-11-22.parquet',
    host: 'examplebucket.storage.example.net',
    state: { kind: 'transferring' },
    size: 10 * GB,
    progress: running(
      5.9 * GB,
      10 * GB,
      18_700_000,
      3,
      strip(
        [
          [0, 44],
          [50, 58],
          [75, 81],
        ],
        1,
      ),
    ),
  }),
  sample({
    id: '3',
    name: 'radio-stream.ogg',
    host: 'stream.example.com',
    state: { kind: 'transferring' },
    progress: running(48_200_000, null, 4_100_000, 1, []),
  }),
  sample({
    id: '4',
    name: 'keynote-2160p.mp4',
    host: 'media.example.com',
    state: { kind: 'waiting', reason: { kind: 'network' } },
    size: 1.9 * GB,
    durable: 1.2 * GB,
  }),
  sample({
    id: '5',
    name: 'nightly-build.tar.zst',
    host: 'ci.example.io',
    state: {
      kind: 'waiting',
      reason: { kind: 'retry-at', atMs: NOW + 95_000, failure: { kind: 'http-status', status: 503, retryAfterMs: 95_000 } },
    },
    size: 0.4 * GB,
    durable: 0.1 * GB,
  }),
  sample({
    id: '6',
    name: 'dataset-part-01.zip',
    host: 'files.example.net',
    state: { kind: 'paused' },
    size: 2.5 * GB,
    durable: 0.61 * GB,
  }),
  sample({
    id: '7',
    name: 'annual-report.pdf',
    host: 'share.example.com',
    state: { kind: 'failed', failure: { kind: 'http-status', status: 403, retryAfterMs: null }, atMs: NOW },
    size: 8_400_000,
    durable: 5_964_000,
    job: { restarts: { count: 1, lastReason: { kind: 'remote-changed', what: 'validator' } } },
  }),
  sample({ id: '8', name: 'node-v24.11.0.tar.xz', host: 'dist.example.org', state: { kind: 'queued' }, size: 29_000_000 }),
  sample({ id: '9', name: '年度数据集（完整）.zip', host: 'data.example.cn', state: { kind: 'queued' } }),
  sample({
    id: '10',
    name: 'firmware.bin',
    host: 'vendor.example.com',
    state: { kind: 'verifying' },
    size: 64_000_000,
    durable: 64_000_000,
  }),
  sample({
    id: '11',
    name: 'survey-tile-0442.tif',
    host: 'tiles.example.org',
    state: {
      kind: 'done',
      path: '/home/mira/Downloads/survey-tile-0442.tif',
      sizeBytes: 748_000_000,
      verdict: { kind: 'verified', by: 'sha256' },
      atMs: NOW - 2_000_000,
    },
    size: 748_000_000,
  }),
  sample({
    id: '12',
    name: 'album.flac',
    host: 'music.example.com',
    state: {
      kind: 'done',
      path: '/home/mira/Downloads/album.flac',
      sizeBytes: 312_000_000,
      verdict: { kind: 'unverified' },
      atMs: NOW - 90_000_000,
    },
    size: 312_000_000,
  }),
  sample({ id: '13', name: 'old-draft.docx', host: 'share.example.com', state: { kind: 'cancelled', atMs: NOW - 95_000_000 } }),
];
