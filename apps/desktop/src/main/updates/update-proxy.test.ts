import { parseProxy } from '@sluice/engine';
import { expect, test } from 'vitest';
import type { ProxySetting } from '../proxy-setting.ts';
import { credentialsFor, proxyConfigOf } from './update-proxy.ts';

function own(url: string): ProxySetting {
  const choice = parseProxy(url);
  if (choice === null) throw new Error(`${url} is no proxy`);
  return { kind: 'own', url, choice };
}

test('updates go the way that the settings say, and no secret stands in the rules', () => {
  expect(proxyConfigOf({ kind: 'system' })).toEqual({ mode: 'system' });
  expect(proxyConfigOf({ kind: 'none' })).toEqual({ mode: 'direct' });
  const rules = (url: string) => proxyConfigOf(own(url)).proxyRules;
  expect(rules('http://mira:hunter2@proxy.example:3128')).toBe('http://proxy.example:3128');
  expect(rules('socks5://[::1]:1080')).toBe('socks5://[::1]:1080');
  expect(rules('https://proxy.example')).toBe('https://proxy.example:443');
});

test('the credentials are for that proxy alone: no server and no other proxy gets them', () => {
  const setting = own('http://mira:hunter2@proxy.example:3128');
  const asks = { isProxy: true, host: 'proxy.example', port: 3128 };
  expect(credentialsFor(setting, asks)).toEqual({ user: 'mira', password: 'hunter2' });
  for (const other of [
    { ...asks, isProxy: false },
    { ...asks, host: 'other.example' },
    { ...asks, port: 80 },
  ])
    expect(credentialsFor(setting, other)).toBeNull();
  expect(credentialsFor({ kind: 'system' }, asks)).toBeNull();
  expect(credentialsFor(own('http://m:s@[::1]:3128'), { ...asks, host: '::1' })).toEqual({ user: 'm', password: 's' });
});
