import { expect, test } from 'vitest';
import { contentLengthOf } from './content-length.ts';

test.each([
  [['0'], { kind: 'count', value: 0 }],
  [['42'], { kind: 'count', value: 42 }],
  [['42', '42'], { kind: 'count', value: 42 }],
  [['42', '43'], { kind: 'malformed' }],
  [['42, 42'], { kind: 'malformed' }],
  [['-1'], { kind: 'malformed' }],
  [['+1'], { kind: 'malformed' }],
  [['1e3'], { kind: 'malformed' }],
  [[''], { kind: 'malformed' }],
  [['9007199254740991'], { kind: 'count', value: Number.MAX_SAFE_INTEGER }],
  [['9007199254740993'], { kind: 'too-large', size: '9007199254740993' }],
  [['1'.repeat(1000)], { kind: 'too-large', size: '1'.repeat(40) }],
  [[], { kind: 'absent' }],
])('Content-Length %j', (values, expected) => {
  expect(contentLengthOf({ status: 200, headers: values.map((value) => ['content-length', value] as const) })).toEqual(expected);
});

test('a transfer coding overrides it', () => {
  const headers = [
    ['content-length', '42'],
    ['transfer-encoding', 'chunked'],
  ] as const;
  expect(contentLengthOf({ status: 200, headers })).toEqual({ kind: 'absent' });
});
