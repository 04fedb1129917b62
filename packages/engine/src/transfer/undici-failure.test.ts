/** What the network throws becomes a failure with facts; what is nobody's but ours stays an exception. */
import { expect, test } from 'vitest';
import { failureOf } from './undici-failure.ts';

const TIMEOUTS = { connectMs: 1, headMs: 22, bodyIdleMs: 333 };
const read = (error: unknown, origin = 'https://h.example'): unknown => failureOf(error, new URL(origin), TIMEOUTS);

function coded(code: string, cause?: unknown): Error {
  return Object.assign(new Error('text with secrets'), { code, cause });
}

test.each([
  ['ENOTFOUND', { kind: 'dns', host: 'h.example' }],
  ['EAI_AGAIN', { kind: 'dns', host: 'h.example' }],
  ['ECONNREFUSED', { kind: 'connect', host: 'h.example', port: 443, cause: 'refused' }],
  ['UND_ERR_CONNECT_TIMEOUT', { kind: 'connect', host: 'h.example', port: 443, cause: 'timeout' }],
  ['ENETUNREACH', { kind: 'connect', host: 'h.example', port: 443, cause: 'unreachable' }],
  ['EHOSTUNREACH', { kind: 'connect', host: 'h.example', port: 443, cause: 'unreachable' }],
  ['ECONNRESET', { kind: 'reset', host: 'h.example' }],
  ['EPIPE', { kind: 'reset', host: 'h.example' }],
  ['UND_ERR_SOCKET', { kind: 'reset', host: 'h.example' }],
  ['UND_ERR_HEADERS_TIMEOUT', { kind: 'timeout', waitedFor: 'head', afterMs: 22 }],
  ['UND_ERR_BODY_TIMEOUT', { kind: 'timeout', waitedFor: 'body', afterMs: 333 }],
  ['UND_ERR_HEADERS_OVERFLOW', { kind: 'protocol', fault: 'head-too-large' }],
  ['HPE_INVALID_CONSTANT', { kind: 'protocol', fault: 'malformed' }],
  ['HPE_INVALID_CHUNK_SIZE', { kind: 'protocol', fault: 'malformed' }],
  ['CERT_HAS_EXPIRED', { kind: 'tls', host: 'h.example', code: 'CERT_HAS_EXPIRED' }],
  ['ERR_TLS_CERT_ALTNAME_INVALID', { kind: 'tls', host: 'h.example', code: 'ERR_TLS_CERT_ALTNAME_INVALID' }],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', { kind: 'tls', host: 'h.example', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }],
  ['ERR_SSL_WRONG_VERSION_NUMBER', { kind: 'tls', host: 'h.example', code: 'ERR_SSL_WRONG_VERSION_NUMBER' }],
])('%s is %j', (code, failure) => {
  expect(read(coded(code))).toEqual(failure);
});

test('a port in the address is named, and http has its own', () => {
  expect(read(coded('ECONNREFUSED'), 'http://h.example:8080')).toMatchObject({ port: 8080 });
  expect(read(coded('ECONNREFUSED'), 'http://h.example')).toMatchObject({ port: 80 });
});

test('of several addresses that were tried, the first that says something counts', () => {
  expect(read(new AggregateError([new Error('nothing'), coded('ENETUNREACH'), coded('ECONNREFUSED')]))).toMatchObject({
    cause: 'unreachable',
  });
});

test('a cause is looked into', () => {
  expect(read(new Error('fetch failed', { cause: coded('ECONNREFUSED') }))).toMatchObject({ kind: 'connect' });
});

test.each([
  new Error('a bug'),
  coded('ERR_INVALID_ARG_TYPE'),
  coded('UND_ERR_INVALID_ARG'),
  'text',
  null,
  undefined,
  { code: 'ECONNRESET' },
])('%o is a fault', (error) => {
  expect(read(error)).toBeNull();
});

test('no text of the error gets into the failure', () => {
  expect(JSON.stringify(read(coded('ECONNRESET')))).not.toContain('secret');
});
