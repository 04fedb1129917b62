/** Moments in which a crash, or a clock that is set, used to leave something behind: each as small as it can be shown. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lstatSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { status, tempFolder } from '@sluice/testkit';
import type { PartFileIdentity } from '@sluice/model';
import { checkFolder } from '../file/check-folder.ts';
import { deletePartFile } from '../file/delete-part-file.ts';
import { identityOf } from '../file/file-identity.ts';
import { placeNew } from '../file/place-file.ts';
import { openRig } from '../testing/queue-rig.ts';
import { DiskLog } from './testing/disk-log.ts';
import { HeldWaits } from './testing/held-waits.ts';
import { recordDisk } from './testing/record-disk.ts';

interface Recorded {
  readonly log: DiskLog;
  readonly folder: string;
  readonly identity: PartFileIdentity;
}

async function recorded(): Promise<Recorded> {
  const folder = await tempFolder();
  const path = join(folder.path, 'x.bin.part');
  await writeFile(path, 'bytes');
  const log = new DiskLog(folder.path);
  const stop = await recordDisk(log);
  onTestFinished(() => {
    stop();
    return folder.remove();
  });
  return { log, folder: folder.path, identity: identityOf(path, lstatSync(path, { bigint: true })) };
}

const kinds = ({ log }: Recorded): readonly string[] => log.operations.map(({ kind }) => kind);

// Else a power cut after a restart, a cancel or a removal brings the old part file back: litter, a second name for the new download,
// and with `overwrite` a job that fails with part-file-foreign.
test('a deleted part file stays deleted after a power cut', async () => {
  const run = await recorded();
  await deletePartFile(run.identity);
  expect(kinds(run)).toEqual(['unlink', 'sync-folder']);
});

// Else a file system that keeps names in no order may lose both names, and with them every byte of a complete file.
test('the part name goes only after the new name is durable', async () => {
  const run = await recorded();
  await placeNew(run.identity, join(run.folder, 'x.bin'));
  expect(kinds(run).slice(0, 3)).toEqual(['link', 'sync-folder', 'unlink']);
});

// A kill between the two leaves `.sluice-….tmp` in the user's folder for ever; `access(W_OK)` with a part file made at once, or O_TMPFILE, would not.
test('trying out a folder leaves no moment in which a crash leaves a file behind', async () => {
  const run = await recorded();
  await checkFolder(run.folder);
  expect(kinds(run)).not.toContain('create');
});

// JobQueue.snapshot prefers the run that is coming to rest over the row that a retry has just written.
test('a retry right after the failure is told shows at once', async () => {
  const rig = await openRig();
  const url = rig.origin.serve('/x.bin', { seed: 1, sizeBytes: 1 });
  const id = rig.add(url, { directory: join(rig.folder, 'nowhere') });
  await rig.until(id, 'failed');
  rig.queue.retry([id]);
  expect(rig.job(id).state.kind).not.toBe('failed');
});

// WaitTimers takes a stored time at its word: with the clock set back, 500 seconds become a year. No wait may be longer than the ten
// minutes to which a Retry-After is capped (spec B6).
test('a job that waits for a time is not a year late when the clock is set back and the program starts again', async () => {
  const clock = new HeldWaits();
  const rig = await openRig({ clock });
  const id = rig.add(rig.origin.serve('/late.bin', { seed: 1, sizeBytes: 1, faults: [status(503, { times: 1, retryAfter: 500 })] }));
  expect(await rig.until(id, 'waiting', 'failed', 'done')).toMatchObject({ reason: { kind: 'retry-at' } });
  clock.setBy(-365 * 24 * 3600 * 1000);
  await rig.reopen();
  expect(clock.longestMs).toBeLessThanOrEqual(10 * 60 * 1000);
});
