/** The built command over the socket of the app's own server end. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { HandoverRequest } from '@sluice/handover';
import { tempFolder } from '@sluice/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { startHandover } from '../../desktop/src/main/handover/handover-server.ts';
import { BuiltCli, jsonLines } from './testing/built-cli.ts';

const cli = new BuiltCli();

async function setUp(state = '.config/Sluice/state') {
  const folder = await tempFolder();
  const stateFolder = join(folder.path, state);
  await mkdir(stateFolder, { recursive: true });
  const seen: HandoverRequest[] = [];
  const server = await startHandover({
    stateFolder,
    platform: process.platform,
    add: (request) => {
      seen.push(request);
      return {
        kind: 'answered',
        outcomes: request.links.map(({ url }, index) =>
          url.startsWith('http') ? { kind: 'added', id: `job${index}` } : { kind: 'refused', reason: 'Not this one.' },
        ),
      };
    },
    onFault: (fault) => {
      throw fault;
    },
  });
  onTestFinished(async () => {
    await server.close();
    await folder.remove();
  });
  return { home: folder.path, seen };
}

test('add hands links, folder and headers to the app, and says that they were taken', async () => {
  const { home, seen } = await setUp();
  const [a, b] = ['https://example.org/a', 'https://example.org/b?token=t'];
  const { code, stdout, stderr } = await cli.run(home, ['add', a, b, '-d', 'films', '--cookie', 's=1', '-H', 'X-A: b']);
  expect([code, stdout, stderr]).toEqual([0, '', 'The app has taken 2 links.\n']);
  const headers = [
    ['X-A', 'b'],
    ['Cookie', 's=1'],
  ];
  expect(seen).toEqual([
    {
      language: 'en',
      directory: join(home, 'films'),
      links: [
        { url: a, name: null, headers },
        { url: b, name: null, headers },
      ],
    },
  ]);
});

test('a refused link is told with its reason and without its secrets, and the others are added', async () => {
  const { home, seen } = await setUp('elsewhere');
  const argv = ['add', 'ftp://u:geheim@example.org/x?sig=geheim', 'https://example.org/a', '--json', '--state', 'elsewhere'];
  const { code, stdout, stderr } = await cli.run(home, argv, { LANG: 'zh_CN.UTF-8' });
  expect(jsonLines(stdout)).toEqual([
    { event: 'refused', message: 'Not this one.' },
    { event: 'added', job: 'job1' },
  ]);
  expect(code).toBe(1);
  expect(stderr).toContain('Not this one.');
  expect(stderr).toContain('程序已接收 1 个链接。');
  expect(`${stdout}${stderr}`).not.toContain('geheim');
  expect(seen[0]?.language).toBe('zh-CN');
});

test('where no app runs, add says so, names the way without it, and starts nothing', async () => {
  const folder = await tempFolder();
  onTestFinished(() => folder.remove());
  const { code, stdout, stderr } = await cli.run(folder.path, ['add', 'https://example.org/a']);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toBe('sluice: The Sluice app is not running. Start it, or fetch the file without it: sluice get URL.\n');
});
