import { join } from 'node:path';
import { platform } from 'node:process';
import { expect, onTestFinished, test } from 'vitest';
import { tempFolder } from '@sluice/testkit';
import { DiskLog } from '../crash-lab/testing/disk-log.ts';
import { recordDisk } from '../crash-lab/testing/record-disk.ts';
import { syncFolder } from './sync-folder.ts';

test.skipIf(platform === 'win32')(
  'whoever asks while a folder is synced gets a sync that begins later, shared with the others',
  async () => {
    const folder = await tempFolder();
    const log = new DiskLog(folder.path);
    const stop = await recordDisk(log);
    onTestFinished(() => {
      stop();
      return folder.remove();
    });
    const first = syncFolder(folder.path);
    const others = [syncFolder(folder.path), syncFolder(folder.path), syncFolder(folder.path)];
    expect(await Promise.all([first, ...others])).toEqual([null, null, null, null]);
    const syncs = log.operations.filter(({ kind }) => kind === 'sync-folder');
    expect(syncs).toHaveLength(2);
    expect(syncs[1]?.begun).toBeGreaterThan(syncs[0]?.ended ?? Number.POSITIVE_INFINITY);
    await syncFolder(folder.path);
    expect(log.operations.filter(({ kind }) => kind === 'sync-folder')).toHaveLength(3);
  },
);

test('a folder that is not there is a failure, for everybody who asked', async () => {
  const folder = await tempFolder();
  onTestFinished(() => folder.remove());
  const gone = join(folder.path, 'gone');
  const outcomes = await Promise.all([syncFolder(gone), syncFolder(gone)]);
  expect(outcomes).toEqual(platform === 'win32' ? [null, null] : [expect.anything(), expect.anything()]);
});
