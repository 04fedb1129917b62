import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { httpSource, openHttpSource } from './http-source.ts';
import type { RangeAsk } from './source.ts';
import { USER_AGENT } from './user-agent.ts';

const ASK: RangeAsk = {
  url: 'https://host/a',
  start: 0,
  end: null,
  validator: null,
  secrets: { url: 'https://host/a', headers: [] },
  sameOrigin: true,
};
const request = (ask: Partial<RangeAsk>) => httpSource.request({ ...ASK, ...ask });
const withHeaders = (...headers: [string, string][]): Partial<RangeAsk> => ({ secrets: { url: ASK.url, headers } });

const AGENT = ['User-Agent', USER_AGENT];
const ALL = ['Range', 'bytes=0-'];
const PLAIN = ['Accept-Encoding', 'identity'];

test('the program is called as the user wants it, where a job names none; asked anew for every request', async () => {
  let name: string | null = 'Example/1.0';
  const source = openHttpSource(() => name);
  const agentOf = async (...headers: [string, string][]): Promise<string | undefined> =>
    (await source.request({ ...ASK, ...withHeaders(...headers) })).headers.find(([key]) => key === 'User-Agent')?.[1];
  expect([await agentOf(), await agentOf(['User-Agent', 'me'])]).toEqual(['Example/1.0', 'me']);
  name = null;
  expect(await agentOf()).toBe(USER_AGENT);
});

test('it serves http and https', () => {
  expect(['http:', 'https:', 'oss:', 'ftp:', 'http'].map((scheme) => httpSource.serves(scheme))).toEqual([true, true, false, false, false]);
});

test('the user agent names the version of the package', () => {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
  expect(USER_AGENT).toBe(`Sluice/${manifest.version}`);
});

describe('the range and its condition', () => {
  test('A1, A2: the probe asks for everything, uncoded', async () => {
    expect(await request({})).toEqual({ url: 'https://host/a', headers: [AGENT, ALL, PLAIN] });
  });

  test('a half-open range is asked for in the inclusive form of HTTP', async () => {
    expect((await request({ start: 10, end: 20 })).headers).toEqual([AGENT, ['Range', 'bytes=10-19'], PLAIN]);
    expect((await request({ start: 0, end: 1 })).headers).toEqual([AGENT, ['Range', 'bytes=0-0'], PLAIN]);
  });

  test('B1: a strong validator makes it conditional', async () => {
    const etag = await request({ start: 5, validator: { kind: 'strong-etag', etag: '"v"' } });
    expect(etag.headers).toEqual([AGENT, ['Range', 'bytes=5-'], ['If-Range', '"v"'], PLAIN]);
    const date = await request({ start: 5, validator: { kind: 'strong-date', lastModified: 'Sun, 01 Jun 2025 12:00:00 GMT' } });
    expect(date.headers).toContainEqual(['If-Range', 'Sun, 01 Jun 2025 12:00:00 GMT']);
  });

  test('an empty or impossible range is a bug', async () => {
    await expect(request({ start: 5, end: 5 })).rejects.toThrow(RangeError);
    await expect(request({ start: 5, end: 4 })).rejects.toThrow(RangeError);
    await expect(request({ start: -1 })).rejects.toThrow(RangeError);
  });
});

describe('the user’s headers', () => {
  test('are sent, and take the place of ours', async () => {
    const { headers } = await request(withHeaders(['Cookie', 'a=b'], ['user-agent', 'me'], ['X-A', '1'], ['X-A', '2']));
    expect(headers).toEqual([['Cookie', 'a=b'], ['user-agent', 'me'], ['X-A', '1'], ['X-A', '2'], ALL, PLAIN]);
  });

  test('never touch what the checks rest on, or the framing', async () => {
    const names = [
      'range',
      'If-Range',
      'IF-MATCH',
      'If-None-Match',
      'accept-encoding',
      'Host',
      'Connection',
      'Content-Length',
      'Transfer-Encoding',
      'Expect',
    ];
    expect((await request(withHeaders(...names.map((name): [string, string] => [name, 'x'])))).headers).toEqual([AGENT, ALL, PLAIN]);
  });

  test('that could not be sent are left out', async () => {
    expect((await request(withHeaders(['X-A', 'a\r\nB: c'], ['X A', 'b'], ['X-B', '文']))).headers).toEqual([AGENT, ALL, PLAIN]);
  });

  test('B8: stay behind at another origin', async () => {
    const ask = {
      ...withHeaders(['Authorization', 'Bearer x'], ['User-Agent', 'me'], ['Cookie', 'a=b']),
      url: 'https://cdn/a',
      sameOrigin: false,
    };
    expect(await request(ask)).toEqual({ url: 'https://cdn/a', headers: [AGENT, ALL, PLAIN] });
  });

  test('B2: stay behind at a presigned URL', async () => {
    const url = 'https://user:pw@b.s3.example/k?X-Amz-Signature=ff';
    const presigned = await request({
      ...withHeaders(['X-Amz-Meta', '1'], ['Authorization', 'x']),
      url,
      validator: { kind: 'strong-etag', etag: '"v"' },
    });
    expect(presigned).toEqual({ url: 'https://b.s3.example/k?X-Amz-Signature=ff', headers: [AGENT, ALL, ['If-Range', '"v"'], PLAIN] });
  });
});

describe('credentials in the URL', () => {
  const basic = (text: string) => ['Authorization', `Basic ${Buffer.from(text).toString('base64')}`];

  test('become Basic authorization and leave the URL', async () => {
    expect(await request({ url: 'https://us%40er:p%C3%A4ss@host/a?b#c' })).toEqual({
      url: 'https://host/a?b',
      headers: [AGENT, basic('us@er:päss'), ALL, PLAIN],
    });
    expect((await request({ url: 'https://:token@host/a' })).headers).toContainEqual(basic(':token'));
    expect((await request({ url: 'https://100%:x@host/a' })).headers).toContainEqual(basic('100%:x'));
  });

  test('give way to an Authorization of the user', async () => {
    const { headers } = await request({ ...withHeaders(['authorization', 'Bearer x']), url: 'https://u:p@host/a' });
    expect(headers).toEqual([AGENT, ['authorization', 'Bearer x'], ALL, PLAIN]);
  });

  test('stay behind at another origin', async () => {
    expect(await request({ url: 'https://u:p@host/a', sameOrigin: false })).toEqual({
      url: 'https://host/a',
      headers: [AGENT, ALL, PLAIN],
    });
  });
});

describe('what other statuses mean', () => {
  const explain = (status: number, ...headers: [string, string][]) => httpSource.explain({ status, headers });

  test('a status with its Retry-After, a date of which is read by the server’s own clock', () => {
    expect(explain(404)).toEqual({ kind: 'http-status', status: 404, retryAfterMs: null });
    expect(explain(503, ['retry-after', '3'])).toEqual({ kind: 'http-status', status: 503, retryAfterMs: 3000 });
    const date = 'Sun, 01 Jun 2025 12:00:00 GMT';
    const later = 'Sun, 01 Jun 2025 12:00:09 GMT';
    expect(explain(503, ['date', date], ['retry-after', later])).toEqual({ kind: 'http-status', status: 503, retryAfterMs: 9000 });
    expect(explain(503, ['retry-after', later])).toEqual({ kind: 'http-status', status: 503, retryAfterMs: null });
  });

  test('anything that is no error is a protocol failure', () => {
    expect([204, 304, 0, 700].map((status) => explain(status))).toEqual(Array(4).fill({ kind: 'protocol', fault: 'status' }));
  });
});
