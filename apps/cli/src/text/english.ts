/** The command's own words in English. */
import type { Sentences, ValueForms } from './catalogue.ts';

const FORM: ValueForms = {
  connections: 'Give a number from 1 to 64.',
  'part-size': 'Give a size from 100K to 5G, such as 8M.',
  limit: 'Give bytes per second, such as 500K or 2M (at least 1K).',
  'on-conflict': 'Use keep-both, overwrite or skip.',
  checksum: 'Write it as sha256: and 64 hexadecimal digits (md5, sha1 and sha512 work too), or as auto.',
  output: 'Name the file to save to.',
  directory: 'Name an existing folder.',
  user: 'Write it as NAME:PASSWORD.',
  bearer: 'Give the token alone.',
  cookie: 'Write it as name=value.',
  proxy: 'Use none, system, or an address such as http://proxy.example:3128 or socks5://proxy.example:1080.',
  state: 'Name the folder where jobs are kept.',
};

export const english: Sentences = {
  usage: {
    'no-command': () => 'Say what to do: get, resume, refresh, list or remove.',
    'unknown-command': ({ given }) => `There is no command “${given}”. The commands are get, resume, refresh, list and remove.`,
    'url-without-command': () => 'To fetch a link, put get before it: sluice get URL.',
    'unknown-option': ({ option }) => `There is no option ${option}.`,
    'option-elsewhere': ({ option, command }) => `The option --${option} does not belong to sluice ${command}.`,
    'value-missing': ({ option }) => `The option ${option} needs a value. If the value begins with a dash, write --option=VALUE.`,
    'value-unwanted': ({ option }) => `The option ${option} takes no value.`,
    'invalid-value': ({ option, given }) => `“${given}” does not fit --${option}. ${FORM[option]}`,
    'invalid-header': ({ name }) =>
      name === '' ? 'A header is written as “Name: value”.' : `The header “${name}” can’t be sent. Write it as “Name: value”, on one line.`,
    'invalid-hidden': ({ option }) => `The value of --${option} can’t be used. ${FORM[option]}`,
    'header-twice': ({ name }) => `The ${name} header is given more than once.`,
    'file-unreadable': ({ option, path }) => `The file “${path}” for --${option} can’t be read.`,
    'no-url': () => 'Say what to fetch: sluice get URL.',
    'no-job': () => 'Say which job to remove; sluice list shows them.',
    'refresh-operands': () => 'Name one job and its new link: sluice refresh JOB URL.',
    'unexpected-argument': () => 'sluice list takes no arguments.',
    'one-file-for-many': () => 'With several links, -o can’t name the file for all of them. Use -d DIR for the folder.',
    'file-and-directory': () => 'Use either -o FILE or -d DIR; -o may name a file in another folder.',
    'file-is-stdout': () => 'Sluice writes files, and can’t write to the standard output. Name a file after -o.',
    'file-is-folder': ({ given }) => `“${given}” is a folder. Name a file after -o, or use -d for the folder.`,
  },
  seeHelp: (command) => ` See sluice ${command === null ? '' : `${command} `}--help.`,
  saved: ({ name, size, checkedWith, noneFound }) =>
    `Saved ${name} (${size}${checkedWith === null ? '' : `, ${checkedWith} matches`}${noneFound ? ', no published checksum was found' : ''}).`,
  kept: (path) => `${path} is there already and was left as it is; nothing was fetched.`,
  continues: (name, percent) => `Going on with ${name}: ${percent} is here already.`,
  restarted: (name, cause) => `${name} begins again: ${cause}`,
  wasCancelled: 'The job was cancelled.',
  stopping: 'Stopping: what arrived is being kept. Press Ctrl-C again to stop at once.',
  stopped: 'Stopped; what arrived is kept. The same command goes on from here, and so does sluice resume.',
  moreJobs: (count) => `and ${count} more`,
  nextSteps: {
    refresh: (command) => `Go on with: ${command}`,
    decideTarget: (command) => `Decide with: ${command}`,
    decideChange: (command) => `To drop the old bytes and fetch the new file: ${command}`,
  },
  waitsForLink: (name, command) => `${name} waits for a new link. If this is it, stop here and run: ${command}`,
  refreshed: (name) => `The link leads to the same file; ${name} goes on.`,
  nobodyAsks: 'No job asks for that answer; all go on as they are.',
  nothingToResume: 'Nothing to resume: every job is finished.',
  noJobs: 'No jobs.',
  columns: ['JOB', 'ARRIVED', 'NAME', 'STATE'],
  removed: (name) => `Removed ${name} from the list.`,
  removedKeeping: (name, path) => `Removed ${name} from the list. What had arrived is still there: ${path}`,
  removedWithData: (name) => `Removed ${name} from the list, and deleted what had arrived of it.`,
  unknownJob: (given) => `There is no job “${given}”; sluice list shows those there are.`,
  ambiguousJob: (given) => `More than one job begins with “${given}”; write more of it.`,
  alreadyOver: (name, cancelled) => `${name} ${cancelled ? 'was cancelled' : 'is finished already'}; there is nothing to resume.`,
  locked: (folder) => `Another sluice is working with ${folder}. Wait until it is done, or choose another folder with --state DIR.`,
  newer: (folder) => `${folder} was written by a newer Sluice. Update this one, or choose another folder with --state DIR.`,
  unusable: (folder, code) => `The folder for jobs, ${folder}, can’t be used (${code}). Choose another with --state DIR.`,
  setAside: (path, restoredFrom) =>
    `The list of jobs was damaged. The damaged file is kept as ${path}; ` +
    (restoredFrom === 'backup' ? 'Sluice goes on with its last backup.' : 'Sluice goes on with an empty list.'),
  backupUsed: 'The list of jobs was missing; Sluice goes on with its last backup.',
  walMissing: 'The last changes to the list of jobs are missing.',
  progressChecked: (count) =>
    `The progress of ${count === 1 ? 'one job' : `${count} jobs`} may be out of date; it is compared with the disk before ` +
    `${count === 1 ? 'the file is' : 'the files are'} finished.`,
  progressDoubted: (count) =>
    `The progress of ${count === 1 ? 'one job' : `${count} jobs`} can’t be trusted any more; ${count === 1 ? 'it begins' : 'they begin'} again.`,
  rowsUnreadable: (count) =>
    count === 1 ? 'One job could not be read; its record is kept aside.' : `${count} jobs could not be read; their records are kept aside.`,
  backupFailed: (code) => `No backup of the list of jobs could be made (${code}).`,
  proxyVariable: (variable) => `The environment variable ${variable} does not name a proxy. Correct it, or unset it.`,
  internal: (detail) => `Sluice met a fault of its own and stopped; what arrived is kept. Please report it: ${detail}`,
};
