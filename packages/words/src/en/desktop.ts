/** What Sluice says outside of its window, in English: tray, notifications, and the system's own dialogs. */
import type { DesktopWords } from '../desktop-words.ts';
import { plural } from '../plural.ts';

const downloads = (count: number): string => plural('en', count, { one: '# download', other: '# downloads' });

export const desktopEn: DesktopWords = {
  tray: {
    active: (count) => `${count} active`,
    idle: 'Nothing to do',
    attention: (count) => plural('en', count, { one: '# needs attention', other: '# need attention' }),
    resting: {
      schedule: 'Resting until the timetable says go',
      metered: 'Resting on a metered connection',
      update: 'Resting while an update is put in place',
      network: 'Waiting for the network',
      sleep: 'Resting',
    },
    open: 'Open Sluice',
    addFromClipboard: 'Add from clipboard',
    more: (count) => `… and ${downloads(count)} more`,
    pauseAll: 'Pause all',
    resumeAll: 'Resume all',
    limit: 'Limit',
    noLimit: 'No limit',
    dropBasket: 'Drop basket',
    quit: 'Quit',
  },
  close: {
    toTray: 'Keep downloading when the window is closed?',
    toTrayDetail: 'Sluice then stays in the tray, where you can open it again or quit. You can change this in the settings.',
    minimise: 'Keep downloading when the window is closed?',
    minimiseDetail:
      'This desktop has no tray, so the window is only minimised while something downloads. You can change this in the settings.',
    keep: 'Keep downloading',
    quit: 'Quit',
    cancel: 'Cancel',
  },
  notify: {
    done: 'Download complete',
    doneBody: (name, size) => `${name}\n${size}`,
    severalDone: (count) => `${downloads(count)} complete`,
    attention: (name) => `${name} needs you`,
    severalAttention: (count) => plural('en', count, { one: '# download needs you', other: '# downloads need you' }),
    list: (names, more) => [...names, ...(more > 0 ? [`and ${more} more`] : [])].join('\n'),
    show: 'Show',
    open: 'Open',
    showInFolder: 'Show in folder',
    retry: 'Retry',
    refreshLink: 'Refresh link',
    decide: 'Decide…',
  },
  basket: { title: 'Sluice drop basket', hide: 'Hide drop basket' },
  offer: {
    title: (count) => plural('en', count, { one: 'Download the copied link?', other: 'Download the # copied links?' }),
    add: 'Add…',
  },
  whenDone: {
    title: 'All downloads are done',
    quit: (seconds) => `Sluice quits in ${seconds} seconds.`,
    sleep: (seconds) => `The computer goes to sleep in ${seconds} seconds.`,
    'shut-down': (seconds) => `The computer shuts down in ${seconds} seconds.`,
    cancel: 'Cancel',
    refused: 'The system did not allow it. Nothing was changed.',
  },
  update: { title: (version) => `Sluice ${version} is available`, body: 'Settings › About has it. Nothing is installed by itself.' },
  keepAwake: 'Files are being downloaded',
};
