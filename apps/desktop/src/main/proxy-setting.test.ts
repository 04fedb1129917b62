import { plainBox, type SecretBox } from '@sluice/store';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openProxy, readTypedProxy, sealProxy, showProxy, SYSTEM_PROXY, type ProxySetting } from './proxy-setting.ts';

const NO_KEY: SecretBox = { seal: (plain) => Buffer.from(plain, 'utf8'), open: () => null };

function typed(text: string): ProxySetting {
  const result = readTypedProxy(text, { kind: 'none' });
  if (result.kind !== 'changed') throw new Error(result.kind);
  return result.setting;
}

test.each([
  ['socks5://ann:secret@proxy.example:1080', 'socks5://ann:•••@proxy.example:1080'],
  ['ann:se:cr@et@proxy.example', 'ann:•••@proxy.example'],
  ['http://secret@proxy.example', 'http://•••@proxy.example'],
  ['http://:secret@proxy.example/', 'http://:•••@proxy.example/'],
  ['proxy.example:3128', 'proxy.example:3128'],
  ['https://[::1]:3128', 'https://[::1]:3128'],
  ['system', 'system'],
])('%s is shown as %s', (url, shown) => {
  expect(showProxy(typed(url))).toBe(shown);
});

test('no password is ever shown', () => {
  const password = fc.string({ minLength: 4, unit: fc.constantFrom('a', 'B', '7', ':', '@', '%41', '!', '•') }).map((text) => `Zq${text}`);
  fc.assert(
    fc.property(password, fc.constantFrom('', 'http://', 'socks5://'), (secret, scheme) => {
      const result = readTypedProxy(`${scheme}ann:${secret}@proxy.example`, SYSTEM_PROXY);
      if (result.kind === 'changed') expect(showProxy(result.setting)).toBe(`${scheme}ann:•••@proxy.example`);
    }),
  );
});

test('the shown text changes nothing, and its hidden password is not taken along to another server', () => {
  const current = typed('http://ann:secret@proxy.example:1');
  expect(readTypedProxy(' http://ann:•••@proxy.example:1 ', current)).toEqual({ kind: 'unchanged' });
  expect(readTypedProxy('http://ann:•••@other.example:1', current)).toEqual({ kind: 'refused', reason: 'hidden-password' });
});

test.each(['', 'ftp://proxy.example', 'http://', 'http://proxy.example/path', 'two words'])('%j is no proxy', (text) => {
  expect(readTypedProxy(text, SYSTEM_PROXY)).toEqual({ kind: 'refused', reason: 'not-a-proxy' });
});

test('what is sealed is opened again', () => {
  for (const setting of [SYSTEM_PROXY, typed('system'), typed('http://ann:secret@proxy.example')])
    expect(openProxy(sealProxy(setting, plainBox), plainBox)).toEqual(setting);
});

test('a password is not stored in the clear', () => {
  expect(JSON.stringify(sealProxy(typed('http://ann:secret@proxy.example'), plainBox))).not.toContain('secret');
});

test('what can not be read or opened is none', () => {
  const sealed = sealProxy(typed('http://proxy.example'), NO_KEY);
  expect(openProxy(sealed, NO_KEY)).toBeNull();
  fc.assert(fc.property(fc.jsonValue(), (stored) => stored === 'system' || stored === 'none' || openProxy(stored, plainBox) === null));
});
