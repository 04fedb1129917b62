/** Which versions of the other programs a suite met. */
import { firstLineOfVersion } from '../peers/peer.ts';
import type { Fetcher } from './fetchers.ts';

/** Those without a program of that name on the path, such as ipull, carry their version in their name. */
export function versionsOf(fetchers: readonly Fetcher[]): Promise<readonly string[]> {
  return Promise.all(fetchers.filter(({ name }) => name !== 'Sluice').map(({ name }) => firstLineOfVersion(name).catch(() => name)));
}
