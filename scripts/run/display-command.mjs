// Composes the command line that gives a program a screen and a session bus of its own.
import { fileURLToPath } from 'node:url';

const SCREEN = '-screen 0 1280x800x24';
/** Installed services stay out: a notification service that starts by itself would stand in for the one of a test. */
export const SESSION_BUS = fileURLToPath(new URL('session-bus.conf', import.meta.url));

/**
 * On Linux the command is run in a virtual display (outside) and a private session bus (inside). With SLUICE_USE_DISPLAY set, with a display
 * that was made this way around it, and on other systems, it is run as it is.
 * @param {{ platform: string, env: Record<string, string | undefined>, command: readonly string[] }} request
 * @returns {{ command: string[], env: Record<string, string | undefined> }}
 */
export function composeDisplayCommand({ platform, env, command }) {
  const wantsOwnDisplay = Boolean(env['SLUICE_USE_DISPLAY']) && hasDisplay(env);
  if (platform !== 'linux' || wantsOwnDisplay || env['SLUICE_VIRTUAL_DISPLAY']) return { command: [...command], env };
  const { WAYLAND_DISPLAY: _wayland, DISPLAY: _display, ...rest } = env;
  return {
    command: ['xvfb-run', '-a', '-s', SCREEN, 'dbus-run-session', `--config-file=${SESSION_BUS}`, '--', ...command],
    env: { ...rest, SLUICE_VIRTUAL_DISPLAY: '1', XDG_SESSION_TYPE: 'x11' },
  };
}

/**
 * Whether a window could be shown.
 * @param {Record<string, string | undefined>} env
 */
export function hasDisplay(env) {
  return Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}
