/** What `sluice doctor` says, in English. */
import { formatBytes, formatThroughput } from '@sluice/words';
import type { DoctorSentences } from './catalogue.ts';

export const doctorEnglish: DoctorSentences = {
  'state-folder': ({ path }) => `The list of jobs is kept in ${path}, which can be written to.`,
  'state-folder-missing': ({ path }) => `The list of jobs will be kept in ${path}; there is none yet.`,
  'state-folder-refused': ({ path, code }) =>
    `${path} can't be read and written (${code}). Give yourself the rights, or name another folder with --state.`,
  'database-missing': () => 'There is no list of jobs yet; the first download makes one.',
  'database-sound': ({ sizeBytes, schema }) => `The list of jobs is sound: ${formatBytes(sizeBytes, 'en')}, schema ${schema}.`,
  'database-older': ({ schema, known }) =>
    `The list of jobs is sound and of an older Sluice: schema ${schema}; the next download brings it to ${known}.`,
  'database-newer': ({ schema, known }) =>
    `A newer Sluice wrote the list of jobs: schema ${schema}, this one knows ${known}. Update Sluice; nothing was changed.`,
  'database-damaged': ({ detail, hasBackup }) =>
    `The list of jobs is damaged (${detail}). The next download sets it aside, deletes nothing, and ${hasBackup ? 'goes on with the backup' : 'begins a new one: there is no sound backup'}.`,
  'database-unreadable': ({ code }) => `The list of jobs can't be read (${code}). Check the rights of the file and the disk.`,
  backup: ({ ageDays }) =>
    `Its backup is sound and ${ageDays === 0 ? 'less than a day' : ageDays === 1 ? 'a day' : `${ageDays} days`} old.`,
  'backup-missing': () => 'The list of jobs has no backup yet; one is made when a command ends.',
  'backup-damaged': () => 'The backup of the list of jobs is damaged; the next one replaces it.',
  'set-aside': ({ names }) => `Lists that could not be read were kept: ${names.join(', ')}. Delete them when nothing is missing.`,
  'lock-free': () => 'No Sluice is working with the list of jobs.',
  'lock-held': ({ holder }) => `Another Sluice is working with the list of jobs${holder === null ? '' : ` (${holder})`}.`,
  space: ({ path, freeBytes }) => `${path} can be written to and has ${formatBytes(freeBytes, 'en')} free.`,
  'space-low': ({ path, freeBytes }) => `${path} has only ${formatBytes(freeBytes, 'en')} free.`,
  'folder-refused': ({ path, code }) => `${path} can't be written to (${code}).`,
  leftovers: ({ names, count, path }) =>
    `${count} unfinished ${count === 1 ? 'file' : 'files'} in ${path} belong to no job: ${names.join(', ')}${count > names.length ? ', …' : ''}. To go on with one: sluice adopt FILE`,
  runtime: ({ node }) => `Node.js ${node} is new enough.`,
  'runtime-old': ({ node, least }) => `Node.js ${node} is too old: ${least} or newer is needed.`,
  'checksum-speed': ({ bytesPerSecond }) => `Checksums are made at ${formatThroughput(bytesPerSecond, 'en')}.`,
  'checksum-slow': ({ bytesPerSecond }) =>
    `Checksums are made at only ${formatThroughput(bytesPerSecond, 'en')}: the fast way is missing, or the computer is busy.`,
  'proxy-none': () => 'No proxy is set in the environment.',
  'proxy-set': ({ variables }) => `Proxies are set in the environment: ${variables.join(', ')}.`,
  'proxy-invalid': ({ variable }) => `The variable ${variable} holds no proxy that can be used.`,
  clock: ({ now }) => `The clock says ${now}.`,
  'clock-wrong': ({ now }) => `The clock says ${now}, which can't be: certificates and signed links will be refused. Set it.`,
  tls: ({ roots }) => `Certificates are checked against ${roots} known authorities.`,
  'tls-off': ({ variable }) => `${variable} switches the checking of certificates off. Remove it.`,
  reached: ({ url, resumable }) =>
    `${url} can be reached; a download from there ${resumable ? 'can go on where it stopped' : 'would have to begin again after a break'}.`,
  'not-reached': () => 'The address can’t be reached.',
};
