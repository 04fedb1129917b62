/** Scripted jobs that need the user, are about to try again, or have a link that ends soon. */
import type { JobSnapshot } from '@sluice/model';
import { GB, NOW, running, sample } from './sample-jobs.ts';

const host = 'share.example.com';
const MINUTE_MS = 60_000;

export const ASKING: readonly JobSnapshot[] = [
  sample({
    id: '1',
    name: 'annual-report.pdf',
    host,
    state: { kind: 'waiting', reason: { kind: 'new-link', status: 403 } },
    size: 8_400_000,
    durable: 5_964_000,
  }),
  sample({
    id: '2',
    name: 'exampleobject-with-a-really-long-name-that-does-not-fit-into-any-window-of-a-usual-width-2026-11-22.parquet',
    host: 'examplebucket.storage.example.net',
    state: { kind: 'waiting', reason: { kind: 'decision', question: 'target-exists' } },
    size: 0.4 * GB,
  }),
  sample({
    id: '3',
    name: 'nightly-build.tar.zst',
    host: 'ci.example.io',
    state: { kind: 'waiting', reason: { kind: 'decision', question: 'remote-changed' } },
    size: 0.4 * GB,
    durable: 0.16 * GB,
  }),
  sample({
    id: '4',
    name: 'keynote-2160p.mp4',
    host: 'media.example.com',
    state: { kind: 'transferring' },
    size: 1.9 * GB,
    progress: {
      ...running(1.2 * GB, 1.9 * GB, 0, 0, []),
      secondsLeft: null,
      retry: { failure: { kind: 'reset', host: 'media.example.com' }, atMs: NOW + 8_000 },
    },
  }),
  sample({
    id: '5',
    name: 'dataset-part-01.zip',
    host: 'files.example.net',
    state: {
      kind: 'waiting',
      reason: { kind: 'retry-at', atMs: NOW + 92_000, failure: { kind: 'http-status', status: 503, retryAfterMs: 92_000 } },
    },
    size: 2.5 * GB,
    durable: 0.61 * GB,
    job: { restarts: { count: 1, lastReason: { kind: 'remote-changed', what: 'validator' } } },
  }),
  sample({
    id: '6',
    name: 'survey-tile-0442.tif',
    host: 'tiles.example.org',
    state: { kind: 'transferring' },
    size: 0.748 * GB,
    progress: running(0.5 * GB, 0.748 * GB, 11_000_000, 4, [{ from: 0, to: 0.66, kind: 'durable' }]),
    job: {
      source: {
        url: 'https://tiles.example.org/survey-tile-0442.tif?Expires=…',
        host: 'tiles.example.org',
        linkExpiresAtMs: NOW + 41.5 * MINUTE_MS,
      },
    },
  }),
  sample({
    id: '7',
    name: 'archive-2025.tar',
    host: 'bucket.example.net',
    state: { kind: 'transferring' },
    size: 40 * GB,
    progress: running(5 * GB, 40 * GB, 9_000_000, 8, [{ from: 0, to: 0.125, kind: 'durable' }]),
    job: {
      source: {
        url: 'https://bucket.example.net/archive-2025.tar?X-Amz-Expires=…',
        host: 'bucket.example.net',
        linkExpiresAtMs: NOW + 14.5 * MINUTE_MS,
      },
    },
  }),
  sample({
    id: '8',
    name: 'album.flac',
    host: 'music.example.com',
    state: { kind: 'paused' },
    size: 0.312 * GB,
    durable: 0.1 * GB,
    job: {
      source: { url: 'https://music.example.com/album.flac?se=…', host: 'music.example.com', linkExpiresAtMs: NOW + 185 * MINUTE_MS },
    },
  }),
];
