/** aria2, with the options that people use for split and resumed downloads. */
import { firstLineOfVersion, type Peer } from './peer.ts';

const OPTIONS = [
  ...['-x8', '-s8', '-k1M', '-c', '--file-allocation=none', '--auto-file-renaming=false'],
  ...['--max-tries=5', '--retry-wait=1', '--timeout=5', '--connect-timeout=5'],
];

export const aria2: Peer = {
  name: 'aria2',
  unfinishedEnding: null,
  noteEndings: ['.aria2'],
  stopSignal: 'SIGINT',
  takesChecksum: true,
  shownAs: `aria2c ${OPTIONS.join(' ')} URL`,
  reason: '-k1M, because files of this size are not split otherwise; --retry-wait, because it retries a 503 only then.',
  version: () => firstLineOfVersion('aria2c'),
  commandLine: ({ url, sha256 }) => ({
    file: 'aria2c',
    args: ['--no-conf', '--console-log-level=warn', ...OPTIONS, ...(sha256 === null ? [] : [`--checksum=sha-256=${sha256}`]), url],
  }),
};
