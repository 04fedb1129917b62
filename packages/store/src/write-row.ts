/** A job as the columns of its row. The way back is parse-row.ts. */
import { displayName, fileKindOf, filterOf, listKeyOf, type Job, type JobSecrets, type JobSource } from '@sluice/model';

export interface JobColumns extends ListColumns {
  readonly id: string;
  readonly state: string;
  readonly rank: number;
  readonly created_at_ms: number;
  readonly started_at_ms: number | null;
  readonly url: string;
  readonly host: string;
  readonly directory: string;
  readonly chosen_name: string | null;
  readonly conflict: string;
  readonly target_path: string | null;
  readonly block_size_bytes: number;
  readonly durable_bytes: number;
  readonly state_json: string;
  readonly options_json: string;
  readonly remote_json: string;
  readonly part_file_json: string;
  readonly restarts_json: string;
  readonly mirrors_json: string;
}

/** What the list is asked for; it all follows from the other columns. */
export interface ListColumns {
  readonly name: string;
  readonly file_kind: string;
  readonly place: string | null;
  readonly ended_at_ms: number | null;
}

const COLUMNS = [
  'id',
  'state',
  'rank',
  'created_at_ms',
  'started_at_ms',
  'url',
  'host',
  'directory',
  'chosen_name',
  'conflict',
  'target_path',
  'block_size_bytes',
  'durable_bytes',
  'state_json',
  'options_json',
  'remote_json',
  'part_file_json',
  'restarts_json',
  'mirrors_json',
  'name',
  'file_kind',
  'place',
  'ended_at_ms',
] as const satisfies readonly (keyof JobColumns)[];

/** The columns that indexes rest on. The id never changes. */
export const INDEXED = [
  'state',
  'target_path',
  'rank',
  'created_at_ms',
  'url',
  'file_kind',
  'place',
  'ended_at_ms',
] as const satisfies readonly (keyof JobColumns)[];

/** Of a row that is there: its `position`, and which of the indexed columns would change, the first as bit 0. */
export const FIND_CHANGE = `
  SELECT position, ${INDEXED.map((name, bit) => `((${name} IS NOT @${name}) << ${bit})`).join(' | ')} AS changed FROM jobs WHERE id = @id`;

/** Returns the new row's `position`. */
export const INSERT_JOB = `
  INSERT INTO jobs (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map((name) => `@${name}`).join(', ')}) RETURNING position`;

/**
 * Writes all of the row that may have changed. SQLite renews an index whenever a statement sets one of its columns, to the same value as
 * well: those that did not change are left out (0039).
 */
export function updateJob(changed: number): string {
  const same: readonly string[] = INDEXED.filter((_name, bit) => (changed & (1 << bit)) === 0);
  const set = COLUMNS.filter((name) => name !== 'id' && !same.includes(name));
  return `UPDATE jobs SET ${set.map((name) => `${name} = @${name}`).join(', ')} WHERE id = @id`;
}

export function jobColumns(job: Job): JobColumns {
  return {
    id: job.id,
    state: job.state.kind,
    rank: job.rank,
    created_at_ms: job.createdAtMs,
    started_at_ms: job.startedAtMs,
    url: job.source.url,
    host: job.source.host,
    directory: job.target.directory,
    chosen_name: job.target.chosenName,
    conflict: job.target.conflict,
    target_path: job.target.path,
    block_size_bytes: job.blockSizeBytes,
    durable_bytes: job.durableBytes,
    state_json: JSON.stringify(job.state),
    options_json: JSON.stringify(job.options),
    remote_json: JSON.stringify(job.remote),
    part_file_json: JSON.stringify(job.partFile),
    restarts_json: JSON.stringify(job.restarts),
    mirrors_json: JSON.stringify(mirrorsIn(job.source)),
    ...listColumns(job),
  };
}

/** Null, as most jobs have it, where there are none. */
function mirrorsIn({ mirrors, using, joined }: JobSource): Pick<JobSource, 'mirrors' | 'using' | 'joined'> | null {
  if (mirrors === undefined) return null;
  return { mirrors, ...(using === undefined ? {} : { using }), ...(joined === undefined ? {} : { joined }) };
}

export function listColumns(job: Job): ListColumns {
  const name = displayName(job);
  const { ended, key } = listKeyOf(job);
  return { name, file_kind: fileKindOf(name), place: filterOf(job.state), ended_at_ms: ended ? key : null };
}

/** The plain text that a SecretBox seals. */
export function secretsText(secrets: JobSecrets): string {
  const { url, mirrors, headers, proxy, customerKey } = secrets;
  return JSON.stringify({ url, mirrors, headers, proxy, customerKey });
}
