import { defaultSettings, type Settings } from '@sluice/ipc';
import { plainBox } from '@sluice/store';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SettingsBox } from './settings.ts';

const DEFAULTS: Settings = {
  ...defaultSettings('/home/a/Downloads'),
  proxy: 'system',
};

function boxOver(rows: Map<string, unknown>, defaults = DEFAULTS): SettingsBox {
  return new SettingsBox(
    { readSetting: (key) => rows.get(key), writeSetting: (key, value) => void rows.set(key, value) },
    defaults,
    plainBox,
  );
}

test('what is set is there in the next run', () => {
  const rows = new Map<string, unknown>();
  boxOver(rows).change({ theme: 'dark', limitBytesPerSecond: 1000 });
  const next = boxOver(rows);
  expect([next.open(), next.current]).toEqual(['read', { ...DEFAULTS, theme: 'dark', limitBytesPerSecond: 1000 }]);
});

test('a default that was not set follows the system', () => {
  const rows = new Map<string, unknown>();
  boxOver(rows).change({ theme: 'dark' });
  const next = boxOver(rows, { ...DEFAULTS, downloadFolder: '/home/a/Descargas' });
  next.open();
  expect(next.current.downloadFolder).toBe('/home/a/Descargas');
});

test('an undefined value changes nothing', () => {
  expect(boxOver(new Map()).change({ theme: undefined })).toEqual(DEFAULTS);
});

test('listeners hear the new settings until they are taken off', () => {
  const box = boxOver(new Map());
  const heard: Settings[] = [];
  const stop = box.subscribe((settings) => heard.push(settings));
  box.change({ concurrentJobs: 5 });
  stop();
  box.change({ concurrentJobs: 6 });
  expect(heard).toEqual([{ ...DEFAULTS, concurrentJobs: 5 }]);
});

test('a setting that does not parse gives way to its default, and the others stay', () => {
  const box = boxOver(new Map([['settings', { theme: 'dark', concurrentJobs: -1, futureSetting: 1 }]]));
  expect([box.open(), box.current]).toEqual(['unreadable', { ...DEFAULTS, theme: 'dark' }]);
});

test('a proxy is there in the next run, known whole and shown without its password', () => {
  const rows = new Map<string, unknown>();
  const saved = boxOver(rows).changeProxy('http://ann:secret@proxy.example:3128');
  expect(saved).toMatchObject({ kind: 'saved', settings: { proxy: 'http://ann:•••@proxy.example:3128' } });
  expect(JSON.stringify([...rows, saved])).not.toContain('secret');
  const next = boxOver(rows);
  next.open();
  expect([next.changeProxy(next.current.proxy), next.proxy]).toMatchObject([
    { kind: 'saved' },
    { choice: { proxy: { host: 'proxy.example', port: 3128, credentials: { user: 'ann', password: 'secret' } } } },
  ]);
});

test('a text that is no proxy is refused, and the old one stays', () => {
  const box = boxOver(new Map());
  box.changeProxy('none');
  expect([box.changeProxy('what?!'), box.current.proxy]).toEqual([{ kind: 'refused', reason: 'not-a-proxy' }, 'none']);
});

test('a proxy that can not be opened gives way to the system’s, and the other settings stay', () => {
  const box = boxOver(
    new Map<string, unknown>([
      ['settings', { theme: 'dark' }],
      ['proxy', { sealed: 'AAAA' }],
    ]),
  );
  expect([box.open(), box.current]).toEqual(['unreadable', { ...DEFAULTS, theme: 'dark' }]);
});

test('whatever is stored, the settings are whole', () => {
  const value = fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...Object.keys(DEFAULTS), '__proto__'), fc.jsonValue()));
  fc.assert(
    fc.property(value, (stored) => {
      const box = boxOver(
        new Map([
          ['settings', stored],
          ['proxy', stored],
        ]),
      );
      box.open();
      expect(Object.keys(box.current).sort()).toEqual(Object.keys(DEFAULTS).sort());
    }),
  );
});
