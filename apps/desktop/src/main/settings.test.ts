import type { Settings } from '@sluice/ipc';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SettingsBox } from './settings.ts';

const DEFAULTS: Settings = {
  downloadFolder: '/home/a/Downloads',
  concurrentJobs: 3,
  connectionsPerJob: null,
  limitBytesPerSecond: null,
  conflict: 'keep-both',
  theme: 'system',
  language: 'system',
  keepServerTime: true,
};

function boxOver(rows: Map<string, unknown>, defaults = DEFAULTS): SettingsBox {
  return new SettingsBox({ readSetting: (key) => rows.get(key), writeSetting: (key, value) => void rows.set(key, value) }, defaults);
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

test('whatever is stored, the settings are whole', () => {
  const value = fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...Object.keys(DEFAULTS), '__proto__'), fc.jsonValue()));
  fc.assert(
    fc.property(value, (stored) => {
      const box = boxOver(new Map([['settings', stored]]));
      box.open();
      expect(Object.keys(box.current).sort()).toEqual(Object.keys(DEFAULTS).sort());
    }),
  );
});
