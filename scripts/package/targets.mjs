// Which packages can be made where, and which of them without programs that only a release machine has.
import { SetupError } from '../setup/setup-error.mjs';

/** All that electron-builder.yml configures. @type {Readonly<Record<string, readonly string[]>>} */
const KNOWN_TARGETS = {
  linux: ['dir', 'tar.gz', 'zip', 'deb', 'rpm', 'AppImage'],
  win32: ['dir', 'nsis', 'zip'],
  darwin: ['dir', 'dmg', 'zip'],
};

/** What is made when nobody says. AppImage needs a tool that is fetched from the network at build time: the release workflow makes it. */
export const DEFAULT_TARGETS = /** @type {Readonly<Record<string, readonly string[] | undefined>>} */ ({
  linux: ['dir', 'tar.gz', 'zip', 'deb', 'rpm'],
  win32: ['nsis', 'zip'],
  darwin: ['dmg', 'zip'],
});

/**
 * @param {string} text as typed: names with commas between them
 * @param {string} platform
 * @returns {string[]}
 * @throws {SetupError} for a name that is unknown on this platform
 */
export function readTargets(text, platform) {
  const known = KNOWN_TARGETS[platform] ?? [];
  const targets = [...new Set(text.split(',').map((name) => name.trim()))];
  const unknown = targets.filter((target) => !known.includes(target));
  if (unknown.length > 0) throw new SetupError(`--target takes some of: ${known.join(', ')}. It does not know: ${unknown.join(', ')}.`);
  return targets;
}
