import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_SETTINGS, alwaysOnline, httpSource, JobQueue, openTransport, systemClock } from '@sluice/engine';
import { defaultSettings } from '@sluice/ipc';
import { plainBox } from '@sluice/store';
import { expectSeededFile, MemoryJobStore, seededBytes, startOrigin, tempFolder } from '@sluice/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { adoptUnfinished } from './adopt-handler.ts';
import { SettingsBox } from './settings.ts';

const MIB = 1024 * 1024;

async function setUp() {
  const [folder, origin] = [await tempFolder(), await startOrigin()];
  const settings = defaultSettings('/not/used');
  const ports = { transport: openTransport(), sources: [httpSource], clock: systemClock, random: Math.random, connectivity: alwaysOnline };
  const queue = new JobQueue({ ...ports, store: new MemoryJobStore() }, DEFAULT_SETTINGS);
  queue.open({ autostart: true });
  onTestFinished(async () => {
    await queue.close();
    await origin.close();
    await folder.remove();
  });
  const box = new SettingsBox({ readSetting: () => undefined, writeSetting: () => undefined }, settings, plainBox);
  const path = join(folder.path, 'f.iso.crdownload');
  await writeFile(path, seededBytes(3, { start: 0, end: 3 * MIB }));
  return { path, origin, queue, ports: { queue, settings: box }, finished: join(folder.path, 'f.iso') };
}

test('a dropped file asks where it comes from, and then goes on beside where it lay', async () => {
  const { finished, origin, path, ports, queue } = await setUp();
  expect(await adoptUnfinished({ path, source: null }, ports)).toEqual({ kind: 'source-needed', program: 'chromium', name: 'f.iso' });
  const source = origin.serve('/f.iso', { seed: 3, sizeBytes: 8 * MIB });
  const reply = await adoptUnfinished({ path, source }, ports);
  expect(reply).toMatchObject({ kind: 'added', keptBytes: 3 * MIB, snapshot: { job: { target: { path: finished } } } });
  const id = reply.kind === 'added' ? reply.snapshot.job.id : '';
  await new Promise<void>((resolve) => {
    const look = (): void => (queue.snapshot(id)?.job.state.kind === 'done' ? resolve() : undefined);
    queue.subscribe(look);
    look();
  });
  await expectSeededFile(finished, 3, 8 * MIB);
});

test('what is refused says why', async () => {
  const { origin, path, ports } = await setUp();
  const source = origin.serve('/f.iso', { seed: 4, sizeBytes: 8 * MIB });
  expect(await adoptUnfinished({ path, source }, ports)).toEqual({
    kind: 'refused',
    failure: { kind: 'not-adopted', cause: 'other-bytes', path },
  });
  expect(await adoptUnfinished({ path: `${path}.gone`, source }, ports)).toMatchObject({ failure: { cause: 'not-a-file' } });
});
