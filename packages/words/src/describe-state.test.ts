import type { Job, JobSnapshot, JobState, Progress, WaitReason } from '@sluice/model';
import { expect, test } from 'vitest';
import { describeConnections, describeExpiry, describeState, describeTimeLeft, describeVerdict, describeWait } from './describe-state.ts';
import { LANGUAGES } from './language.ts';

const NOW = 1_700_000_000_000;

const REASONS: readonly WaitReason[] = [
  { kind: 'network' },
  { kind: 'retry-at', atMs: NOW + 12_000, failure: { kind: 'http-status', status: 503, retryAfterMs: 12_000 } },
  { kind: 'retry-at', atMs: NOW - 1, failure: { kind: 'reset', host: 'files.example.org' } },
  { kind: 'disk-space', path: '/srv', neededBytes: 4_000_000_000, availableBytes: 1_000_000_000 },
  { kind: 'new-link', status: 403 },
  { kind: 'restore', storageClass: 'Archive', requested: true, expectedEndAtMs: null, pollAtMs: 0 },
  { kind: 'decision', question: 'remote-changed' },
  { kind: 'decision', question: 'target-exists' },
];

function snapshot(state: JobState): JobSnapshot {
  const job: Job = {
    id: 'j1',
    createdAtMs: NOW,
    rank: 1,
    source: { url: 'https://files.example.org/set.zip', host: 'files.example.org' },
    target: { directory: '/srv', chosenName: null, conflict: 'keep-both', path: null },
    options: { connections: null, partSizeBytes: null, limitBytesPerSecond: null, digest: null, onRemoteChange: 'restart' },
    state,
    remote: {
      sizeBytes: 1000,
      validator: null,
      etag: null,
      lastModified: null,
      resumable: true,
      mediaType: null,
      contentCoding: null,
      digest: null,
    },
    partFile: null,
    blockSizeBytes: 0,
    durableBytes: 710,
    startedAtMs: null,
    restarts: { count: 0, lastReason: null },
  };
  return { job, progress: null };
}

test('every reason to wait is a sentence in both languages', () => {
  for (const language of LANGUAGES) {
    const sentences = REASONS.map((reason) => describeWait(reason, language, NOW, { keptFraction: 0.71 }));
    for (const sentence of sentences) expect(sentence).toMatch(/[.。]$/);
    expect(sentences).toMatchSnapshot();
  }
});

test('a waiting retry tells its cause and when it tries again', () => {
  expect(describeWait(REASONS[1] ?? { kind: 'network' }, 'en', NOW)).toBe('The server is busy (503). Tries again in 12 s.');
});

test('a failed job says what is kept', () => {
  const state: JobState = { kind: 'failed', failure: { kind: 'http-status', status: 404, retryAfterMs: null }, atMs: NOW };
  expect(describeState(snapshot(state), 'en', NOW)).toBe('There is no file at this address (404). 71 % is kept. Check the link.');
  expect(describeState(snapshot(state), 'zh-CN', NOW)).toBe('此地址没有文件（404）。已保留 71%。请检查链接。');
});

test('plain states are a word or two', () => {
  expect(describeState(snapshot({ kind: 'paused' }), 'en', NOW)).toBe('Paused');
  expect(describeState(snapshot({ kind: 'queued' }), 'zh-CN', NOW)).toBe('排队中');
});

test('counts follow the plural rules of the language', () => {
  expect([describeConnections(1, 'en'), describeConnections(8, 'en'), describeConnections(1, 'zh-CN')]).toEqual([
    '1 connection',
    '8 connections',
    '1 个连接',
  ]);
});

test('time left and verdicts are in words', () => {
  expect(describeTimeLeft(220, 'en')).toBe('3 min 40 s left');
  expect(describeTimeLeft(220, 'zh-CN')).toBe('剩余 3 分 40 秒');
  expect(describeVerdict({ kind: 'verified', by: 'sha256' }, 'en')).toBe('Verified SHA-256');
  expect(describeVerdict({ kind: 'kept-existing' }, 'zh-CN')).toBe('文件已存在，予以保留');
});

test('a link says when it expires, as long as that matters', () => {
  const MINUTE = 60_000;
  expect(describeExpiry(NOW + 41 * MINUTE + 30_000, 'en', NOW)).toBe('The link expires in 41 min.');
  expect(describeExpiry(NOW + 30_000, 'en', NOW)).toBe('The link expires in 30 s.');
  expect(describeExpiry(NOW + 3 * 60 * MINUTE, 'zh-CN', NOW)).toBe('链接将在 3 小时后过期。');
  expect(describeExpiry(NOW, 'en', NOW)).toBe('The link has expired.');
  expect([describeExpiry(null, 'en', NOW), describeExpiry(undefined, 'en', NOW), describeExpiry(NOW + 1e12, 'en', NOW)]).toEqual([
    null,
    null,
    null,
  ]);
});

test('checksums of object stores have names, and a search without result is told', () => {
  expect(['crc32', 'crc32c', 'crc64', 'crc64nvme'].map((by) => describeVerdict({ kind: 'verified', by }, 'en'))).toEqual([
    'Verified CRC-32',
    'Verified CRC-32C',
    'Verified CRC-64',
    'Verified CRC-64/NVME',
  ]);
  expect(describeVerdict({ kind: 'unverified', sought: true }, 'en')).toBe('Complete; the server publishes no checksum to compare with');
});

test('a running job that waits for its next attempt says so', () => {
  const retry = { failure: { kind: 'reset', host: 'files.example.org' }, atMs: NOW + 2_000 } as const;
  const progress: Progress = {
    receivedBytes: 1,
    durableBytes: 0,
    totalBytes: null,
    bytesPerSecond: 0,
    secondsLeft: null,
    connections: 0,
    strip: [],
    perConnection: [],
    retry,
  };
  const { job } = snapshot({ kind: 'transferring' });
  expect(describeState({ job, progress }, 'en', NOW)).toBe('files.example.org broke off the connection. Tries again in 2 s.');
});
