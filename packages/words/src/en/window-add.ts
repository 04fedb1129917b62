/** The window's words about what is looked at before it is added, in English. */
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
  duplicates: (count: number) => plural('en', count, { one: '# is already in the list', other: '# are already in the list' }),
  leaveOut: 'Leave out what is already in the list',
  more: (count: number) => plural('en', count, { one: 'and # more', other: 'and # more' }),
  total: (size: string) => `${size} in all`,
  totalAtLeast: (size: string) => `at least ${size} in all`,
  pattern: (count: number) => plural('en', count, { one: '# link from patterns', other: '# links from patterns' }),
  patternHint: 'A range such as [001-120] or [a-z] stands for one link each.',
  user: 'User name',
  password: 'Password',
};
