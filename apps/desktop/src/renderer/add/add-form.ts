/** What the Add dialog holds while it is filled in, and what it asks of the queue. Kept in the store, so that closing loses nothing. */
import type { InputOf, LinkInFile } from '@sluice/ipc';
import { parseDigest, type ConflictPolicy, type FileKind } from '@sluice/model';
import { readHeaderLines } from './header-lines.ts';
import { EMPTY_OBJECT, objectFaults, objectWish, type ObjectForm } from './object-form.ts';

export interface AddForm {
  readonly text: string;
  /** Null: the folder, the policy of the settings. */
  readonly directory: string | null;
  /** The category whose folder was chosen; null: as the name tells, or a folder was chosen by hand. */
  readonly category: FileKind | null;
  readonly conflict: ConflictPolicy | null;
  readonly name: string;
  readonly connections: string;
  readonly limit: string;
  readonly checksum: string;
  /** One `Name: value` a line. */
  readonly headers: string;
  /** For servers that ask who is there; empty: nobody in particular. */
  readonly user: string;
  readonly password: string;
  /** Whether links that the list has already are added again, where there are several. */
  readonly leaveOut: boolean;
  /** What files of links said of their links, by address. */
  readonly known: ReadonlyMap<string, LinkInFile>;
  readonly begin: 'queued' | 'paused';
  /** For links of object stores. */
  readonly object: ObjectForm;
}

export const EMPTY_FORM: AddForm = {
  text: '',
  directory: null,
  category: null,
  conflict: null,
  name: '',
  connections: '',
  limit: '',
  checksum: '',
  headers: '',
  user: '',
  password: '',
  leaveOut: true,
  known: new Map(),
  begin: 'queued',
  object: EMPTY_OBJECT,
};

export type AddInput = InputOf<'jobs:add'>;

/** The fields whose text can't be used. */
export type FieldFault = 'connections' | 'limit' | 'checksum' | 'headers' | 'object';

export function faultsOf(form: AddForm): readonly FieldFault[] {
  const faults: FieldFault[] = [];
  if (form.connections.trim() !== '' && wholeNumber(form.connections, 1, 64) === null) faults.push('connections');
  if (form.limit.trim() !== '' && megabytesPerSecond(form.limit) === null) faults.push('limit');
  if (form.checksum.trim() !== '' && parseDigest(form.checksum) === null) faults.push('checksum');
  if (readHeaderLines(form.headers).firstBadLine !== null) faults.push('headers');
  if (objectFaults(form.object).length > 0) faults.push('object');
  return faults;
}

/** The request for these links. A name and a checksum belong to one file, so they count only for a single link. */
export function addInput(form: AddForm, links: readonly string[]): AddInput {
  const single = links.length === 1;
  return {
    links: links.map((url) => linkOf(url, form.known)),
    directory: form.directory,
    chosenName: single && form.name.trim() !== '' ? form.name.trim() : null,
    conflict: form.conflict,
    connections: wholeNumber(form.connections, 1, 64),
    limitBytesPerSecond: megabytesPerSecond(form.limit),
    checksum: single && form.checksum.trim() !== '' ? form.checksum.trim() : null,
    headers: headersOf(form),
    ...withObject(form, links),
    begin: form.begin,
  };
}

/** Said only where a link is an object's. */
function withObject({ object }: AddForm, links: readonly string[]): Pick<AddInput, 'object'> {
  const wish = links.some(isObjectLink) ? objectWish(object) : undefined;
  return wish === undefined ? {} : { object: wish };
}

/** Whether the link names an object of a store. */
export function isObjectLink(link: string): boolean {
  return /^(?:oss|s3):\/\//i.test(link);
}

function linkOf(url: string, known: AddForm['known']): AddInput['links'][number] {
  const told = known.get(url);
  return told === undefined ? { url } : { ...told, url, mirrors: [...told.mirrors] };
}

/** What files of links said, by address. */
export function knownLinks(links: readonly LinkInFile[]): AddForm['known'] {
  return new Map(links.map((link) => [link.url, link]));
}

/** The typed ones, and the user's name and password as HTTP has them (RFC 7617, in UTF-8), unless an Authorization is typed. */
export function headersOf({ headers, user, password }: AddForm): AddInput['headers'] {
  const typed = readHeaderLines(headers).headers;
  if (user === '' || typed.some(([name]) => name.toLowerCase() === 'authorization')) return typed;
  const bytes = new TextEncoder().encode(`${user}:${password}`);
  return [['Authorization', `Basic ${btoa(String.fromCharCode(...bytes))}`], ...typed];
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

/** `16` (or `0.5`) MB in bytes; null when it is no size that a part can have. */
export function partSizeIn(text: string): number | null {
  const bytes = megabytesPerSecond(text);
  return bytes !== null && bytes >= 110_000 && bytes <= 5_000_000_000 ? bytes : null;
}

/** The other way round, for filling a field. */
export function megabytesText(bytes: number | null): string {
  return bytes === null ? '' : String(bytes / 1_000_000);
}
