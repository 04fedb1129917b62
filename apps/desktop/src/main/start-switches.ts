/** Words of the command line that decide what a start is, before anything of the program is read. */

/** Started by the system at sign-in: nobody waits for a window. */
export const HIDDEN_SWITCH = '--hidden';

/** The script that browsers start says this; nobody else does. */
export const BROWSER_HOST_SWITCH = '--native-messaging';

export function isBrowserHost(argv: readonly string[]): boolean {
  return argv.includes(BROWSER_HOST_SWITCH);
}
