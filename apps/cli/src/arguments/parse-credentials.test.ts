import { expect, test } from 'vitest';
import { parseArguments } from '../parse-arguments.ts';
import { parseCredentials, parseProxyOption, type CredentialTexts } from './parse-credentials.ts';

const NOTHING: CredentialTexts = { header: [], cookie: [], user: undefined, bearer: undefined };
const FILES: Readonly<Record<string, string>> = {
  headers: 'X-One: 1\r\n\r\nX-Two: 2\n',
  user: 'name:pass:word\n',
  token: 'abc.def\n',
  proxy: 'http://u:p@proxy:3128\n',
  empty: '\n',
};
const read = (path: string): string | null => FILES[path] ?? null;
const headersOf = (texts: Partial<CredentialTexts>) => parseCredentials({ ...NOTHING, ...texts }, read);
const value = (...headers: readonly (readonly [string, string])[]) => ({ kind: 'value', value: headers });

test('a user, a token and cookies become headers', () => {
  expect(headersOf({ user: 'mü:päss' })).toEqual(value(['Authorization', `Basic ${Buffer.from('mü:päss').toString('base64')}`]));
  expect(headersOf({ bearer: 'abc==' })).toEqual(value(['Authorization', 'Bearer abc==']));
  expect(headersOf({ header: ['X-A: b'], cookie: ['a=b', 'c="d"; e='] })).toEqual(value(['X-A', 'b'], ['Cookie', 'a=b; c="d"; e=']));
});

test('an @ names a file with the value in it', () => {
  expect(headersOf({ header: ['@headers'], user: '@user' })).toEqual(
    value(['X-One', '1'], ['X-Two', '2'], ['Authorization', `Basic ${Buffer.from('name:pass:word').toString('base64')}`]),
  );
  expect(headersOf({ bearer: '@token' })).toEqual(value(['Authorization', 'Bearer abc.def']));
  expect(parseProxyOption('@proxy', read)).toEqual({ kind: 'value', value: 'http://u:p@proxy:3128' });
});

test.each([
  [{ user: 'no-colon' }, { kind: 'invalid-hidden', option: 'user' }],
  [{ user: ':secret' }, { kind: 'invalid-hidden', option: 'user' }],
  [{ user: 'a:b\nX: y' }, { kind: 'invalid-hidden', option: 'user' }],
  [{ bearer: 'two words' }, { kind: 'invalid-hidden', option: 'bearer' }],
  [{ bearer: '@empty' }, { kind: 'invalid-hidden', option: 'bearer' }],
  [{ cookie: ['no-equals'] }, { kind: 'invalid-hidden', option: 'cookie' }],
  [{ cookie: ['a=b\r\nX: y'] }, { kind: 'invalid-hidden', option: 'cookie' }],
  [{ user: '@missing' }, { kind: 'file-unreadable', option: 'user', path: 'missing' }],
  [{ header: ['@'] }, { kind: 'file-unreadable', option: 'header', path: '' }],
  [{ header: ['X-Key secret'] }, { kind: 'invalid-header', name: '' }],
  [
    { user: 'a:b', bearer: 'c' },
    { kind: 'header-twice', name: 'authorization' },
  ],
  [
    { header: ['AUTHORIZATION: x'], bearer: 'c' },
    { kind: 'header-twice', name: 'authorization' },
  ],
  [
    { header: ['cookie: x=1'], cookie: ['a=b'] },
    { kind: 'header-twice', name: 'cookie' },
  ],
])('%j is refused without its value', (texts, problem) => {
  expect(headersOf(texts)).toEqual({ kind: 'problem', problem });
});

test.each(['none', 'system', 'socks5://u:p@h', 'http://[::1]:3128'])('--proxy %s', (proxy) => {
  expect(parseArguments(['get', 'http://h/', '--proxy', proxy])).toMatchObject({ kind: 'get', wishes: { proxy } });
});

test.each(['', 'ftp://user:secret@h', 'http://h/path', '@missing'])('--proxy %j is refused, and not repeated', (proxy) => {
  const refused = parseArguments(['get', 'http://h/', '--proxy', proxy]);
  expect(refused.kind).toBe('usage-error');
  expect(JSON.stringify(refused)).not.toContain('secret');
});

test('--checksum auto looks for a published one', () => {
  expect(parseArguments(['get', 'http://h/', '--checksum', 'auto'])).toMatchObject({ wishes: { digest: null, seekChecksum: true } });
});
