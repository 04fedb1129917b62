// How large a package may be. A release that outgrows this is looked at before it is published.
import { SetupError } from '../setup/setup-error.mjs';

/** In millions of bytes. @type {readonly (readonly [ending: string, megabytes: number])[]} */
const BARS = [
  ['.deb', 85],
  ['.tar.gz', 105],
];

/**
 * @param {readonly { name: string, bytes: number }[]} packages
 * @throws {SetupError} naming those that are too large
 */
export function checkSizes(packages) {
  const large = packages.flatMap(({ name, bytes }) => {
    const bar = BARS.find(([ending]) => name.endsWith(ending))?.[1] ?? Infinity;
    return bytes > bar * 1e6 ? [`  ${name}: ${(bytes / 1e6).toFixed(1)} MB, of ${bar} MB`] : [];
  });
  if (large.length > 0) throw new SetupError(`These packages are too large:\n${large.join('\n')}`);
}
