/** Has the system start Sluice at sign-in, or no longer. */
import { app } from 'electron';
import { mkdirSync, rmSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HIDDEN_SWITCH } from '../start-switches.ts';
import { DESKTOP_ID } from '../desktop-id.ts';
import { autostartEntry } from './autostart-entry.ts';

export interface LoginStart {
  readonly on: boolean;
  /** Without a window, where there is a tray. */
  readonly hidden: boolean;
}

/** Does what is missing, and touches nothing that is as it should be. Throws where the user's settings can't be written. */
export function startAtLogin({ on, hidden }: LoginStart): void {
  const args = hidden ? [HIDDEN_SWITCH] : [];
  if (process.platform === 'linux') return writeEntry(on, args);
  const { openAtLogin } = app.getLoginItemSettings({ args });
  if (openAtLogin !== on) app.setLoginItemSettings({ openAtLogin: on, args });
}

function writeEntry(on: boolean, args: readonly string[]): void {
  const path = join(app.getPath('appData'), 'autostart', `${DESKTOP_ID}.desktop`);
  if (!on) return rmSync(path, { force: true });
  const entry = autostartEntry([...ownCommand(), ...args]);
  if (readOrNull(path) === entry) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, entry);
}

/** An AppImage is mounted somewhere else each time; its file stays. */
function ownCommand(): readonly string[] {
  const appImage = process.env['APPIMAGE'];
  if (appImage !== undefined && appImage !== '') return [appImage];
  return app.isPackaged ? [process.execPath] : [process.execPath, app.getAppPath()];
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
