/** Secrets planted in everything that is logged and reported are found nowhere; what is written stays within its bounds. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { defaultSettings, type LogLevel, type Settings } from '@sluice/ipc';
import { toListCounts } from '@sluice/model';
import { EVERY_FAILURE, FakeClock, exampleJob, tempFolder } from '@sluice/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { keepFaultsIn, logFault } from '../fault-log.ts';
import { withoutSecrets } from './log-line.ts';
import { EventLog } from './event-log.ts';
import { logQueue } from './log-queue.ts';
import { reportText } from './report.ts';
import { RotatingFile } from './rotating-file.ts';

const SECRET = 'Zq7-not-to-be-seen';
const HOME = '/home/ann-example';

const SETTINGS: Settings = {
  ...defaultSettings(`${HOME}/Downloads`),
  proxy: `http://ann:${SECRET}@proxy.example:3128`,
};

async function openedLog(level: LogLevel = 'debug', bounds = { files: 5, fileBytes: 1024 * 1024 }) {
  const folder = await tempFolder();
  onTestFinished(() => folder.remove());
  const clock = new FakeClock();
  const logs = join(folder.path, 'logs');
  const file = new RotatingFile(join(logs, 'sluice.log'), bounds);
  const log = new EventLog({ file, clock, level: () => level, homeFolder: HOME });
  const text = (): string => {
    log.flush();
    return readdirSync(logs)
      .map((name) => readFileSync(join(logs, name), 'utf8'))
      .join('');
  };
  return { log, clock, text, logs };
}

const PLANTED = [
  `https://ann:${SECRET}@files.example/a?X-Amz-Signature=${SECRET}&b=1`,
  `Error: at (https://files.example/a?token=${SECRET}) and so on\n    at open (file.ts:1)`,
  `{"url":"https://files.example/a?sig=${SECRET}"}`,
  `Authorization: Bearer ${SECRET}`,
  `Cookie: session=${SECRET}; b=${SECRET}`,
  `proxy ann:${SECRET}@proxy.example`,
  `oss://bucket/key?OSSAccessKeyId=${SECRET}&Signature=${SECRET}`,
  `sluice:add?url=https%3A%2F%2Ffiles.example%2F%3Ftoken%3D${SECRET}`,
];

test('no secret reaches the log or the report, whatever text it comes in', async () => {
  const { log, text } = await openedLog();
  keepFaultsIn(log, withoutSecrets);
  onTestFinished(() => keepFaultsIn(null, withoutSecrets));
  for (const planted of PLANTED) {
    logFault('a test', new Error(planted));
    logFault('a test', planted);
    log.write('info', 'a test', planted);
  }
  const take = logQueue(log);
  for (const failure of [...EVERY_FAILURE, { kind: 'fault', detail: PLANTED[0] ?? '' } as const]) {
    const job = exampleJob({ id: 'k7m2', state: { kind: 'failed', failure, atMs: 1 } });
    take({ kind: 'job', cause: 'state', snapshot: { job, progress: null } });
  }
  const report = reportText({
    facts: {
      version: '1.2.3',
      electron: '33.0.0',
      chrome: '130',
      node: '20.18.0',
      platform: 'linux',
      systemLocale: 'en-US',
      downloadsFolder: `${HOME}/Downloads`,
      homeFolder: HOME,
      stateFolder: `${HOME}/.config/Sluice/state`,
      notices: [{ kind: 'set-aside', path: `${HOME}/x`, restoredFrom: 'backup' }],
    },
    system: '6.1 x64',
    packaged: true,
    settings: SETTINGS,
    counts: toListCounts((['active', 'completed', 'attention'] as const).map((place) => ({ place, fileKind: 'other', jobs: 1 }))),
    logLines: log.lastLines(200),
    homeFolder: HOME,
  });
  expect(text().length).toBeGreaterThan(1000);
  expect(`${text()}${report}`).not.toContain(SECRET);
  expect(`${text()}${report}`).not.toContain(HOME);
  expect(report).toContain('Sluice 1.2.3 (packaged)');
  expect(report).toContain('proxy: own');
  expect(report).toContain('Jobs: all 3, active 1');
  expect(report).toContain('at open (file.ts:1)');
});

test('five files of their size are kept, and the newest lines are found over their borders', async () => {
  const { log, logs } = await openedLog('info', { files: 5, fileBytes: 1000 });
  for (let number = 0; number < 200; number += 1) log.write('error', 'count', `line ${number}`);
  const names = readdirSync(logs);
  expect(names.sort()).toEqual(['sluice.log', 'sluice.log.1', 'sluice.log.2', 'sluice.log.3', 'sluice.log.4']);
  for (const name of names) expect(statSync(join(logs, name)).size).toBeLessThanOrEqual(1000);
  expect(log.lastLines(30).map((line) => Number(line.split(' ').at(-1)))).toEqual(Array.from({ length: 30 }, (_, index) => 170 + index));
  if (process.platform !== 'win32') expect(statSync(join(logs, 'sluice.log')).mode & 0o777).toBe(0o600);
});

test('a line ends somewhere and is one line; ten thousand changes at once are counted and not written', async () => {
  const { log, text, clock } = await openedLog();
  log.write('error', 'long', `${'x'.repeat(20_000)}\nforged: line`);
  for (let number = 0; number < 10_000; number += 1) log.write('info', 'queue', `job ${number} queued`);
  clock.advance(250);
  const lines = text().trimEnd().split('\n');
  expect(lines[0]?.length).toBe(4096);
  expect(lines).toHaveLength(102);
  expect(lines.at(-1)).toContain('9900 more lines');
});

test('only what is as bad as the level or worse is written', async () => {
  const { log, text } = await openedLog('warn');
  for (const level of ['debug', 'info', 'warn', 'error'] as const) log.write(level, 'test', level);
  expect(
    text()
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' ')[1]),
  ).toEqual(['warn', 'error']);
});

test('a disk that refuses costs lines and nothing else', () => {
  const file = {
    append: () => {
      throw new Error('ENOSPC');
    },
    lastLines: () => [],
  };
  const log = new EventLog({ file, clock: new FakeClock(), level: () => 'info', homeFolder: HOME });
  expect(() => log.write('error', 'test', 'text')).not.toThrow();
});
