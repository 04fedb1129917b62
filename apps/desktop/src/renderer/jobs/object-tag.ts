/** The mark of a row whose file is an object of a store: the kind of store, and the region or the connection. */
import { parseObjectAddress, type Job } from '@sluice/model';

/** Null: it is none. */
export function objectTag({ source, options }: Pick<Job, 'source' | 'options'>): string | null {
  const address = parseObjectAddress(source.url);
  if (address === null) return null;
  const ref = options.object?.connection;
  const where = ref === undefined ? null : ref.kind === 'saved' ? ref.name : (ref.connection.region ?? ref.connection.name);
  return where === null || where === '' ? address.provider : `${address.provider} · ${where}`;
}
