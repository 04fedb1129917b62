/** The command that brings a waiting job on, to be copied as it stands. */
import { assertNever, type JobId, type WaitReason } from '@sluice/model';
import type { Sentences } from './catalogue.ts';

/** What follows every command that is named, so that it finds the same jobs: `--state DIR`, or nothing. */
export function commandEnd(stateFolder: string | null): string {
  return stateFolder === null ? '' : ` --state ${shellWord(stateFolder)}`;
}

/** As a shell reads it back. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** A sentence with the command; null where no command helps. */
export function nextStep(reason: WaitReason, id: JobId, end: string, { nextSteps }: Sentences): string | null {
  switch (reason.kind) {
    case 'new-link':
      return nextSteps.refresh(`sluice refresh ${id} NEW-URL${end}`);
    case 'decision':
      return reason.question === 'target-exists'
        ? nextSteps.decideTarget(`sluice resume ${id} --on-conflict keep-both|overwrite|skip${end}`)
        : nextSteps.decideChange(`sluice resume ${id} --restart${end}`);
    case 'network':
    case 'retry-at':
    case 'disk-space':
    case 'restore':
      return null;
    default:
      return assertNever(reason);
  }
}
