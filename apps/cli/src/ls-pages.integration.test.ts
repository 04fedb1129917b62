/** `sluice ls` holds one page: the next is asked for when the reader has taken the one before, however many there are (G9). */
import { expect, onTestFinished, test } from 'vitest';
import { openObjectStore, tempFolder } from '@sluice/testkit';
import { ls } from './commands/ls.ts';
import type { Console } from './console.ts';
import { plain } from './terminal/paint.ts';
import { SENTENCES } from './text/sentences.ts';
import { parseArguments } from './parse-arguments.ts';

const KEYS = { accessKeyId: 'LTAI5tExampleKeyId', secret: 'hunter2/Secret+Value==' };
const PAGES = 4;

test('G9: a page is printed before the next is asked for, and a reader who is slow holds the list up', async () => {
  const store = await openObjectStore({ dialect: 'oss', region: 'cn-hangzhou', credentials: [KEYS] });
  const folder = await tempFolder();
  onTestFinished(async () => {
    await store.close();
    await folder.remove();
  });
  const at = (index: number): string => `data/${String(index).padStart(6, '0')}.bin`;
  store.createBucket('pictures', { generated: { count: PAGES * 1000, at, object: (index) => ({ seed: index, sizeBytes: 10 }) } });
  const asked: number[] = [];
  const lines: number[] = [];
  const stream = {
    ...{ isTerminal: false, paint: plain, size: () => ({ columns: 80, rows: 24 }), write: () => undefined, line: () => undefined },
    // The reader takes its time, twice as long as an answer of the store: whatever else was asked of it meanwhile has arrived then.
    drained: async (text: string) => {
      lines.push(text.split('\n').length - 1);
      for (let turns = 1; turns <= 2; turns += 1) await (await fetch(store.url)).text();
      asked.push(store.requests.filter(({ target }) => target.includes('list-type=2')).length);
    },
  };
  const console: Console = {
    surroundings: {
      platform: 'linux',
      env: { OSS_ACCESS_KEY_ID: KEYS.accessKeyId, OSS_ACCESS_KEY_SECRET: KEYS.secret },
      homeFolder: folder.path,
      currentFolder: folder.path,
    },
    ...{ language: 'en', sentences: SENTENCES.en, stdout: stream, stderr: stream, attended: false },
  };
  const command = parseArguments(['ls', 'oss://pictures/', '--recursive', '--json', '--endpoint', store.url, '--region', 'cn-hangzhou']);
  if (command.kind !== 'ls') throw new Error(command.kind);
  expect(await ls(command, console)).toBe(0);
  expect(lines).toEqual(Array.from({ length: PAGES }, () => 1000));
  expect(asked).toEqual(Array.from({ length: PAGES }, (_, index) => index + 1));
});
