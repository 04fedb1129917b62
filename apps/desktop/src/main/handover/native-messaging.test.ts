import { PassThrough, Readable } from 'node:stream';
import fc from 'fast-check';
import type { HandedOver, HandoverRequest } from '@sluice/handover';
import { expect, test } from 'vitest';
import { readBrowserMessage } from './browser-message.ts';
import { serveBrowser } from './native-messaging.ts';

const MESSAGE = {
  version: 1,
  url: 'https://a.example/f?x',
  referrer: 'https://a.example/page#top',
  cookie: 'a=1; b=2',
  userAgent: 'UA/1',
  language: 'zh-TW',
};

function framed(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message));
  const head = Buffer.alloc(4);
  head.writeUInt32LE(body.length);
  return Buffer.concat([head, body]);
}

async function talk(parts: readonly Buffer[], reply: HandedOver) {
  const seen: HandoverRequest[] = [];
  const output = new PassThrough();
  const handOver = (request: HandoverRequest): Promise<HandedOver> => {
    seen.push(request);
    return Promise.resolve(reply);
  };
  await serveBrowser({ input: Readable.from(parts), output, handOver });
  const answers: unknown[] = [];
  let rest = (output.read() as Buffer | null) ?? Buffer.alloc(0);
  while (rest.length > 0) {
    const end = 4 + rest.readUInt32LE();
    answers.push(JSON.parse(rest.subarray(4, end).toString()));
    rest = rest.subarray(end);
  }
  return { answers, seen };
}

test('a link goes on with cookies, referrer and user agent as headers, however its bytes come', async () => {
  const request: HandoverRequest = {
    language: 'zh-CN',
    directory: null,
    links: [
      {
        url: MESSAGE.url,
        name: null,
        headers: [
          ['Cookie', 'a=1; b=2'],
          ['Referer', 'https://a.example/page'],
          ['User-Agent', 'UA/1'],
        ],
      },
    ],
  };
  const bytes = Buffer.concat([framed(MESSAGE), framed({ ...MESSAGE, cookie: null, referrer: null })]);
  const singly = [...bytes].map((byte) => Buffer.from([byte]));
  const { answers, seen } = await talk(singly, { kind: 'answered', outcomes: [{ kind: 'added', id: 'abc' }] });
  expect(seen[0]).toEqual(request);
  expect(seen[1]?.links[0]?.headers).toEqual([['User-Agent', 'UA/1']]);
  expect(answers).toEqual([
    { kind: 'added', id: 'abc' },
    { kind: 'added', id: 'abc' },
  ]);
});

test.each([
  [{ ...MESSAGE, url: 'file:///etc/passwd' }],
  [{ ...MESSAGE, url: 'oss://bucket/key' }],
  [{ ...MESSAGE, url: 'https://a.example/\r\nX: y' }],
  [{ ...MESSAGE, cookie: 'a=1\r\nX: y' }],
  [{ ...MESSAGE, referrer: 'about:blank' }],
  [{ ...MESSAGE, directory: '/etc' }],
  [{ ...MESSAGE, version: 2 }],
  [[MESSAGE]],
])('%j is not understood', async (message) => {
  expect(await talk([framed(message)], { kind: 'no-app' })).toEqual({ answers: [{ kind: 'not-understood' }], seen: [] });
});

test('what is too long ends the talk before it is read', async () => {
  const head = Buffer.from([0xff, 0xff, 0xff, 0x7f]);
  expect(await talk([head, framed(MESSAGE)], { kind: 'no-app' })).toEqual({ answers: [{ kind: 'not-understood' }], seen: [] });
});

test('whatever a page makes the extension say, its headers are one line each', () => {
  const message = fc.record({
    version: fc.constant(1),
    url: fc.oneof(fc.webUrl(), fc.string()),
    referrer: fc.oneof(fc.constant(null), fc.string()),
    cookie: fc.oneof(fc.constant(null), fc.string({ unit: 'binary' })),
    userAgent: fc.string({ unit: 'binary' }),
    language: fc.string(),
  });
  fc.assert(
    fc.property(message, (given) => {
      const headers = readBrowserMessage(given)?.links[0]?.headers ?? [];
      expect(headers.every(([, value]) => !/[\r\n\0]/.test(value))).toBe(true);
    }),
  );
});
