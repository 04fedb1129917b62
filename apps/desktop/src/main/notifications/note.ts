/** One notification as the rest of the program means it; how it is shown is the system's. */
import type { JobId } from '@sluice/model';

/** What a click on a notification, or on one of its buttons, asks for. */
export type NoteAction =
  | { readonly kind: 'show-window' | 'cancel-countdown' }
  | { readonly kind: 'show-job' | 'open' | 'show-in-folder' | 'retry' | 'refresh-link' | 'decide'; readonly id: JobId }
  /** Opens the Add dialog with this text in it. */
  | { readonly kind: 'add'; readonly text: string };

export interface Note {
  readonly title: string;
  readonly body: string;
  /** What a click on the notification itself does. */
  readonly onClick: NoteAction;
  /** Where the system has buttons. */
  readonly buttons: readonly { readonly label: string; readonly action: NoteAction }[];
  /** `critical`: stays until it is dismissed, and comes through do-not-disturb. For what can't wait alone. */
  readonly urgency: 'normal' | 'critical';
  readonly category: 'transfer.complete' | 'transfer.error' | 'transfer';
}

export interface Notifier {
  /** Resolves with how to take it away, or null when this system showed nothing. Never rejects. */
  show(note: Note): Promise<(() => void) | null>;
}
