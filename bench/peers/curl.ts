/** curl, as it is used in scripts that should go on where they stopped. */
import { firstLineOfVersion, type Peer } from './peer.ts';

const OPTIONS = [
  ...['-f', '-L', '-C', '-', '--retry', '5', '--retry-max-time', '20', '-O'],
  ...['--connect-timeout', '5', '--speed-time', '5', '--speed-limit', '1'],
];

export const curl: Peer = {
  name: 'curl',
  unfinishedEnding: null,
  noteEndings: [],
  stopSignal: 'SIGINT',
  takesChecksum: false,
  shownAs: `curl ${OPTIONS.join(' ')} URL`,
  reason:
    '-f, so that an error page is not saved as the file; the speed limit is its way to notice a silent server, and after 20 s no further retry is begun.',
  version: () => firstLineOfVersion('curl'),
  commandLine: ({ url }) => ({ file: 'curl', args: ['-q', '-sS', ...OPTIONS, url] }),
};
