/** A row's buttons: the main action always in sight, the quick ones when the row is pointed at or has the keyboard. */
import type { JobId } from '@sluice/model';
import type { MouseEvent } from 'react';
import { IconButton, type IconName } from '../controls/icon.tsx';
import type { MenuPlace } from '../controls/menu.tsx';
import { useWords } from '../i18n/use-words.ts';
import { useActions } from '../state/context.tsx';
import type { JobAction, JobActions } from './job-actions.ts';

const ACTION_ICONS: Readonly<Record<JobAction, IconName>> = {
  pause: 'pause',
  resume: 'resume',
  retry: 'retry',
  refreshLink: 'link',
  decide: 'notice',
  open: 'open',
  showInFolder: 'folder',
  copyLink: 'copy',
  cancel: 'cancel',
  remove: 'remove',
  removeAndDelete: 'remove',
  moveToTop: 'up',
  moveUp: 'up',
  moveDown: 'down',
  moveToBottom: 'down',
};

const QUICK: readonly JobAction[] = ['showInFolder', 'cancel', 'remove'];

interface QuickActionsProps {
  readonly id: JobId;
  readonly actions: JobActions;
  readonly reachable: boolean;
}

export function QuickActions({ id, actions, reachable }: QuickActionsProps) {
  return (
    <span className="quick">
      {QUICK.filter((action) => actions.all.includes(action)).map((action) => (
        <ActionButton key={action} id={id} action={action} reachable={reachable} />
      ))}
    </span>
  );
}

interface MainActionProps {
  readonly id: JobId;
  readonly action: JobAction | null;
  readonly reachable: boolean;
}

/** What ends a row's story, or is asked of the user, is written out; what is done and undone all day is an icon. */
const WRITTEN: ReadonlySet<JobAction> = new Set(['open', 'retry', 'refreshLink', 'decide']);

export function MainAction({ id, action, reachable }: MainActionProps) {
  const words = useWords();
  const actions = useActions();
  if (action === null) return <span className="no-action" />;
  if (!WRITTEN.has(action)) return <ActionButton id={id} action={action} reachable={reachable} />;
  return (
    <button
      type="button"
      className="text-button written-action"
      tabIndex={reachable ? 0 : -1}
      onClick={(event) => {
        event.stopPropagation();
        actions.act(action, [id]);
      }}
    >
      {words.actions[action]}
    </button>
  );
}

function ActionButton({ id, action, reachable }: { readonly id: JobId; readonly action: JobAction; readonly reachable: boolean }) {
  const words = useWords();
  const actions = useActions();
  return (
    <IconButton
      icon={ACTION_ICONS[action]}
      label={words.actions[action]}
      tabIndex={reachable ? 0 : -1}
      onClick={(event) => {
        event.stopPropagation();
        actions.act(action, [id]);
      }}
    />
  );
}

interface MoreButtonProps {
  readonly reachable: boolean;
  readonly open: boolean;
  readonly onOpen: (place: MenuPlace) => void;
}

export function MoreButton({ reachable, open, onOpen }: MoreButtonProps) {
  const words = useWords();
  return (
    <IconButton
      icon="more"
      label={words.actions.more}
      className={open ? 'is-open' : ''}
      tabIndex={reachable ? 0 : -1}
      onClick={(event: MouseEvent<HTMLButtonElement>) => {
        event.stopPropagation();
        const { right, bottom } = event.currentTarget.getBoundingClientRect();
        onOpen({ x: right, y: bottom + 2, alignRight: true });
      }}
    />
  );
}
