/**
 * Small strict readers for values that come from outside (law 7). A reader returns the value typed or throws `Unreadable`, which tells
 * the place and what was expected there, never the content: it may end in a log.
 */
export type Reader<T> = (value: unknown) => T;

/** How to read each field. Fields that are not named here are dropped: a later version may have written them. */
export type Shape<T> = { readonly [K in keyof T]-?: Reader<T[K]> };

export class Unreadable extends Error {
  readonly expected: string;
  readonly path: string;

  constructor(expected: string, path = '') {
    super(`${path === '' ? 'value' : path}: not ${expected}`);
    this.expected = expected;
    this.path = path;
  }

  inside(name: string): Unreadable {
    return new Unreadable(this.expected, this.path === '' ? name : `${name}.${this.path}`);
  }
}

export function text(value: unknown): string {
  if (typeof value !== 'string') throw new Unreadable('text');
  return value;
}

export function number(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Unreadable('a number');
  return value;
}

/** An exact number of bytes or things, from 0. */
export function count(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw new Unreadable('a count');
  return value;
}

export function flag(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new Unreadable('true or false');
  return value;
}

export function nullable<T>(read: Reader<T>): Reader<T | null> {
  return (value) => (value === null ? null : read(value));
}

/** A field that need not be there; it is then not there in the result either. */
export function optional<T>(read: Reader<T>): Reader<T | undefined> {
  return (value) => (value === undefined ? undefined : read(value));
}

export function oneOf<const T extends string>(...allowed: readonly T[]): Reader<T> {
  return (value) => {
    const found = allowed.find((candidate) => candidate === value);
    if (found === undefined) throw new Unreadable(`one of ${allowed.join(', ')}`);
    return found;
  };
}

export function list<T>(read: Reader<T>): Reader<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value)) throw new Unreadable('a list');
    return value.map((item, index) => field(read, item, String(index)));
  };
}

export function object<T>(shape: Shape<T>): Reader<T> {
  const names = Object.keys(shape) as (keyof T & string)[];
  return (value) => {
    const record = asRecord(value);
    const result: Partial<T> = {};
    for (const name of names) {
      const read = field(shape[name], record[name], name);
      if (read !== undefined) result[name] = read;
    }
    return result as T;
  };
}

/** A union told apart by `kind`; the table must have every member, so that a new one can't be forgotten here. */
export function union<T extends { readonly kind: string }>(members: {
  readonly [K in T['kind']]: Shape<Omit<Extract<T, { readonly kind: K }>, 'kind'>>;
}): Reader<T> {
  const readers = new Map(Object.entries<Shape<object>>(members).map(([kind, shape]) => [kind, object<object>(shape)]));
  return (value) => {
    const { kind } = asRecord(value);
    const read = typeof kind === 'string' ? readers.get(kind) : undefined;
    if (read === undefined) throw new Unreadable('a known kind', 'kind');
    return { kind, ...read(value) } as T;
  };
}

/** A value kept as JSON text. */
export function json<T>(read: Reader<T>): Reader<T> {
  return (value) => read(parseJson(text(value)));
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    throw new Unreadable('JSON');
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Unreadable('an object');
  return value as Readonly<Record<string, unknown>>;
}

function field<T>(read: Reader<T>, value: unknown, name: string): T {
  try {
    return read(value);
  } catch (error) {
    throw error instanceof Unreadable ? error.inside(name) : error;
  }
}
