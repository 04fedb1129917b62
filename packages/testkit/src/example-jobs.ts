/** Whole jobs for tests, so that a test names only what it is about. */
import { NO_OPTIONS, byteRange, type Checkpoint, type Job, type JobSecrets } from '@sluice/model';

/** A job that was just added. */
export function exampleJob(overrides: Partial<Job> = {}): Job {
  return {
    id: 'job-1',
    createdAtMs: Date.UTC(2025, 0, 1),
    rank: 1,
    source: { url: 'https://files.example/disk.iso', host: 'files.example' },
    target: { directory: '/home/user/Downloads', chosenName: null, conflict: 'keep-both', path: null },
    options: NO_OPTIONS,
    state: { kind: 'queued' },
    remote: null,
    partFile: null,
    blockSizeBytes: 0,
    durableBytes: 0,
    startedAtMs: null,
    restarts: { count: 0, lastReason: null },
    ...overrides,
  };
}

/** A job in the middle of its transfer with every field that can hold something holding it; goes with `exampleCheckpoint`. */
export function startedJob(overrides: Partial<Job> = {}): Job {
  return exampleJob({
    target: { directory: '/home/user/Downloads', chosenName: 'disk.iso', conflict: 'overwrite', path: '/home/user/Downloads/disk.iso' },
    options: {
      connections: 8,
      partSizeBytes: 8_388_608,
      limitBytesPerSecond: 2_000_000,
      digest: { algorithm: 'sha256', hex: 'ab'.repeat(32), from: 'user' },
      onRemoteChange: 'ask',
    },
    state: { kind: 'transferring' },
    remote: {
      sizeBytes: 4_194_304,
      validator: { kind: 'strong-etag', etag: '"v1"' },
      etag: '"v1"',
      lastModified: 'Wed, 01 Jan 2025 00:00:00 GMT',
      resumable: true,
      mediaType: 'application/octet-stream',
      contentCoding: 'gzip',
      digest: { algorithm: 'md5', hex: 'cd'.repeat(16), from: 'server' },
    },
    partFile: { path: '/home/user/Downloads/disk.iso.part', device: '2049', inode: '18446744073709551615' },
    blockSizeBytes: 1_048_576,
    durableBytes: 3_145_728,
    startedAtMs: Date.UTC(2025, 0, 1, 0, 1),
    restarts: { count: 2, lastReason: { kind: 'remote-changed', what: 'validator' } },
    ...overrides,
  });
}

/** Two parts of 2 MiB, the second half done, and their blocks. */
export function exampleCheckpoint(): Checkpoint {
  return {
    parts: [
      { range: byteRange(0, 2_097_152), durableBytes: 2_097_152 },
      { range: byteRange(2_097_152, 4_194_304), durableBytes: 1_048_576 },
    ],
    blocks: [
      { index: 0, lengthBytes: 1_048_576, crc32: 0 },
      { index: 1, lengthBytes: 1_048_576, crc32: 0xffff_ffff },
      { index: 2, lengthBytes: 1_048_576, crc32: 0x1234_5678 },
    ],
  };
}

/** What opens the example's source, with things that must not leak. */
export function exampleSecrets(overrides: Partial<JobSecrets> = {}): JobSecrets {
  return {
    url: 'https://user:secret@files.example/disk.iso?token=secret',
    headers: [
      ['X-Api-Key', 'secret'],
      ['X-Api-Key', 'second secret'],
    ],
    ...overrides,
  };
}
