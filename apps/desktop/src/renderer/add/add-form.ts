/** What the Add dialog holds while it is filled in, and what it asks of the queue. Kept in the store, so that closing loses nothing. */
import type { InputOf } from '@sluice/ipc';
import { parseDigest, type ConflictPolicy } from '@sluice/model';
import { readHeaderLines } from './header-lines.ts';

export interface AddForm {
  readonly text: string;
  /** Null: the folder, the policy of the settings. */
  readonly directory: string | null;
  readonly conflict: ConflictPolicy | null;
  readonly name: string;
  readonly connections: string;
  readonly limit: string;
  readonly checksum: string;
  /** One `Name: value` a line. */
  readonly headers: string;
  readonly begin: 'queued' | 'paused';
}

export const EMPTY_FORM: AddForm = {
  text: '',
  directory: null,
  conflict: null,
  name: '',
  connections: '',
  limit: '',
  checksum: '',
  headers: '',
  begin: 'queued',
};

export type AddInput = InputOf<'jobs:add'>;

/** The fields whose text can't be used. */
export type FieldFault = 'connections' | 'limit' | 'checksum' | 'headers';

export function faultsOf(form: AddForm): readonly FieldFault[] {
  const faults: FieldFault[] = [];
  if (form.connections.trim() !== '' && wholeNumber(form.connections, 1, 64) === null) faults.push('connections');
  if (form.limit.trim() !== '' && megabytesPerSecond(form.limit) === null) faults.push('limit');
  if (form.checksum.trim() !== '' && parseDigest(form.checksum) === null) faults.push('checksum');
  if (readHeaderLines(form.headers).firstBadLine !== null) faults.push('headers');
  return faults;
}

/** The request for these links. A name and a checksum belong to one file, so they count only for a single link. */
export function addInput(form: AddForm, links: readonly string[]): AddInput {
  const single = links.length === 1;
  return {
    links: links.map((url) => ({ url })),
    directory: form.directory,
    chosenName: single && form.name.trim() !== '' ? form.name.trim() : null,
    conflict: form.conflict,
    connections: wholeNumber(form.connections, 1, 64),
    limitBytesPerSecond: megabytesPerSecond(form.limit),
    checksum: single && form.checksum.trim() !== '' ? form.checksum.trim() : null,
    headers: readHeaderLines(form.headers).headers,
    begin: form.begin,
  };
}

export function wholeNumber(text: string, min: number, max: number): number | null {
  const value = /^\d{1,4}$/.test(text.trim()) ? Number(text) : NaN;
  return value >= min && value <= max ? value : null;
}

/** `2.5` (or `2,5`) MB/s in bytes a second; null when it is not a number above zero. */
export function megabytesPerSecond(text: string): number | null {
  const match = /^(\d{1,6})(?:[.,](\d{1,6}))?$/.exec(text.trim());
  if (match === null) return null;
  const bytes = Math.round(Number(`${match[1] ?? '0'}.${match[2] ?? '0'}`) * 1_000_000);
  return bytes > 0 ? bytes : null;
}

/** The other way round, for filling a field. */
export function megabytesText(bytesPerSecond: number | null): string {
  return bytesPerSecond === null ? '' : String(bytesPerSecond / 1_000_000);
}
