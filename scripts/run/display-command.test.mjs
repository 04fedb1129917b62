import { expect, test } from 'vitest';
import { SESSION_BUS, composeDisplayCommand } from './display-command.mjs';

const command = ['node', 'x.js'];

test('on Linux a command gets a virtual screen outside and a session bus inside, and loses sight of the real screen', () => {
  const env = { HOME: '/h', DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0' };
  expect(composeDisplayCommand({ platform: 'linux', env, command })).toEqual({
    command: ['xvfb-run', '-a', '-s', '-screen 0 1280x800x24', 'dbus-run-session', `--config-file=${SESSION_BUS}`, '--', 'node', 'x.js'],
    env: { HOME: '/h', SLUICE_VIRTUAL_DISPLAY: '1', XDG_SESSION_TYPE: 'x11' },
  });
});

test.each([
  ['a screen was asked for and is there', 'linux', { SLUICE_USE_DISPLAY: '1', DISPLAY: ':0' }],
  ['it already runs in a virtual display', 'linux', { SLUICE_VIRTUAL_DISPLAY: '1', DISPLAY: ':99' }],
  ['the system is not Linux', 'darwin', {}],
])('the command stays as it is when %s', (_when, platform, env) => {
  expect(composeDisplayCommand({ platform, env, command })).toEqual({ command, env });
});

test('asking for the screen in use where there is none still makes a virtual one', () => {
  expect(composeDisplayCommand({ platform: 'linux', env: { SLUICE_USE_DISPLAY: '1' }, command }).command[0]).toBe('xvfb-run');
});
