/** What closing the window does, so that downloads go on and nobody loses sight of them. */
import type { CloseToTray } from '@sluice/ipc';

export interface CloseFacts {
  readonly setting: CloseToTray;
  readonly hasTray: boolean;
  /** Whether anything runs or will run by itself. */
  readonly hasWork: boolean;
}

/**
 * `hide`: only the tray icon is left. `minimise`: where there is no tray the window stays in reach. `ask`: the answer is remembered.
 * Without a tray and without work there is nothing to stay for.
 */
export function whatClosingDoes({ setting, hasTray, hasWork }: CloseFacts): 'hide' | 'minimise' | 'quit' | 'ask' {
  if (setting === 'quit') return 'quit';
  if (!hasWork && !hasTray) return 'quit';
  if (setting === 'ask') return hasWork ? 'ask' : 'quit';
  return hasTray ? 'hide' : 'minimise';
}
