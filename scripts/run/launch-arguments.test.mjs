import { expect, test } from 'vitest';
import { composeLaunchArguments } from './launch-arguments.mjs';

test('the sandbox is off for root on Linux and for nobody else', () => {
  const request = { appFolder: '/app', extra: ['--flag', 'url'] };
  expect(composeLaunchArguments({ ...request, platform: 'linux', isRoot: true })).toEqual(['--no-sandbox', '/app', '--flag', 'url']);
  expect(composeLaunchArguments({ ...request, platform: 'linux', isRoot: false })).toEqual(['/app', '--flag', 'url']);
  expect(composeLaunchArguments({ ...request, platform: 'darwin', isRoot: true })).toEqual(['/app', '--flag', 'url']);
});
