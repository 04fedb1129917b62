/** The window's words about why the queue rests, the list as a file, the drop basket, and what goes where and when, in English. */
import { plural } from '../plural.ts';

const downloads = (count: number): string => plural('en', count, { one: '# download', other: '# downloads' });

export const restingEn = {
  network: {
    notice: 'There is no network. Everything goes on by itself when it is back.',
    queued: 'Waits for the network',
  },
  schedule: {
    notice: 'It is not the time to download. The queue goes on when the times in the settings say so.',
    queued: 'Waits for its time',
  },
  metered: {
    notice: 'This connection is paid by volume. The queue goes on once it is not, or when you allow it in the settings.',
    queued: 'Waits for another network',
  },
  sleep: { notice: 'The computer is going to sleep.', queued: 'Goes on after sleep' },
  update: { notice: 'An update is being put in place. The queue goes on with the new version.', queued: 'Goes on after the update' },
  settings: 'Settings',
};

export const listFileEn = {
  group: 'The list as a file',
  hint: 'To keep it, or to go on with it on another computer. Imported downloads are added paused.',
  export: 'Export list…',
  import: 'Import list…',
  exportTitle: 'Export list',
  format: 'Write',
  formats: { json: 'All that is known, to be imported again', text: 'Only the links, one on each line' },
  secrets: 'With what opens the links',
  secretsHint: 'Signatures, tokens, passwords and headers are written as they are. Give such a file to nobody.',
  noSecretsHint: 'Signatures, tokens, passwords and headers are left out; downloads that need them are marked.',
  write: 'Export…',
  saved: (count: number, path: string) => `${downloads(count)} written to “${path}”.`,
  incomplete: (count: number) =>
    plural('en', count, { one: '# link went without what opens it.', other: '# links went without what opens them.' }),
  notSaved: (path: string) => `“${path}” could not be written. Nothing was changed.`,
  imported: (count: number) => (count === 0 ? 'Nothing was added.' : `${downloads(count)} added, paused.`),
  known: (count: number) => plural('en', count, { one: '# was in the list already.', other: '# were in the list already.' }),
  finished: (count: number) => plural('en', count, { one: '# was finished and left out.', other: '# were finished and left out.' }),
  refused: (count: number) => plural('en', count, { one: '# link could not be used.', other: '# links could not be used.' }),
  needLink: (count: number) => plural('en', count, { one: '# may need a new link.', other: '# may need new links.' }),
  notRead: {
    'too-large': (name: string) => `“${name}” is too large for a list of downloads.`,
    'not-a-list': (name: string) => `“${name}” is not a list of downloads.`,
    'newer-version': (name: string) => `“${name}” was written by a newer Sluice. Update Sluice, then import it again.`,
    unreadable: (name: string) => `“${name}” could not be read.`,
  },
};

export const basketEn = {
  title: 'Sluice drop basket',
  idle: 'Drop links here',
  active: (count: number, throughput: string) => `${downloads(count)} running, ${throughput}`,
  added: (count: number) => `${count} added`,
  nothing: 'No link',
  failed: 'Not added',
  progress: 'Progress of all downloads',
  help: 'Drop or paste links. Enter opens Sluice, the arrow keys move the basket, the menu key opens its menu.',
};

export const placesEn = {
  resumeAtStart: 'Go on with downloads when Sluice starts',
  resumeAtStartHint: 'Otherwise they wait until you press “Resume all”.',
  categories: 'Folders by category',
  categoriesHint: 'Counts when a download is added, by its name or link. Without a folder of its own a category uses the download folder.',
  usual: 'Download folder',
  chooseFor: (category: string) => `Choose the folder for ${category}`,
  clearFor: (category: string) => `Use the download folder for ${category}`,
  category: 'Category',
  byName: 'By name',
  limitTimes: 'Limits by time',
  limitTimesHint: 'At these times they take the place of the limit above. Where two of them meet, the first counts.',
  addTime: 'Add a time',
  removeTime: (times: string) => `Remove ${times}`,
  timeLimit: 'Limit in MB/s',
  now: 'Now',
  limitNow: (limit: string) => `The times in the settings say: ${limit} now.`,
};
