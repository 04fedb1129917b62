/** What `sluice doctor` can find, as facts; the sentences are in text/doctor-*.ts. */
import type { Failure } from '@sluice/model';

export type Finding =
  | { readonly kind: 'state-folder'; readonly path: string }
  | { readonly kind: 'state-folder-missing'; readonly path: string }
  | { readonly kind: 'state-folder-refused'; readonly path: string; readonly code: string }
  | { readonly kind: 'database-missing' }
  | { readonly kind: 'database-sound'; readonly sizeBytes: number; readonly schema: number }
  | { readonly kind: 'database-older'; readonly schema: number; readonly known: number }
  | { readonly kind: 'database-newer'; readonly schema: number; readonly known: number }
  | { readonly kind: 'database-damaged'; readonly detail: string; readonly hasBackup: boolean }
  | { readonly kind: 'database-unreadable'; readonly code: string }
  | { readonly kind: 'backup'; readonly ageDays: number }
  | { readonly kind: 'backup-missing' }
  | { readonly kind: 'backup-damaged' }
  | { readonly kind: 'set-aside'; readonly names: readonly string[] }
  | { readonly kind: 'lock-free' }
  /** `holder`: the program's name and number, where the system tells. */
  | { readonly kind: 'lock-held'; readonly holder: string | null }
  | { readonly kind: 'space'; readonly path: string; readonly freeBytes: number }
  | { readonly kind: 'space-low'; readonly path: string; readonly freeBytes: number }
  | { readonly kind: 'folder-refused'; readonly path: string; readonly code: string }
  /** Unfinished files that no job of the list belongs to. */
  | { readonly kind: 'leftovers'; readonly names: readonly string[]; readonly count: number; readonly path: string }
  | { readonly kind: 'runtime'; readonly node: string }
  | { readonly kind: 'runtime-old'; readonly node: string; readonly least: string }
  | { readonly kind: 'checksum-speed'; readonly bytesPerSecond: number }
  | { readonly kind: 'checksum-slow'; readonly bytesPerSecond: number }
  | { readonly kind: 'proxy-none' }
  | { readonly kind: 'proxy-set'; readonly variables: readonly string[] }
  | { readonly kind: 'proxy-invalid'; readonly variable: string }
  | { readonly kind: 'clock'; readonly now: string }
  | { readonly kind: 'clock-wrong'; readonly now: string }
  | { readonly kind: 'tls'; readonly roots: number }
  | { readonly kind: 'tls-off'; readonly variable: string }
  | { readonly kind: 'reached'; readonly url: string; readonly resumable: boolean }
  | { readonly kind: 'not-reached'; readonly failure: Failure };

export type Verdict = 'ok' | 'warning' | 'error';

const VERDICTS: Readonly<Record<Finding['kind'], Verdict>> = {
  'state-folder': 'ok',
  'state-folder-missing': 'ok',
  'state-folder-refused': 'error',
  'database-missing': 'ok',
  'database-sound': 'ok',
  'database-older': 'ok',
  'database-newer': 'error',
  'database-damaged': 'error',
  'database-unreadable': 'error',
  backup: 'ok',
  'backup-missing': 'warning',
  'backup-damaged': 'warning',
  'set-aside': 'warning',
  'lock-free': 'ok',
  'lock-held': 'ok',
  space: 'ok',
  'space-low': 'warning',
  'folder-refused': 'error',
  leftovers: 'warning',
  runtime: 'ok',
  'runtime-old': 'error',
  'checksum-speed': 'ok',
  'checksum-slow': 'warning',
  'proxy-none': 'ok',
  'proxy-set': 'ok',
  'proxy-invalid': 'error',
  clock: 'ok',
  'clock-wrong': 'error',
  tls: 'ok',
  'tls-off': 'error',
  reached: 'ok',
  'not-reached': 'error',
};

/** A warning is worth knowing; an error keeps Sluice from working. */
export function verdictOf({ kind }: Finding): Verdict {
  return VERDICTS[kind];
}
