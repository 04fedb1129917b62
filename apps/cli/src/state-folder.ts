/** Where the command keeps its jobs. The window has a folder of its own, so that both can run at the same time. */
import { posix, win32 } from 'node:path';

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeFolder: string;
  readonly currentFolder: string;
}

/** Where the window keeps its list: what Electron calls the user's data, of the program of this name. */
export function windowStateFolder({ platform, env, homeFolder }: Surroundings): string {
  const path = platform === 'win32' ? win32 : posix;
  const absolute = (name: string): string | null => {
    const value = env[name];
    return value !== undefined && path.isAbsolute(value) ? value : null;
  };
  switch (platform) {
    case 'darwin':
      return path.join(homeFolder, 'Library', 'Application Support', 'Sluice', 'state');
    case 'win32':
      return path.join(absolute('APPDATA') ?? path.join(homeFolder, 'AppData', 'Roaming'), 'Sluice', 'state');
    default:
      return path.join(absolute('XDG_CONFIG_HOME') ?? path.join(homeFolder, '.config'), 'Sluice', 'state');
  }
}

/**
 * `--state`; else `$XDG_STATE_HOME/sluice` where that is set to an absolute path (a relative one is invalid and ignored, says the XDG
 * Base Directory Specification); else the platform's place for what a program keeps but nobody would back up.
 */
export function stateFolder(asked: string | null, { platform, env, homeFolder, currentFolder }: Surroundings): string {
  const path = platform === 'win32' ? win32 : posix;
  if (asked !== null) return path.resolve(currentFolder, asked);
  const xdg = env['XDG_STATE_HOME'];
  if (xdg !== undefined && path.isAbsolute(xdg)) return path.join(xdg, 'sluice');
  switch (platform) {
    case 'darwin':
      return path.join(homeFolder, 'Library', 'Application Support', 'sluice-cli');
    case 'win32':
      return path.join(env['LOCALAPPDATA'] || path.join(homeFolder, 'AppData', 'Local'), 'sluice-cli');
    default:
      return path.join(homeFolder, '.local', 'state', 'sluice');
  }
}
