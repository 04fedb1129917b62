/** Brings a database to the present schema, one numbered step after the other. Steps are never edited once released. */
import type { Connection } from './connection.ts';
import { jobs } from './migrations/0001-jobs.ts';
import { hosts } from './migrations/0002-hosts.ts';
import { history } from './migrations/0003-history.ts';
import { listing } from './migrations/0004-listing.ts';
import { hostBest } from './migrations/0005-host-best.ts';
import { mirrors } from './migrations/0006-mirrors.ts';
import { addresses } from './migrations/0007-addresses.ts';

/** SQL, or what has to be worked out row by row. */
export type Step = string | ((db: Connection) => void);

/** Step n leads from version n - 1 to version n. */
export const MIGRATIONS: readonly Step[] = [jobs, hosts, history, listing, hostBest, mirrors, addresses];

export const SCHEMA_VERSION = MIGRATIONS.length;

/** "SLUI", so that tools and this program know the file for what it is (`PRAGMA application_id`). */
export const APPLICATION_ID = 0x534c5549;

export type SchemaKind = { readonly kind: 'current' | 'older' | 'foreign' } | { readonly kind: 'newer'; readonly version: number };

/** What is in the file. `foreign`: a database, but none that this program made; an empty file too, since a new one appears complete. */
export function schemaOf(db: Connection, known: number = SCHEMA_VERSION): SchemaKind {
  if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) return { kind: 'foreign' };
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version < 1) return { kind: 'foreign' };
  if (version > known) return { kind: 'newer', version };
  return { kind: version === known ? 'current' : 'older' };
}

/** Applies what is missing; each step with its version number is one transaction, so a cut leaves a whole older schema. */
export function migrate(db: Connection, steps: readonly Step[] = MIGRATIONS): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  for (const [index, step] of steps.entries()) {
    if (index < version) continue;
    const apply = db.transaction(() => {
      if (typeof step === 'string') db.exec(step);
      else step(db);
      db.pragma(`application_id = ${APPLICATION_ID}`);
      db.pragma(`user_version = ${index + 1}`);
    });
    apply.immediate();
  }
}
