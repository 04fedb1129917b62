/** The system's Chromium, as its user has it: a window on the display of the tests, and a profile of its own. */
import { mkdir } from 'node:fs/promises';
import { chromium, type BrowserContext } from '@playwright/test';
import { pathOfProgram } from './desktop-session.ts';

const EXECUTABLE = pathOfProgram('chromium');

/** Why tests with it are skipped; null: it is here. The set-up of the tests installs it where it may. */
export const NO_BROWSER = EXECUTABLE === null ? 'needs Chromium (apt-get install chromium)' : null;

/** It does nothing on the network but what its pages ask for: Playwright starts it so. Root can't have its sandbox. */
export async function startBrowser(
  profile: string,
  { args = [], env = {} }: { readonly args?: readonly string[]; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<BrowserContext> {
  if (EXECUTABLE === null) throw new Error(NO_BROWSER ?? '');
  await mkdir(profile, { recursive: true });
  return chromium.launchPersistentContext(profile, {
    executablePath: EXECUTABLE,
    headless: false,
    viewport: null,
    chromiumSandbox: process.getuid?.() !== 0,
    env: { ...process.env, ...env },
    args: [...args],
  });
}
