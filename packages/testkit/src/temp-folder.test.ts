import { statfs, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { smallDisk, tempFolder } from './index.ts';

test('a temporary folder goes with all that is in it, once or twice', async () => {
  const folder = await tempFolder();
  await writeFile(join(folder.path, 'file'), 'x');
  await folder.remove();
  await folder.remove();
  await expect(stat(folder.path)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a small disk is full when it should be, where one can be mounted', async (context) => {
  const disk = await smallDisk(2);
  if (disk === null) return context.skip('mounting is not possible here');
  onTestFinished(() => disk.remove());
  const { bsize, blocks } = await statfs(disk.path);
  expect(bsize * blocks).toBe(2 * 1024 * 1024);
  await writeFile(join(disk.path, 'fits'), new Uint8Array(1024 * 1024));
  await expect(writeFile(join(disk.path, 'too much'), new Uint8Array(2 * 1024 * 1024))).rejects.toMatchObject({ code: 'ENOSPC' });
});
