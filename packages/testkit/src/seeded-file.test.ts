import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { expectSeededFile, tempFolder, writeSeededFile } from './index.ts';

test.each([0, 1, 4 * 1024 * 1024, 4 * 1024 * 1024 + 5])('a file of %i bytes has the content of its seed', async (sizeBytes) => {
  const folder = await tempFolder();
  onTestFinished(() => folder.remove());
  const path = join(folder.path, 'file');
  await writeSeededFile(path, 3, sizeBytes);
  await expect(expectSeededFile(path, 3, sizeBytes)).resolves.toBeUndefined();
});
