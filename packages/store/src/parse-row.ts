/** The border between rows and values: what SQLite returns is `unknown` until it is read here. */
import { expiryOf } from '@sluice/engine';
import {
  byteRange,
  type Block,
  type Connection,
  type ConnectionRef,
  type Digest,
  type Job,
  type JobOptions,
  type JobSecrets,
  type JobSource,
  type JobState,
  type Mirror,
  type ObjectFacts,
  type ObjectOptions,
  type Part,
  type PartFileIdentity,
  type RemoteFile,
  type Validator,
  type Verdict,
  type WaitReason,
} from '@sluice/model';
import { readFailure } from './parse-failure.ts';
import { Unreadable, count, flag, json, list, nullable, number, object, oneOf, optional, text, union, type Reader } from './reader.ts';

export type Parsed<T> = { readonly kind: 'read'; readonly value: T } | { readonly kind: 'unreadable'; readonly detail: string };

const readDigest = object<Digest>({
  algorithm: oneOf('md5', 'sha1', 'sha256', 'sha512', 'crc32', 'crc32c', 'crc64', 'crc64nvme'),
  hex: text,
  from: oneOf('user', 'server'),
});

const readConnection = object<Connection>({
  id: text,
  name: text,
  provider: oneOf('oss', 's3'),
  endpoint: nullable(text),
  region: nullable(text),
  addressing: oneOf('virtual-host', 'path', 'cname'),
  network: oneOf('public', 'internal', 'accelerate', 'dual-stack'),
  signature: oneOf('v4', 'v1'),
  credentials: oneOf('environment', 'stored', 'anonymous'),
});

const readObjectOptions = object<ObjectOptions>({
  connection: optional(union<ConnectionRef>({ saved: { id: text, name: text }, given: { connection: readConnection } })),
  versionId: optional(text),
  requestPayer: optional(flag),
  trafficLimitBitsPerSecond: optional(count),
  subRange: optional(object<NonNullable<ObjectOptions['subRange']>>({ start: count, end: nullable(count) })),
  requestRestore: optional(flag),
});

const readOptions = object<JobOptions>({
  connections: nullable(count),
  partSizeBytes: nullable(count),
  limitBytesPerSecond: nullable(number),
  digest: nullable(readDigest),
  expectedSizeBytes: optional(count),
  onRemoteChange: oneOf('restart', 'ask'),
  seekChecksum: optional(flag),
  object: optional(readObjectOptions),
});

const readPair: Reader<readonly [string, string]> = (value) => {
  const [name, content, ...rest] = list(text)(value);
  if (name === undefined || content === undefined || rest.length > 0) throw new Unreadable('a name and a value');
  return [name, content];
};

const readObjectFacts = object<ObjectFacts>({
  storageClass: nullable(text),
  versionId: nullable(text),
  requestId: nullable(text),
  userMetadata: list(readPair),
});

const readRemote = object<RemoteFile>({
  sizeBytes: nullable(count),
  validator: nullable(union<Validator>({ 'strong-etag': { etag: text }, 'strong-date': { lastModified: text } })),
  etag: nullable(text),
  lastModified: nullable(text),
  resumable: flag,
  mediaType: nullable(text),
  contentCoding: nullable(text),
  digest: nullable(readDigest),
  object: optional(readObjectFacts),
});

const readPartFile = object<PartFileIdentity>({ path: text, device: text, inode: text });

export const readWaitReason = union<WaitReason>({
  network: {},
  'retry-at': { atMs: number, failure: readFailure },
  'disk-space': { path: text, neededBytes: count, availableBytes: count },
  'new-link': { status: count },
  restore: { storageClass: nullable(text), requested: flag, expectedEndAtMs: nullable(number), pollAtMs: number },
  decision: { question: oneOf('remote-changed', 'target-exists') },
});

export const readVerdict = union<Verdict>({ verified: { by: text }, unverified: { sought: optional(flag) }, 'kept-existing': {} });

const readState = union<JobState>({
  queued: {},
  probing: {},
  transferring: {},
  verifying: {},
  committing: {},
  paused: {},
  waiting: { reason: readWaitReason },
  done: { path: text, sizeBytes: count, verdict: readVerdict, atMs: number },
  failed: { failure: readFailure, atMs: number },
  cancelled: { atMs: number },
});

const readMirrors = object<Pick<JobSource, 'mirrors' | 'using' | 'joined'>>({
  mirrors: list(object<Mirror>({ url: text, host: text, trouble: optional(readFailure) })),
  using: optional(count),
  joined: optional(list(count)),
});

const readJobRow = object({
  id: text,
  state: text,
  rank: number,
  created_at_ms: number,
  started_at_ms: nullable(number),
  url: text,
  host: text,
  directory: text,
  chosen_name: nullable(text),
  conflict: oneOf('keep-both', 'overwrite', 'skip', 'ask'),
  target_path: nullable(text),
  block_size_bytes: count,
  durable_bytes: count,
  state_json: json(readState),
  options_json: json(readOptions),
  remote_json: json(nullable(readRemote)),
  part_file_json: json(nullable(readPartFile)),
  restarts_json: json(object<Job['restarts']>({ count, lastReason: nullable(readFailure) })),
  mirrors_json: json(nullable(readMirrors)),
});

const readPartRow = object({ range_start: count, range_end: count, durable_bytes: count });

const readBlockRow = object({ block_index: count, length_bytes: count, crc32: count });

const readSecrets = json(
  object<JobSecrets>({
    url: text,
    mirrors: optional(list(text)),
    headers: list(readPair),
    proxy: optional(text),
    customerKey: optional(text),
  }),
);

/** A row of `jobs`. */
export function parseJob(row: unknown): Parsed<Job> {
  return attempt(() => {
    const read = readJobRow(row);
    if (read.state !== read.state_json.kind) throw new Unreadable('the same state in both columns', 'state');
    return {
      id: read.id,
      createdAtMs: read.created_at_ms,
      rank: read.rank,
      source: { ...sourceIn(read.url, read.host), ...read.mirrors_json },
      target: { directory: read.directory, chosenName: read.chosen_name, conflict: read.conflict, path: read.target_path },
      options: read.options_json,
      state: read.state_json,
      remote: read.remote_json,
      partFile: read.part_file_json,
      blockSizeBytes: read.block_size_bytes,
      durableBytes: read.durable_bytes,
      startedAtMs: read.started_at_ms,
      restarts: read.restarts_json,
    };
  });
}

/** When a link ends to work stands in the URL itself, so it needs no column. */
function sourceIn(url: string, host: string): JobSource {
  const linkExpiresAtMs = expiryOf(url);
  return linkExpiresAtMs === null ? { url, host } : { url, host, linkExpiresAtMs };
}

/** Rows of `parts`, each claiming no more than it holds. Whether they tile is for the engine to say: it knows the size. */
export function parseParts(rows: readonly unknown[]): Parsed<readonly Part[]> {
  return attempt(() =>
    rows.map((row) => {
      const read = readPartRow(row);
      if (read.range_end < read.range_start) throw new Unreadable('after its start', 'range_end');
      if (read.durable_bytes > read.range_end - read.range_start) throw new Unreadable('within its range', 'durable_bytes');
      return { range: byteRange(read.range_start, read.range_end), durableBytes: read.durable_bytes };
    }),
  );
}

/** Rows of `blocks`. */
export function parseBlocks(rows: readonly unknown[]): Parsed<readonly Block[]> {
  return attempt(() =>
    rows.map((row) => {
      const read = readBlockRow(row);
      if (read.crc32 > 0xffffffff) throw new Unreadable('a CRC-32', 'crc32');
      return { index: read.block_index, lengthBytes: read.length_bytes, crc32: read.crc32 };
    }),
  );
}

/** Opened secrets. */
export function parseSecrets(plain: string): Parsed<JobSecrets> {
  return attempt(() => readSecrets(plain));
}

function attempt<T>(read: () => T): Parsed<T> {
  try {
    return { kind: 'read', value: read() };
  } catch (error) {
    if (error instanceof Unreadable) return { kind: 'unreadable', detail: error.message };
    throw error;
  }
}
