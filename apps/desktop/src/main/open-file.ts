/** Opens what was downloaded, with care: only a finished job's own file, and a program only after a question. */
import { access } from 'node:fs/promises';
import { extname } from 'node:path';
import type { OpenReply } from '@sluice/ipc';
import type { JobSnapshot } from '@sluice/model';

export interface FileOpener {
  /** Starts the system's program for the file; false when there is none. */
  open(path: string): Promise<boolean>;
  show(path: string): void;
  /** Whether the user wants to run what may be a program. */
  mayRun(path: string): Promise<boolean>;
}

const PROGRAMS = new Set(
  (
    '.exe .msi .msix .appx .com .scr .pif .cpl .bat .cmd .ps1 .psm1 .vbs .vbe .js .jse .wsf .wsh .hta .reg .lnk .url .scf .inf .gadget ' +
    '.jar .jnlp .py .pyw .pl .rb .sh .bash .zsh .fish .csh .ksh .run .desktop .appimage .deb .rpm .snap .flatpak .flatpakref ' +
    '.app .pkg .mpkg .dmg .command .tool .workflow .action .scpt .applescript .terminal .webloc .apk'
  ).split(' '),
);

/** Whether opening the file may run code, judged by its name as the systems do. */
export function isProgram(path: string): boolean {
  return PROGRAMS.has(extname(path.replace(/[. ]+$/, '')).toLowerCase());
}

export async function openFile(snapshot: JobSnapshot | null, opener: FileOpener): Promise<OpenReply> {
  const found = await findFile(snapshot);
  if (found.kind === 'refused') return found;
  if (isProgram(found.path) && !(await opener.mayRun(found.path))) return { kind: 'refused', failure: { kind: 'declined' } };
  return (await opener.open(found.path)) ? { kind: 'opened' } : { kind: 'refused', failure: { kind: 'not-opened', path: found.path } };
}

export async function showInFolder(snapshot: JobSnapshot | null, opener: FileOpener): Promise<OpenReply> {
  const found = await findFile(snapshot);
  if (found.kind === 'refused') return found;
  opener.show(found.path);
  return { kind: 'opened' };
}

type Found = { readonly kind: 'found'; readonly path: string } | Extract<OpenReply, { kind: 'refused' }>;

async function findFile(snapshot: JobSnapshot | null): Promise<Found> {
  const state = snapshot?.job.state;
  if (state?.kind !== 'done') return { kind: 'refused', failure: { kind: 'not-done' } };
  const { path } = state;
  return access(path).then(
    () => ({ kind: 'found', path }),
    () => ({ kind: 'refused', failure: { kind: 'file-missing', path } }),
  );
}
