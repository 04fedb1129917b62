/** What a key means in the list of downloads. */
import type { MoveAction } from './job-actions.ts';
import type { Reach } from './selection.ts';

export type KeyMeaning =
  | { readonly kind: 'move'; readonly rows: number; readonly reach: Reach }
  | { readonly kind: 'select-all' }
  | { readonly kind: 'reorder'; readonly action: MoveAction }
  | { readonly kind: 'remove' }
  | { readonly kind: 'open' }
  | { readonly kind: 'pause-or-resume' };

export interface PressedKey {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const PAGE_ROWS = 8;

const STEPS: Readonly<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -PAGE_ROWS,
  PageDown: PAGE_ROWS,
  Home: -Infinity,
  End: Infinity,
};

const REORDER: Readonly<Record<string, MoveAction>> = {
  ArrowUp: 'moveUp',
  ArrowDown: 'moveDown',
  Home: 'moveToTop',
  End: 'moveToBottom',
};

/** `onRow`: the key was pressed on a row itself and not on a button in it, where Space and Enter press the button. */
export function meaningOf({ key, shiftKey, ctrlKey, metaKey, altKey }: PressedKey, onRow: boolean): KeyMeaning | null {
  const action = REORDER[key];
  if (altKey) return action === undefined ? null : { kind: 'reorder', action };
  const rows = STEPS[key];
  if (rows !== undefined) return { kind: 'move', rows, reach: shiftKey ? 'extend' : 'only' };
  if (key.toLowerCase() === 'a' && (ctrlKey || metaKey)) return { kind: 'select-all' };
  if (key === 'Delete') return { kind: 'remove' };
  if (!onRow) return null;
  if (key === 'Enter') return { kind: 'open' };
  if (key === ' ') return { kind: 'pause-or-resume' };
  return null;
}
