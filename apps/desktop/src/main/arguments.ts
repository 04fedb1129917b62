/** What a start asks for on its command line. A second start hands it to the first as data: Chromium reorders the arguments themselves. */
import { addressesIn } from '@sluice/engine';

const MAX_ARGUMENTS = 1000;

/** What travels from a second instance to the first. */
export interface StartData {
  readonly argv: readonly string[];
}

/** The addresses among the arguments, one a line, or null when there are none. Switches and the app's own folder are none. */
export function linksIn(argv: readonly string[]): string | null {
  const words = argv.slice(1).filter((word) => !word.startsWith('-'));
  const addresses = addressesIn(words.join('\n'));
  return addresses.length === 0 ? null : addresses.join('\n');
}

/** Reads what another process sent. */
export function readStartData(data: unknown): StartData {
  const argv = typeof data === 'object' && data !== null && 'argv' in data && Array.isArray(data.argv) ? data.argv : [];
  return { argv: argv.slice(0, MAX_ARGUMENTS).filter((word: unknown) => typeof word === 'string') };
}
