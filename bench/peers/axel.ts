/** axel with eight connections; it goes on by itself where its state file lies beside the file. */
import { firstLineOfVersion, type Peer } from './peer.ts';

const OPTIONS = ['-n', '8', '-T', '5'];

export const axel: Peer = {
  name: 'axel',
  unfinishedEnding: null,
  noteEndings: ['.st'],
  stopSignal: 'SIGINT',
  takesChecksum: false,
  shownAs: `axel ${OPTIONS.join(' ')} URL`,
  reason: 'It resumes without an option. -c would only skip a file that is there.',
  version: () => firstLineOfVersion('axel'),
  commandLine: ({ url }) => ({ file: 'axel', args: ['-p', ...OPTIONS, url] }),
};
