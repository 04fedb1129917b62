import { expect, test } from 'vitest';
import { stateFolder, type Surroundings } from './state-folder.ts';

const linux: Surroundings = { platform: 'linux', env: {}, homeFolder: '/home/u', currentFolder: '/work' };
const windows: Surroundings = { platform: 'win32', env: {}, homeFolder: 'C:\\Users\\u', currentFolder: 'C:\\work' };

test('what --state says goes first, relative to the current folder', () => {
  expect(stateFolder('jobs', { ...linux, env: { XDG_STATE_HOME: '/x' } })).toBe('/work/jobs');
  expect(stateFolder('/jobs', linux)).toBe('/jobs');
  expect(stateFolder('jobs', windows)).toBe('C:\\work\\jobs');
});

test('XDG_STATE_HOME is used on every system, if it is absolute', () => {
  expect(stateFolder(null, { ...linux, env: { XDG_STATE_HOME: '/x' } })).toBe('/x/sluice');
  expect(stateFolder(null, { ...linux, platform: 'darwin', env: { XDG_STATE_HOME: '/x' } })).toBe('/x/sluice');
  expect(stateFolder(null, { ...linux, env: { XDG_STATE_HOME: 'x' } })).toBe('/home/u/.local/state/sluice');
  expect(stateFolder(null, { ...linux, env: { XDG_STATE_HOME: '' } })).toBe('/home/u/.local/state/sluice');
});

test('each system has its own place', () => {
  expect(stateFolder(null, linux)).toBe('/home/u/.local/state/sluice');
  expect(stateFolder(null, { ...linux, platform: 'darwin' })).toBe('/home/u/Library/Application Support/sluice-cli');
  expect(stateFolder(null, windows)).toBe('C:\\Users\\u\\AppData\\Local\\sluice-cli');
  expect(stateFolder(null, { ...windows, env: { LOCALAPPDATA: 'D:\\Local' } })).toBe('D:\\Local\\sluice-cli');
});
