/** Ends this process with SIGKILL at a chosen operation, so that the narrow gaps are hit as well: between link and unlink, between rename and row. */
import fsPromises, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import type { JobStore } from '@sluice/engine';
import type { Aim, AimKind } from './kill-order.ts';

export interface Trap {
  step(kind: AimKind, side: 'before' | 'after'): void;
}

export function armTrap(aim: Aim | null): Trap {
  let seen = 0;
  const trap: Trap = {
    step(kind, side) {
      if (aim === null || aim.kind !== kind || aim.side !== side) return;
      seen += 1;
      if (seen === aim.count) process.kill(process.pid, 'SIGKILL');
    },
  };
  if (aim !== null) {
    wrap(fsPromises, 'link', () => 'link', trap);
    wrap(fsPromises, 'unlink', () => 'unlink', trap);
    const { open } = fsPromises;
    fsPromises.open = async (path, flags, mode) => {
      const creates = flags === 'wx' || (typeof flags === 'number' && (flags & 0o200) !== 0);
      if (creates) trap.step('create', 'before');
      const handle = await open(path, flags, mode);
      wrapHandle(handle, trap);
      if (creates) trap.step('create', 'after');
      return handle;
    };
    syncBuiltinESMExports();
  }
  return trap;
}

let wrapped = false;

function wrapHandle(handle: FileHandle, trap: Trap): void {
  if (wrapped) return;
  wrapped = true;
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  wrap(prototype, 'write', () => 'write', trap);
  wrap(prototype, 'truncate', () => 'truncate', trap);
  wrap(prototype, 'sync', () => 'sync', trap);
  wrap(prototype, 'datasync', () => 'sync', trap);
}

function wrap<Name extends string>(
  owner: Record<Name, (...args: never[]) => unknown> | object,
  name: Name,
  kind: () => AimKind,
  trap: Trap,
): void {
  const original = (owner as Record<Name, (...args: unknown[]) => Promise<unknown>>)[name];
  const around = async function (this: unknown, ...args: unknown[]): Promise<unknown> {
    trap.step(kind(), 'before');
    const result = await original.apply(this, args);
    trap.step(kind(), 'after');
    return result;
  };
  Object.assign(owner, { [name]: around });
}

/** A store whose transactions are steps as well. */
export function aimedStore(store: JobStore, trap: Trap): JobStore {
  return {
    find: (query) => store.find(query),
    read: (id) => store.read(id),
    ranks: (states) => store.ranks(states),
    save(changes) {
      const kinds = new Set(changes.flatMap(({ job }): AimKind[] => ['commit', `commit to ${job.state.kind}` as AimKind]));
      for (const kind of kinds) trap.step(kind, 'before');
      store.save(changes);
      for (const kind of kinds) trap.step(kind, 'after');
    },
    remove: (ids) => store.remove(ids),
  };
}
