import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '@sluice/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { StartMarker, isSafeStart } from './start-marker.ts';

async function markerPath(): Promise<string> {
  const folder = await tempFolder();
  onTestFinished(() => folder.remove());
  return join(folder.path, 'not-yet', 'start.json');
}

test('two starts that came to nothing make the third careful, and one that came to something makes the next an ordinary one', async () => {
  const path = await markerPath();
  const start = (): boolean => isSafeStart(new StartMarker(path).begin(), []);
  expect([start(), start(), start(), start()]).toEqual([false, false, true, true]);
  new StartMarker(path).end();
  new StartMarker(path).end();
  expect([start(), start(), start()]).toEqual([false, false, true]);
});

test('a mark that was cut short counts as one failed start', async () => {
  const path = await markerPath();
  new StartMarker(path).begin();
  for (const text of ['', '{"starts":', '[]', '{"starts":-1}', '{"starts":"many"}']) {
    writeFileSync(path, text);
    expect([text, new StartMarker(path).begin()]).toEqual([text, 1]);
  }
});

test('where no mark can be made, every start is an ordinary one', async () => {
  const path = join(await markerPath(), 'start.json');
  const marker = new StartMarker(path);
  marker.begin();
  const blocked = new StartMarker(join(path, 'below-a-file'));
  expect([blocked.begin(), blocked.begin(), blocked.begin()].map((failed) => isSafeStart(failed, []))).toEqual([false, false, false]);
  blocked.end();
});

test('the user may ask for a careful start, and for an ordinary one', () => {
  expect([isSafeStart(0, ['--safe-start']), isSafeStart(5, ['--normal-start']), isSafeStart(2, ['--hidden'])]).toEqual([true, false, true]);
});
