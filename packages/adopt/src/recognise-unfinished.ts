/** What is this file? A checkpoint, the data of which one speaks, or the plain beginning of a file (spec G10). Only looks; changes nothing. */
import { createHash } from 'node:crypto';
import { open, lstat, readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import type { AdoptTrouble, Claim, ForeignProgram } from '@sluice/model';
import { hasCheckpointName, parseCheckpoint } from './parse-checkpoint.ts';
import { MAX_CHECKPOINT_BYTES, lastSegmentOf, refused, type Parsed } from './parsed.ts';

export type Recognition =
  | { readonly kind: 'unfinished'; readonly claim: Claim }
  /** `path` is the one that `cause` speaks of. */
  | { readonly kind: 'refused'; readonly cause: AdoptTrouble; readonly path: string };

export interface RecogniseOptions {
  /** Where the Python SDK keeps its checkpoints of downloads; absent: in the user's folder. */
  readonly pythonFolder?: string;
}

/** Of how many checkpoints in the Python SDK's folder the names are looked at. */
const MAX_PYTHON_CHECKPOINTS = 10_000;

/** Recognises by name and content what may be continued; a checkpoint beside its data is found from either of the two. */
export async function recogniseUnfinished(path: string, options: RecogniseOptions = {}): Promise<Recognition> {
  const absolute = resolve(path);
  const size = await sizeOf(absolute);
  if (size === null) return { kind: 'refused', cause: 'not-a-file', path };
  const own = await readCheckpoint(absolute, size);
  if (own !== null) return settle(own, absolute, true);
  for (const candidate of await checkpointsOf(absolute, options)) {
    const candidateSize = await sizeOf(candidate);
    const parsed = candidateSize === null ? null : await readCheckpoint(candidate, candidateSize);
    const settled = parsed === null ? null : await settle(parsed, candidate, false);
    if (settled?.kind === 'refused' && settled.cause !== 'data-missing' && settled.cause !== 'unreadable') return settled;
    if (settled?.kind === 'unfinished' && settled.claim.dataPath === absolute) return settled;
  }
  return { kind: 'unfinished', claim: beginningOf(absolute, size) };
}

async function readCheckpoint(path: string, size: number): Promise<Parsed | null> {
  if (size > MAX_CHECKPOINT_BYTES && !hasCheckpointName(path)) return null;
  const file = await open(path).catch(() => null);
  // Data that may not be read is refused by whoever takes it over, with the system's own reason.
  if (file === null) return hasCheckpointName(path) ? refused('unreadable') : null;
  try {
    const head = Buffer.alloc(Math.min(size, 4));
    await file.read(head, 0, head.length, 0);
    // Data is not read as a whole only to learn that it is no checkpoint.
    if (!hasCheckpointName(path) && head[0] !== 0x7b && head[0] !== 0xac) return null;
    const bytes = Buffer.alloc(Math.min(size, MAX_CHECKPOINT_BYTES + 1));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    return parseCheckpoint(path, bytes.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

/** Finds the data of a checkpoint: where it says, beside the checkpoint, or where an adoption that was cut short has left it. */
async function settle(parsed: Parsed, checkpointPath: string, direct: boolean): Promise<Recognition> {
  if (parsed.kind === 'refused') return { ...parsed, path: checkpointPath };
  const { dataPath: recorded, ...claim } = parsed.checkpoint;
  const beside = join(dirname(checkpointPath), lastSegmentOf(recorded));
  const places = [...(isAbsolute(recorded) ? [recorded] : []), beside, resolve(recorded)];
  const moved = claim.target === null || !direct ? [] : places.map((place) => join(dirname(place), `${claim.target ?? ''}.part`));
  for (const place of [...places, ...moved]) {
    if ((await sizeOf(place)) !== null) return { kind: 'unfinished', claim: { ...claim, dataPath: place } };
  }
  return { kind: 'refused', cause: 'data-missing', path: checkpointPath };
}

/** Checkpoints that may speak of this data file. */
async function checkpointsOf(
  path: string,
  { pythonFolder = join(homedir(), '.py-oss-download') }: RecogniseOptions,
): Promise<readonly string[]> {
  const target = /^(.*)\.(?:temp|tmp|tmp-[a-z0-9]{1,32})$/s.exec(path)?.[1];
  if (target === undefined) return [`${path}.aria2`];
  return [`${path}.aria2`, `${target}.cp`, `${target}.dcp`, ...(await pythonCheckpoints(pythonFolder, target))];
}

/** The second half of such a name is the MD5 of the target's path. */
async function pythonCheckpoints(folder: string, target: string): Promise<readonly string[]> {
  const hash = createHash('md5').update(target).digest('hex');
  const names = await readdir(folder).catch(() => []);
  const fitting = names.slice(0, MAX_PYTHON_CHECKPOINTS).filter((name) =>
    name
      .slice(32)
      .replace(/^-{1,2}/, '')
      .startsWith(hash),
  );
  return fitting.map((name) => join(folder, name));
}

const SUFFIXES: readonly (readonly [suffix: RegExp, program: ForeignProgram])[] = [
  [/\.crdownload$/i, 'chromium'],
  [/\.part(?:ial)?$/i, 'part-file'],
  [/\.(?:temp|tmp|download|tmp-[a-z]{12})$/i, 'plain'],
];

/** Nobody wrote down how much of it is there: its length says so, apart from its holes. */
function beginningOf(dataPath: string, size: number): Claim {
  const name = basename(dataPath);
  const known = SUFFIXES.find(([suffix]) => suffix.test(name));
  const stem = known === undefined ? name : name.replace(known[0], '');
  return {
    program: known?.[1] ?? 'plain',
    dataPath,
    sizeBytes: null,
    etag: null,
    lastModified: null,
    crc64: null,
    url: null,
    // Chromium calls it so as long as the name is not settled; it tells nothing.
    target: stem === '' || /^Unconfirmed \d+$/.test(stem) ? null : stem,
    claimedRanges: size === 0 ? [] : [{ range: { start: 0, end: size }, crc64: null }],
    certainty: 'guessed',
  };
}

/** Null: there is no plain file. */
async function sizeOf(path: string): Promise<number | null> {
  try {
    const stats = await lstat(path);
    return stats.isFile() ? stats.size : null;
  } catch {
    return null;
  }
}
