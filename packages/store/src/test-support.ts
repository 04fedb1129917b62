/** For this package's tests: a job with every field set, folders that go away, and a second process that holds a database. */
import type { Job, JobState } from '@sluice/model';
import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openDatabase } from './open-database.ts';
import type { OpenOptions, OpenOutcome } from './open-outcome.ts';
import { plainBox } from './secret-box.ts';

/** 2026-01-02T03:04:05.006Z */
export const NOW_MS = Date.UTC(2026, 0, 2, 3, 4, 5, 6);

export const OPTIONS: OpenOptions = { clock: { nowMs: () => NOW_MS }, secretBox: plainBox };

/** A job as it is after its probe. */
export function someJob(id: string, changes: Partial<Job> = {}): Job {
  const digest = { algorithm: 'sha256', hex: 'ab'.repeat(32), from: 'user' } as const;
  return {
    id,
    createdAtMs: NOW_MS,
    rank: 1,
    source: { url: 'https://files.example/disk.iso?token=***', host: 'files.example' },
    target: { directory: '/home/user/Downloads', chosenName: 'disk.iso', conflict: 'keep-both', path: '/home/user/Downloads/disk.iso' },
    options: { connections: 8, partSizeBytes: null, limitBytesPerSecond: 1.5e6, digest, onRemoteChange: 'restart' },
    state: { kind: 'queued' },
    remote: {
      sizeBytes: 5_000_000_000,
      validator: { kind: 'strong-etag', etag: '"v1"' },
      etag: '"v1"',
      lastModified: 'Thu, 01 Jan 2026 00:00:00 GMT',
      resumable: true,
      mediaType: 'application/octet-stream',
      contentCoding: null,
      digest: null,
    },
    partFile: { path: '/home/user/Downloads/disk.iso.part', device: '2049', inode: '18446744073709551615' },
    blockSizeBytes: 1_048_576,
    durableBytes: 0,
    startedAtMs: NOW_MS + 1,
    restarts: { count: 1, lastReason: { kind: 'remote-changed', what: 'validator' } },
    ...changes,
  };
}

export function doneState(id: string): JobState {
  return {
    kind: 'done',
    path: `/home/user/Downloads/${id}.iso`,
    sizeBytes: 5_000,
    verdict: { kind: 'verified', by: 'sha256' },
    atMs: NOW_MS,
  };
}

export interface TestFolder {
  readonly path: string;
  readonly database: string;
  remove(): void;
}

/** A folder that does not exist yet, in one that goes away with the test. */
export function testFolder(): TestFolder {
  const parent = mkdtempSync(join(tmpdir(), 'sluice-store-'));
  const path = join(parent, 'state');
  return { path, database: join(path, 'queue.db'), remove: () => rmSync(parent, { recursive: true, force: true }) };
}

export type Opened = Extract<OpenOutcome, { readonly kind: 'open' }>;

/** Opens where opening must succeed. */
export function opened(folder: string, options: Partial<OpenOptions> = {}): Opened {
  const outcome = openDatabase(folder, { ...OPTIONS, ...options });
  if (outcome.kind !== 'open') throw new Error(`not open: ${JSON.stringify(outcome)}`);
  return outcome;
}

export interface Holder {
  /** What `openDatabase` said in the other process. */
  readonly outcome: string;
  /** Settles when the other process has said so many lines. */
  said(lines: number): Promise<readonly string[]>;
  /** Ends it as `kill -9` does, and tells all it said until then. */
  kill(): Promise<readonly string[]>;
}

/** Another process that opens the folder, saves the jobs named, and then holds on. */
export async function holdElsewhere(folder: string, ...words: readonly string[]): Promise<Holder> {
  const script = fileURLToPath(new URL('hold-database.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder, ...words], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines: string[] = [];
  const news = new EventEmitter();
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line);
    news.emit('line');
  });
  const ended = once(child, 'close').then(() => lines);
  const said = async (wanted: number): Promise<readonly string[]> => {
    while (lines.length < wanted && child.exitCode === null) await Promise.race([once(news, 'line'), ended]);
    return lines;
  };
  const [outcome = 'nothing'] = await said(1);
  const kill = (): Promise<readonly string[]> => {
    child.kill('SIGKILL');
    return ended;
  };
  return { outcome, said, kill };
}
