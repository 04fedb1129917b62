/**
 * Tells the browsers of this user where the host of their extension is. Browsers start it themselves, with the extension's id as its
 * only argument, and let no other extension speak to it. Linux and macOS; see decision 0025 for Windows.
 */
import { existsSync } from 'node:fs';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const HOST_NAME = 'app.sluice.host';
/** Of the `key` in the extension's manifest. */
export const CHROMIUM_EXTENSION_ID = 'lgepkncbpbekeigicaigidcnfgmboecm';
export const FIREFOX_EXTENSION_ID = 'extension@sluice.app';

export interface HostPlaces {
  readonly platform: NodeJS.Platform;
  readonly homeFolder: string;
  /** `$XDG_CONFIG_HOME`, or what takes its place. */
  readonly configFolder: string;
}

export interface HostProgram {
  /** The words that start this program as the browsers' host. */
  readonly command: readonly string[];
  /** Where the script lies that browsers start: they can't be given words. */
  readonly stateFolder: string;
}

interface Browser {
  readonly name: string;
  /** There once the browser was used. */
  readonly profileFolder: string;
  readonly hostFolder: string;
  readonly family: 'chromium' | 'firefox';
}

/** The names of the browsers that know the host now. Rejects when a file can't be written. */
export async function installHosts(places: HostPlaces, program: HostProgram): Promise<readonly string[]> {
  const used = browsersOf(places).filter(({ profileFolder }) => existsSync(profileFolder));
  if (used.length === 0) return [];
  const script = scriptPath(program.stateFolder);
  await writeFile(script, `#!/bin/sh\nexec ${program.command.map(shellWord).join(' ')} "$@"\n`, { mode: 0o700 });
  await chmod(script, 0o700);
  for (const browser of used) {
    const path = manifestPath(browser);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, `${JSON.stringify(manifestFor(browser, script), null, 2)}\n`);
  }
  return used.map(({ name }) => name);
}

export async function removeHosts(places: HostPlaces, stateFolder: string): Promise<void> {
  for (const browser of browsersOf(places)) await rm(manifestPath(browser), { force: true });
  await rm(scriptPath(stateFolder), { force: true });
}

/** Whether browsers can find a host by files alone. */
export function hasHostFiles(platform: NodeJS.Platform): boolean {
  return platform === 'linux' || platform === 'darwin';
}

function browsersOf({ platform, homeFolder, configFolder }: HostPlaces): readonly Browser[] {
  const support = join(homeFolder, 'Library', 'Application Support');
  const chromium = (name: string, mac: string, linux: string): Browser => {
    const profileFolder = platform === 'darwin' ? join(support, mac) : join(configFolder, linux);
    return { name, profileFolder, hostFolder: join(profileFolder, 'NativeMessagingHosts'), family: 'chromium' };
  };
  const mozilla = platform === 'darwin' ? join(support, 'Mozilla') : join(homeFolder, '.mozilla');
  const firefox: Browser = {
    name: 'Firefox',
    profileFolder: platform === 'darwin' ? join(support, 'Firefox') : mozilla,
    hostFolder: join(mozilla, platform === 'darwin' ? 'NativeMessagingHosts' : 'native-messaging-hosts'),
    family: 'firefox',
  };
  return [
    chromium('Chrome', 'Google/Chrome', 'google-chrome'),
    chromium('Chromium', 'Chromium', 'chromium'),
    chromium('Edge', 'Microsoft Edge', 'microsoft-edge'),
    chromium('Brave', 'BraveSoftware/Brave-Browser', 'BraveSoftware/Brave-Browser'),
    firefox,
  ];
}

function manifestFor({ family }: Browser, path: string): object {
  const manifest = { name: HOST_NAME, description: 'Sluice takes links from this browser.', path, type: 'stdio' };
  return family === 'firefox'
    ? { ...manifest, allowed_extensions: [FIREFOX_EXTENSION_ID] }
    : { ...manifest, allowed_origins: [`chrome-extension://${CHROMIUM_EXTENSION_ID}/`] };
}

function manifestPath({ hostFolder }: Browser): string {
  return join(hostFolder, `${HOST_NAME}.json`);
}

function scriptPath(stateFolder: string): string {
  return join(stateFolder, 'browser-host.sh');
}

function shellWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
