/** The window's words about what is looked at before it is added, in English. */
import { formatNumber } from '../format-number.ts';
import { plural } from '../plural.ts';

export const lookEn = {
  title: 'What the links lead to',
  looking: 'Looking…',
  later: 'Looked at when it starts',
  unanswered: 'No answer so far',
  sizeUnknown: 'Size unknown',
  resumable: 'Resumable',
  notResumable: 'Not resumable',
  duplicate: 'Already in the list',
  listed: {
    one: 'This link is already in the list.',
    all: (count: number) => plural('en', count, { one: 'The link is already in the list.', other: 'All # links are already in the list.' }),
    some: (count: number, of: number) =>
      plural('en', count, {
        one: `# of ${formatNumber(of, 'en')} links is already in the list.`,
        other: `# of ${formatNumber(of, 'en')} links are already in the list.`,
      }),
    nothingNew: 'There is nothing new to add.',
    again: (count: number) => plural('en', count, { one: 'Download adds it once more.', other: 'Download adds them once more.' }),
    showOne: 'Show it',
    show: 'Show them',
    addAnyway: 'Add anyway',
  },
  leaveOut: 'Leave out what is already in the list',
  more: (count: number) => plural('en', count, { one: 'and # more', other: 'and # more' }),
  total: (size: string) => `${size} in all`,
  totalAtLeast: (size: string) => `at least ${size} in all`,
  pattern: (count: number) => plural('en', count, { one: '# link from patterns', other: '# links from patterns' }),
  patternHint: 'A range such as [001-120] or [a-z] stands for one link each.',
  user: 'User name',
  password: 'Password',
};
