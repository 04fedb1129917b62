/** The window's words about another program's unfinished file, in English. */
export const adoptEn = {
  title: 'Go on with an unfinished file',
  looking: 'Looking at the file…',
  begun: {
    'oss-go': 'Begun with ossutil or the Go SDK of OSS',
    'oss-go-v2': 'Begun with the Go SDK of OSS',
    'oss-java': 'Begun with the Java SDK of OSS',
    'oss-python': 'Begun with the Python SDK of OSS',
    aria2: 'Begun with aria2',
    chromium: 'Begun with Chromium, Chrome or Edge',
    'part-file': 'A part file that is in no list',
    plain: 'The beginning of a file',
  },
  arrived: (arrived: string, size: string | null) =>
    size === null ? `up to ${arrived} are there` : `up to ${arrived} of ${size} are there`,
  from: (address: string) => `from ${address}`,
  link: 'Link that it came from',
  linkHint: 'Paste the link from which the download was begun',
  noLink: 'This is not a link. Give one that begins with https:// or http://.',
  promise: 'First it is compared with what the server has. If anything does not agree, nothing is changed.',
  use: 'Go on with it',
  comparing: 'Comparing it with the server…',
  added: (name: string, kept: string) => `${name} goes on; ${kept} could be kept.`,
};
