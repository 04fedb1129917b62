/** What happened to a job, in English. */
import type { HistoryWords } from '../history-words.ts';
import { plural } from '../plural.ts';

export const historyEn: HistoryWords = {
  added: 'Added to the list.',
  started: 'Started.',
  wentOnWith: (kept) => `Went on with the ${kept} that were there.`,
  probed: (host, size) => (size === null ? `${host} answered, without telling the size.` : `${host} answered: ${size}.`),
  notResumable: 'The server can’t go on in the middle of this file.',
  partWentOn: (part, at) => `Part ${part} went on from ${at}.`,
  connectionsLowered: (connections) =>
    plural('en', connections, { one: 'Went on with # connection.', other: 'Went on with # connections.' }),
  blocksRepaired: (count, size) =>
    plural('en', count, {
      one: `# block on the disk was damaged and was fetched again (${size}).`,
      other: `# blocks on the disk were damaged and were fetched again (${size}).`,
    }),
  paused: {
    user: 'Paused.',
    quit: 'Stopped, because Sluice was closed.',
    sleep: 'Stopped, because the computer went to sleep.',
    crash: 'Stopped, because Sluice ended unexpectedly.',
  },
  resumed: { user: 'Put back into the queue.', itself: 'Put back into the queue: the wait was over.' },
  waiting: {
    network: 'Waited for the network.',
    diskSpace: 'Waited for disk space.',
    restore: 'Waited until the archive gave the file back.',
    remoteChanged: 'Asked what to do: the file on the server had changed.',
    targetExists: 'Asked what to do: a file of this name existed already.',
  },
  waitedForLink: (status) => `Waited for a new link: the old one was refused (${status}).`,
  retriesLater: 'Waited to try again later.',
  restarted: (dropped) => (dropped === null ? 'Began again.' : `Began again from the start; ${dropped} had to be dropped.`),
  linkRefreshed: (host) => `Took a new link to ${host}.`,
  mirrorUsed: (host) => `Turned to another source, ${host}.`,
  mirrorRefused: (host) => `The source ${host} can’t be used now.`,
  mirrorHasOther: (host) => `The source ${host} has another file.`,
  sourceJoined: (host) => `${host} holds the same file and serves parts of it as well.`,
  sourceLeft: (host) => `The source ${host} fell away; the others went on.`,
  bytesDoubted: (host, size) =>
    `The checksum did not agree. The ${size} that had not come from ${host} alone were fetched again, from there.`,
  verified: (by) => `The file agrees with its ${by} checksum.`,
  committed: (path) => `Saved as “${path}”.`,
  keptExisting: (path) => `“${path}” was there already and was kept.`,
  failed: 'Failed.',
  cancelled: 'Cancelled.',
};
