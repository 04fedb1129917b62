/** Which requests go straight to the server. */
import { expect, test } from 'vitest';
import { chooseTransport } from './choose-transport.ts';
import { DIRECT, parseProxy } from './proxy.ts';

const url = 'http://h.example/a/../b%2F?x=1#part';
const range = ['Range', 'bytes=0-'] as const;

test.each([[[]], [[range]], [[range, ['If-Range', '"e"'], ['Accept-Encoding', 'identity'], ['Cookie', 'a=b; c=\u00e4']]]] as const)(
  'a plain GET goes straight: %j',
  (headers) => {
    expect(chooseTransport({ url, headers }, DIRECT)).toBe('direct');
  },
);

test.each(['http://p.example:3128', 'https://p.example', 'socks5://u:p@p.example'])('through %s leads undici', (text) => {
  const proxy = parseProxy(text);
  if (proxy === null) throw new Error(text);
  expect(chooseTransport({ url, headers: [range] }, proxy)).toBe('undici');
});

test.each([
  ['Expect', '100-continue'],
  ['Upgrade', 'h2c'],
  ['host', 'other.example'],
  ['Connection', 'close'],
  ['Transfer-Encoding', 'chunked'],
  ['Content-Length', '3'],
  ['X A', 'b'],
  ['', 'b'],
  ['X-A', 'b\r\nX-B: c'],
  ['X-A', 'b\u0000'],
  ['X-A', 'caf\u0113'],
])('a header that is odd is left to undici: %j', (name, value) => {
  expect(chooseTransport({ url, headers: [range, [name, value]] }, DIRECT)).toBe('undici');
});

test.each(['http://h.example/a b', 'http://h.example/\u00e4', 'http://h.example/\r\nX: y'])(
  'a path that is odd is left to undici: %j',
  (odd) => {
    expect(chooseTransport({ url: odd, headers: [] }, DIRECT)).toBe('undici');
  },
);
