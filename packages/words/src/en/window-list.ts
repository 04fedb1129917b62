/** The window's words about the list, its order and its categories, in English. */
import { plural } from '../plural.ts';

export const kindsEn = {
  title: 'Categories',
  archives: 'Archives',
  documents: 'Documents',
  video: 'Video',
  audio: 'Audio',
  images: 'Images',
  programs: 'Programs',
  other: 'Other',
};

export const orderEn = {
  moveToTop: 'Move to top',
  moveUp: 'Move up',
  moveDown: 'Move down',
  moveToBottom: 'Move to bottom',
  /** For screen readers, after a move. */
  moved: (name: string, place: string, of: string) => `${name} is now ${place} of ${of}.`,
  movedSeveral: (count: number) => plural('en', count, { one: '# download was moved.', other: '# downloads were moved.' }),
};
