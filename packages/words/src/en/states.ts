/** States, reasons to wait and verdicts, in English. */
import { formatBytes } from '../format-bytes.ts';
import { plural } from '../plural.ts';
import type { StateWords } from '../state-words.ts';

export const statesEn: StateWords = {
  kept: (percent) => `${percent} is kept.`,
  state: {
    queued: 'Queued',
    probing: 'Asking the server',
    transferring: 'Downloading',
    verifying: 'Checking the file',
    committing: 'Saving the file',
    paused: 'Paused',
    waiting: 'Waiting',
    done: 'Completed',
    failed: 'Failed',
    cancelled: 'Cancelled',
  },
  connections: (count) => plural('en', count, { one: '# connection', other: '# connections' }),
  left: (duration) => `${duration} left`,
  linkExpires: (duration) => `The link expires in ${duration}.`,
  linkExpired: 'The link has expired.',
  wait: {
    network: 'Waiting for the network – continues by itself.',
    retrySoon: 'Tries again now.',
    retryIn: (duration) => `Tries again in ${duration}.`,
    diskSpace: ({ neededBytes, availableBytes }) =>
      `Waiting for disk space: ${formatBytes(neededBytes, 'en')} needed, ${formatBytes(availableBytes, 'en')} free.`,
    newLink: (status) => `The link has expired (${status}).`,
    restore: ({ storageClass, requested, left }) =>
      `Waiting for the archive${storageClass === null ? '' : ` (${storageClass})`}: ` +
      (requested
        ? `the file is being restored${left === null ? '' : `, about ${left} more`}; continues by itself.`
        : 'continues by itself once the file is restored.'),
    remoteChanged: (kept) =>
      `The file on the server has changed.${kept === null ? '' : ` ${kept} of the old file is kept until you decide.`}`,
    targetExists: 'A file of this name exists already.',
  },
  speed: {
    server: (connections, each) => `The server – ${connections} at ${each} each`,
    servers: (sources, connections, each) => `The servers – ${connections} to ${sources} sources at ${each} each`,
    serverCap: (connections, each) => `The server – it allows ${connections}, ${each} each`,
    link: (connections, all) => `Your connection – ${all} in all, and more than ${connections} did not make it faster`,
    disk: (share) => `The disk – downloading waited for it ${share} of the time`,
    limitOfJob: (limit) => `This download’s limit – ${limit}`,
    limitOfAll: (limit) => `Your limit – ${limit} for all downloads`,
    fewConnections: (connections, each) => `Few connections – ${connections} at ${each} each; more may be faster`,
    unknown: 'No single cause was found',
  },
  verdict: {
    verified: (by) => `Verified ${by}`,
    unverified: 'Complete; no checksum was given to compare with',
    noneFound: 'Complete; the server publishes no checksum to compare with',
    keptExisting: 'The file was there already and was kept',
  },
};
