/** `oss://bucket`, `oss://bucket/` and `oss://bucket/prefix/` as people write them: a place to look at, not an object. */
import type { ObjectProvider } from '@sluice/model';

export interface ObjectPlace {
  readonly provider: ObjectProvider;
  readonly bucket: string;
  /** As it is, without escapes; empty: the whole bucket. */
  readonly prefix: string;
}

const SHAPE = /^(oss|s3):\/\/([A-Za-z0-9][A-Za-z0-9._-]{0,254})(?:\/(.{0,1024}))?$/is;

/** Null when it is none. A prefix may end anywhere, also in the midst of a name. */
export function parseObjectPlace(text: string): ObjectPlace | null {
  const match = SHAPE.exec(text);
  const [, scheme = '', bucket = '', prefix = ''] = match ?? [];
  return match === null ? null : { provider: scheme.toLowerCase() === 'oss' ? 'oss' : 's3', bucket, prefix };
}

/** The address that `parseObjectPlace` reads back. */
export function placeAddress({ provider, bucket, prefix }: ObjectPlace): string {
  return `${provider}://${bucket}/${prefix}`;
}
