/** The behaviours of the matrix: those that the engine's own tests have, as far as a command line can meet them. */
import { bitFlip, changedSeed, sha256OfSeed, type Fault } from '@sluice/testkit';
import type { Behaviour as Tested, Outcome } from '../../packages/engine/src/fault-matrix/testing/behaviour.ts';
import { BEHAVIOURS as TESTED } from '../../packages/engine/src/fault-matrix/testing/behaviours.ts';
import { MODES, type Behaviour, type Mode, type Version } from './behaviour.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
const SIZE = 8 * MIB + 12_345;
/** The same as in the tests, where a file is replaced by the same bytes. */
const SEED = 7;
const PATH = '/file.zip';
/** The date that the origin gives to a file by default: a file that stays the same keeps it. */
const LAST_MODIFIED = 'Wed, 01 Jan 2025 00:00:00 GMT';

/** Left out, and why. Everything else that the tests have is here. */
const LEFT_OUT: Readonly<
  Record<
    string,
    'a setting of Sluice' | 'is met by an option of each program' | 'nothing ends before the time limit' | 'much like a row that is here'
  >
> = {
  'another file, and the user wants to be asked': 'a setting of Sluice',
  'a cookie that is there': 'is met by an option of each program',
  '429 with a Retry-After of an hour': 'nothing ends before the time limit',
  '500 for ever': 'nothing ends before the time limit',
  '503 with Retry-After as a date': 'much like a row that is here',
  'Accept-Ranges: none from a server that has them': 'much like a row that is here',
  'a total that no number holds': 'much like a row that is here',
  'a total that is no number': 'much like a row that is here',
  '416 to every range': 'much like a row that is here',
  '304 to a range': 'much like a row that is here',
  'a slow drip on one connection': 'much like a row that is here',
  'ranges that end with the connection': 'much like a row that is here',
  'no length, and the body ends with the connection': 'much like a row that is here',
  '429 for a second connection': 'much like a row that is here',
  'a date alone': 'much like a row that is here',
  'If-Range answered with 412': 'much like a row that is here',
  'If-Range answered with 200, and an ETag of each node': 'much like a row that is here',
  'an empty file in its place': 'much like a row that is here',
  'another file of the same size and date under another ETag': 'much like a row that is here',
  'another file of the same size under the same weak ETag': 'much like a row that is here',
  'the same bytes under another ETag': 'much like a row that is here',
  'a change in the middle under the same ETag, and a digest': 'much like a row that is here',
  '401': 'much like a row that is here',
  '404': 'much like a row that is here',
  '410': 'much like a row that is here',
  '400': 'much like a row that is here',
  '405': 'much like a row that is here',
  '451': 'much like a row that is here',
  'a cookie that is not': 'much like a row that is here',
  'a redirect to another scheme': 'much like a row that is here',
  'a redirect to nowhere': 'much like a row that is here',
  'the same bytes under another ETag and date': 'much like a row that is here',
  'chunked ranges': 'much like a row that is here',
  '204 to a range': 'much like a row that is here',
  'a Content-Range that ends behind its body': 'much like a row that is here',
  'a presigned URL that takes no header but Range': 'much like a row that is here',
  'a presigned URL that expires': 'much like a row that is here',
};

const KNOWN_CHECKSUM: Behaviour = {
  ...fromTested({
    name: 'one wrong bit, and the user knows the SHA-256',
    spec: 'E2',
    serve: { faults: [bitFlip(100 * KIB, { times: 2 })] },
    fresh: { end: 'right', restarts: 1 },
    resumed: { end: 'right', restarts: 1 },
  }),
  knownSha256: sha256OfSeed(SEED, SIZE),
};

export const BEHAVIOURS: readonly Behaviour[] = [
  ...TESTED.filter(({ name }) => LEFT_OUT[name] === undefined).map(fromTested),
  KNOWN_CHECKSUM,
];

function fromTested(tested: Tested): Behaviour {
  const { name, later = [], replaced, behind, query = '' } = tested;
  const honest = { seed: SEED, sizeBytes: SIZE, ...tested.serve };
  const always = honest.faults ?? [];
  return {
    id: name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, ''),
    title: `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`,
    modes: MODES.filter((mode) => mode !== 'fresh' || tested.fresh !== undefined),
    dataPath: behind?.path ?? PATH,
    serve: (origin, mode, atRate) => {
      if (behind !== undefined) origin.serve(behind.path, atRate({ seed: SEED, sizeBytes: SIZE, ...behind }));
      return origin.serve(PATH, atRate({ ...honest, faults: mode === 'fresh' ? [...always, ...later] : always })) + query;
    },
    meanwhile: (origin) => {
      if (replaced !== undefined) origin.replace(PATH, replaced);
      if (later.length === 0) return;
      const same = { ...honest, lastModified: honest.lastModified === undefined ? LAST_MODIFIED : honest.lastModified };
      origin.replace(PATH, { ...(replaced ?? same), faults: [...always, ...later] });
    },
    sizeBytes: SIZE,
    mustRefetch: MODES.filter((mode) => beginsAgain(outcomeIn(tested, mode))),
    versions: versionsOf(tested, [...always, ...later]),
    knownSha256: null,
  };
}

function outcomeIn({ fresh, resumed, killed }: Tested, mode: Mode): Outcome | undefined {
  return mode === 'fresh' ? fresh : mode === 'killed' ? (killed ?? resumed) : resumed;
}

/** The tests expect that everything is fetched anew, as it must be here. */
function beginsAgain(outcome: Outcome | undefined): boolean {
  return outcome?.end === 'right' && ((outcome.restarts ?? 0) > 0 || (outcome.overBytes ?? 0) >= 8 * MIB);
}

function versionsOf({ replaced }: Tested, faults: readonly Fault[]): readonly Version[] {
  const first: Version = { seed: SEED, sizeBytes: SIZE, coding: 'identity' };
  const versions = [first];
  if (replaced !== undefined) versions.push({ ...first, seed: replaced.seed ?? SEED, sizeBytes: replaced.sizeBytes ?? SIZE });
  if (faults.some(({ kind }) => kind === 'change-etag-after' || kind === 'same-size-swap-after'))
    versions.push({ ...first, seed: changedSeed(SEED) });
  if (faults.some(({ kind }) => kind === 'gzip')) versions.push({ ...first, coding: 'gzip' });
  return versions;
}
