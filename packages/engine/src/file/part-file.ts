/** The open part file: positional reads and writes whose refusals are values. It knows nothing of parts, blocks or jobs. */
import { constants } from 'node:fs';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DiskFailure, PartFileIdentity } from '@sluice/model';
import { creationFailure, diskFailure, errnoOf, failed, type DiskFailed } from './disk-failure.ts';
import { identityOf } from './file-identity.ts';
import { OwnWrites } from './own-writes.ts';
import { reopenPartFile, type Reopened } from './reopen-part-file.ts';
import { systemClock } from '../system-clock.ts';
import { syncFolder } from './sync-folder.ts';

export type Created = { readonly kind: 'ok'; readonly file: PartFile } | DiskFailed;
export type ReadOutcome =
  { readonly kind: 'ok'; /** Fewer than asked only at the end of the file. */ readonly bytesRead: number } | DiskFailed;
export type FileFacts =
  | {
      readonly kind: 'ok';
      readonly sizeBytes: number;
      readonly mtimeMs: number;
      /** Less than the size where the file has holes. */ readonly allocatedBytes: number;
    }
  | DiskFailed;

export class PartFile {
  readonly identity: PartFileIdentity;
  readonly #handle: FileHandle;
  #closed: Promise<void> | null = null;
  // The system stamps files with its own clock, whatever clock the engine was given.
  readonly #ownWrites = new OwnWrites(() => systemClock.nowMs());
  /** As it was seen last. */
  #atimeMs: number | null = null;

  /** Takes the handle over; `create` and `reopen` are the ways to get one. */
  constructor(handle: FileHandle, identity: PartFileIdentity) {
    this.#handle = handle;
    this.identity = identity;
  }

  /**
   * Makes a new part file of `sizeBytes` without filling it (spec A6); null: it grows. Whatever is at `path` already, a link
   * included, is not ours: `part-file-foreign`. The file's name is durable on return; after a failure nothing is left behind.
   */
  static async create(path: string, sizeBytes: number | null): Promise<Created> {
    let handle: FileHandle;
    try {
      // O_NOFOLLOW is undefined on Windows, which is as good as 0 here; O_EXCL refuses links anyway.
      handle = await open(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o666);
    } catch (error) {
      return errnoOf(error) === 'EEXIST' ? failed({ kind: 'part-file-foreign', path }) : creationFailure(error, path);
    }
    const prepared = await prepare(handle, path, sizeBytes);
    if (prepared.kind === 'ok') return { kind: 'ok', file: new PartFile(handle, prepared.identity) };
    await handle.close();
    await unlink(path).catch(errnoOf);
    return prepared;
  }

  /** Opens the part file of an earlier run, if it is still the same; see `reopenPartFile`. */
  static async reopen(identity: PartFileIdentity, claimedEnd: number, sizeBytes: number | null): Promise<Reopened<PartFile>> {
    return reopenPartFile(identity, claimedEnd, sizeBytes, (handle, current) => new PartFile(handle, current));
  }

  /** Writes all of `bytes` at `position`. The bytes must not be changed until it settles; they are not durable before `sync`. */
  async write(bytes: Uint8Array, position: number): Promise<DiskFailure | null> {
    const { path } = this.identity;
    // A refusal tells nothing here: the write will meet it too.
    if (this.#ownWrites.isQuiet) await this.stat();
    this.#ownWrites.begin();
    try {
      for (let written = 0; written < bytes.length;) {
        const { bytesWritten } = await this.#handle.write(bytes, written, bytes.length - written, position + written);
        if (bytesWritten === 0) return { kind: 'disk', operation: 'write', path, code: 'EIO' };
        written += bytesWritten;
      }
      return null;
    } catch (error) {
      return (await diskFailure(error, 'write', path, bytes.length)).failure;
    } finally {
      this.#ownWrites.end();
    }
  }

  /** Whether somebody else was seen to write to the file since it was opened, or since `forgiveOthers`; every `stat` looks. */
  get wasTouched(): boolean {
    return this.#ownWrites.touched;
  }

  /** All of the file was compared with what had arrived. */
  forgiveOthers(): void {
    this.#ownWrites.forgive();
  }

  /** Fills `buffer` from `position` on, as far as the file goes. */
  async read(buffer: Uint8Array, position: number): Promise<ReadOutcome> {
    try {
      let filled = 0;
      while (filled < buffer.length) {
        const { bytesRead } = await this.#handle.read(buffer, filled, buffer.length - filled, position + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return { kind: 'ok', bytesRead: filled };
    } catch (error) {
      return diskFailure(error, 'read', this.identity.path);
    }
  }

  /** On return without a failure all bytes written before the call are durable (fdatasync: size included, times not). */
  sync(): Promise<DiskFailure | null> {
    return this.#attempt('sync', () => this.#handle.datasync());
  }

  /** Like `sync`, times and permissions included. */
  fullSync(): Promise<DiskFailure | null> {
    return this.#attempt('sync', () => this.#handle.sync());
  }

  /** Cuts the file, or makes it longer with a hole that reads as zeros: whoever claims bytes must drop those claims first. */
  truncate(sizeBytes: number): Promise<DiskFailure | null> {
    return this.#attempt('write', () => this.#handle.truncate(sizeBytes));
  }

  /** Sets the time of the last change; the time of the last access stays as it was seen last. */
  setTimes(mtimeMs: number): Promise<DiskFailure | null> {
    return this.#attempt('write', async () => {
      const atimeMs = this.#atimeMs ?? (await this.#handle.stat()).atimeMs;
      await this.#handle.utimes(atimeMs / 1000, mtimeMs / 1000);
    });
  }

  async stat(): Promise<FileFacts> {
    try {
      const { size, atimeMs, mtimeMs, blocks } = await this.#handle.stat();
      this.#atimeMs = atimeMs;
      this.#ownWrites.look(mtimeMs);
      // POSIX leaves the unit to the system; all that we run on count in 512 bytes.
      return { kind: 'ok', sizeBytes: size, mtimeMs, allocatedBytes: blocks * 512 };
    } catch (error) {
      return diskFailure(error, 'inspect', this.identity.path);
    }
  }

  /** Waits for what is under way and closes; again is harmless. A refusal tells nothing of use: what counts was synced before. */
  close(): Promise<void> {
    this.#closed ??= this.#handle.close().catch((error: unknown) => void errnoOf(error));
    return this.#closed;
  }

  async #attempt(operation: 'sync' | 'write', action: () => Promise<void>): Promise<DiskFailure | null> {
    try {
      await action();
      return null;
    } catch (error) {
      return (await diskFailure(error, operation, this.identity.path)).failure;
    }
  }
}

async function prepare(
  handle: FileHandle,
  path: string,
  sizeBytes: number | null,
): Promise<{ readonly kind: 'ok'; readonly identity: PartFileIdentity } | DiskFailed> {
  try {
    if (sizeBytes !== null) await handle.truncate(sizeBytes);
    const identity = identityOf(path, await handle.stat({ bigint: true }));
    const unsynced = await syncFolder(dirname(path));
    return unsynced === null ? { kind: 'ok', identity } : failed(unsynced);
  } catch (error) {
    return diskFailure(error, 'write', path, sizeBytes ?? 0);
  }
}
