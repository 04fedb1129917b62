import type { SpeedVerdict } from '@sluice/model';
import { expect, test } from 'vitest';
import { describeSpeed } from './describe-speed.ts';

const VERDICTS: readonly SpeedVerdict[] = [
  { by: 'server', connections: 8, eachBytesPerSecond: 7_700_000, cap: null },
  { by: 'server', connections: 2, eachBytesPerSecond: 7_700_000, cap: 2 },
  { by: 'server', connections: 6, eachBytesPerSecond: 2_000_000, cap: null, sources: 2 },
  { by: 'link', connections: 4, bytesPerSecond: 11_900_000 },
  { by: 'disk', waitShare: 0.72 },
  { by: 'limit', limitBytesPerSecond: 2_000_000, scope: 'job' },
  { by: 'limit', limitBytesPerSecond: 20_000_000, scope: 'all' },
  { by: 'few-connections', connections: 1, eachBytesPerSecond: 950_000 },
  { by: 'unknown' },
];

test('F5: a verdict is said with its figures, in English', () => {
  expect(VERDICTS.map((verdict) => describeSpeed(verdict, 'en'))).toEqual([
    'The server – 8 connections at 7.7 MB/s each',
    'The server – it allows 2 connections, 7.7 MB/s each',
    'The servers – 6 connections to 2 sources at 2.0 MB/s each',
    'Your connection – 11.9 MB/s in all, and more than 4 connections did not make it faster',
    'The disk – downloading waited for it 72 % of the time',
    'This download’s limit – 2 MB/s',
    'Your limit – 20 MB/s for all downloads',
    'Few connections – 1 connection at 950 kB/s each; more may be faster',
    'No single cause was found',
  ]);
});

test('F5: and in Chinese', () => {
  expect(VERDICTS.map((verdict) => describeSpeed(verdict, 'zh-CN'))).toEqual([
    '服务器：8 个连接，每个 7.7 MB/s',
    '服务器：只允许 2 个连接，每个 7.7 MB/s',
    '服务器：2 个来源共 6 个连接，每个 2.0 MB/s',
    '您的网络：共 11.9 MB/s，超过 4 个连接也没有更快',
    '磁盘：下载有 72% 的时间在等待写入',
    '此下载的限速：2 MB/s',
    '您的限速：所有下载共 20 MB/s',
    '连接较少：1 个连接，每个 950 kB/s；增加连接可能更快',
    '未发现单一原因',
  ]);
});
