/** What the store notes about itself. */
import type { Connection } from './connection.ts';

export type MetaKey =
  /** '1' from a clean close to the next opening. */
  | 'clean_shutdown'
  | 'backup_at_ms'
  /**
   * From the moment that changes are known to be lost until doubt-progress.ts has dealt with it, whatever happens in between:
   * `snapshot` where all rows are of one moment, as in a backup; '1' where they may not be.
   */
  | 'progress_in_doubt';

export function readMeta(db: Connection, key: MetaKey): string | null {
  const value: unknown = db.prepare('SELECT value FROM meta WHERE key = ?').pluck().get(key);
  return typeof value === 'string' ? value : null;
}

export function writeMeta(db: Connection, key: MetaKey, value: string): void {
  db.prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(key, value);
}
