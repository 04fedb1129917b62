/** Listens to `node:fs/promises`, the only way in which the engine touches the disk. */
import { constants, fstatSync, lstatSync } from 'node:fs';
import fsPromises, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { basename, dirname } from 'node:path';
import type { DiskLog, DiskOperation } from './disk-log.ts';

interface KnownHandle {
  readonly log: DiskLog;
  /** Null: the folder itself. */
  readonly inode: string | null;
}

type PositionalWrite = (this: FileHandle, bytes: Uint8Array, offset: number, length: number, position: number) => Promise<unknown>;

const logs = new Map<string, DiskLog>();
const handles = new WeakMap<object, KnownHandle>();
let installed = false;

/** Logs what is done to files directly in the log's folder until the returned function is called. */
export async function recordDisk(log: DiskLog): Promise<() => void> {
  await install();
  logs.set(log.folder, log);
  return () => void logs.delete(log.folder);
}

async function install(): Promise<void> {
  if (installed) return;
  installed = true;
  await wrapHandles();
  wrapNames();
  syncBuiltinESMExports();
}

async function logged<T>(log: DiskLog | undefined, operation: () => DiskOperation | null, action: () => Promise<T>): Promise<T> {
  const what = log === undefined ? null : operation();
  if (log === undefined || what === null) return action();
  const entry = log.begin(what);
  try {
    const result = await action();
    log.end(entry);
    return result;
  } catch (error) {
    log.withdraw(entry);
    throw error;
  }
}

function wrapNames(): void {
  const original = { ...fsPromises };
  fsPromises.open = async (path, flags, mode) => {
    const handle = await original.open(path, flags, mode);
    noteHandle(handle, String(path), flags);
    return handle;
  };
  fsPromises.link = (from, to) =>
    logged(
      logOf(to),
      () => ({ kind: 'link', inode: inodeAt(from), name: nameOf(to) }),
      () => original.link(from, to),
    );
  fsPromises.unlink = (path) =>
    logged(
      logOf(path),
      () => ({ kind: 'unlink', name: nameOf(path) }),
      () => original.unlink(path),
    );
  fsPromises.rename = (from, to) =>
    logged(
      logOf(to),
      () => ({ kind: 'rename', inode: inodeAt(from), from: nameOf(from), to: nameOf(to) }),
      () => original.rename(from, to),
    );
}

function noteHandle(handle: FileHandle, path: string, flags: string | number | undefined): void {
  const folderLog = logs.get(path);
  if (folderLog !== undefined) return void handles.set(handle, { log: folderLog, inode: null });
  const log = logOf(path);
  if (log === undefined) return;
  const inode = String(fstatSync(handle.fd, { bigint: true }).ino);
  handles.set(handle, { log, inode });
  const created = flags === 'wx' || (typeof flags === 'number' && (flags & constants.O_EXCL) !== 0);
  if (created) log.note({ kind: 'create', inode, name: nameOf(path) });
}

async function wrapHandles(): Promise<void> {
  const probe = await fsPromises.open('/dev/null', 'r');
  const prototype = Object.getPrototypeOf(probe) as FileHandle;
  await probe.close();
  const { truncate, sync, datasync } = prototype;
  const write = prototype.write as PositionalWrite;
  const onFile = (handle: object, operation: (inode: string) => DiskOperation): DiskOperation | null => {
    const inode = handles.get(handle)?.inode ?? null;
    return inode === null ? null : operation(inode);
  };
  const syncing = (handle: object): DiskOperation => onFile(handle, (inode) => ({ kind: 'sync-file', inode })) ?? { kind: 'sync-folder' };
  Object.assign(prototype, {
    write(this: FileHandle, bytes: Uint8Array, offset: number, length: number, position: number) {
      return logged(
        handles.get(this)?.log,
        () => onFile(this, (inode) => ({ kind: 'write', inode, position, bytes: bytes.slice(offset, offset + length) })),
        () => write.call(this, bytes, offset, length, position),
      );
    },
    truncate(this: FileHandle, sizeBytes = 0) {
      return logged(
        handles.get(this)?.log,
        () => onFile(this, (inode) => ({ kind: 'truncate', inode, sizeBytes })),
        () => truncate.call(this, sizeBytes),
      );
    },
    sync(this: FileHandle) {
      return logged(
        handles.get(this)?.log,
        () => syncing(this),
        () => sync.call(this),
      );
    },
    datasync(this: FileHandle) {
      return logged(
        handles.get(this)?.log,
        () => syncing(this),
        () => datasync.call(this),
      );
    },
  });
}

function logOf(path: unknown): DiskLog | undefined {
  return typeof path === 'string' ? logs.get(dirname(path)) : undefined;
}

function nameOf(path: unknown): string {
  return basename(String(path));
}

function inodeAt(path: unknown): string {
  return String(lstatSync(String(path), { bigint: true }).ino);
}
