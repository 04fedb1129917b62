/** wget2 with -c; it fetches a single file over one connection unless told otherwise. */
import { firstLineOfVersion, type Peer } from './peer.ts';

const OPTIONS = ['-c', '--tries=5', '--waitretry=1', '--timeout=5'];

export const wget2: Peer = {
  name: 'wget2',
  unfinishedEnding: null,
  noteEndings: [],
  stopSignal: 'SIGTERM',
  takesChecksum: false,
  shownAs: `wget2 ${OPTIONS.join(' ')} URL`,
  reason: 'Threads as by default; fewer tries than its 20, so that a hopeless download ends within the time limit.',
  version: () => firstLineOfVersion('wget2'),
  commandLine: ({ url }) => ({ file: 'wget2', args: ['--no-config', '--progress=none', ...OPTIONS, url] }),
};
