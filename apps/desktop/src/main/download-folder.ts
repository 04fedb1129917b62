/** Where downloads go until the user says otherwise. */
import { app } from 'electron';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** The system's folder for downloads. Without one (bare Linux) Electron names the home folder, which is no place for them. */
export function systemDownloadFolder(): string {
  const [home, downloads] = [app.getPath('home'), app.getPath('downloads')];
  return downloads === home ? join(home, 'Downloads') : downloads;
}

/** Makes the folder when it is missing. Where that is impossible the first download says so. */
export function provideFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch {
    return;
  }
}
