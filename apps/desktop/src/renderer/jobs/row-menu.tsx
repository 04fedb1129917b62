/** Everything that can be done to the selected downloads; what only some of them allow is done to those. */
import { useCallback, useRef } from 'react';
import { Menu, type MenuPlace } from '../controls/menu.tsx';
import { useWords } from '../i18n/use-words.ts';
import { useParts } from '../state/context.tsx';
import { actionsOf, MOVES, type JobAction } from './job-actions.ts';

const ONE_ONLY: ReadonlySet<JobAction> = new Set(['open', 'showInFolder', 'refreshLink', 'decide']);
/** A line above the first of each of these groups. */
const GROUPS: readonly (readonly JobAction[])[] = [
  ['open', 'showInFolder', 'decide', 'refreshLink', 'pause', 'resume', 'retry', 'copyLink'],
  MOVES,
  ['cancel', 'remove', 'removeAndDelete'],
];
const KEYS: Readonly<Partial<Record<JobAction, string>>> = {
  open: 'Enter',
  moveUp: 'Alt+ArrowUp',
  moveDown: 'Alt+ArrowDown',
  remove: 'Delete',
};
const DANGEROUS: ReadonlySet<JobAction> = new Set(['cancel', 'removeAndDelete']);

interface RowMenuProps {
  readonly place: MenuPlace;
  readonly onClose: () => void;
}

export function RowMenu({ place, onClose }: RowMenuProps) {
  const words = useWords();
  const { store, actions } = useParts();
  const opener = useRef(document.activeElement);
  const close = useCallback(() => {
    onClose();
    if (opener.current instanceof HTMLElement) opener.current.focus({ preventScroll: true });
  }, [onClose]);
  const { selection, snapshots } = store.getState();
  const ids = [...selection.ids];
  const possible = new Set(
    ids.flatMap((id) => {
      const snapshot = snapshots.get(id);
      // What it can do is only known once it is asked for; those that can't are passed over then.
      return snapshot === undefined ? GROUPS.flat() : actionsOf(snapshot.job.state).all;
    }),
  );
  const entries = GROUPS.flatMap((group, at) =>
    group
      .filter((action) => possible.has(action) && (ids.length === 1 || !ONE_ONLY.has(action)))
      .map((action, index) => ({
        key: action,
        text: words.actions[action],
        danger: DANGEROUS.has(action),
        parted: at > 0 && index === 0,
        ...(KEYS[action] === undefined ? {} : { keys: KEYS[action] }),
        choose: () => {
          actions.act(action, ids);
        },
      })),
  );
  return <Menu label={words.actions.more} entries={entries} place={place} onClose={close} />;
}
