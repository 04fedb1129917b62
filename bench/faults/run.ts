/** `npm run bench:faults`: plays every behaviour to every program in every mode, prints the matrix, and writes the figures and the document. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, type } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { EVERY_PEER } from '../peers/every-peer.ts';
import type { Peer } from '../peers/peer.ts';
import { buildSluice, sluice } from '../peers/sluice.ts';
import { MODES, type Behaviour, type Mode } from './behaviour.ts';
import { BEHAVIOURS } from './behaviours.ts';
import { play, type Played } from './play.ts';
import { proseFor } from './prose.ts';
import { reportOf } from './report.ts';
import { mergeResults, type Results } from './results.ts';
import { summarise } from './summary.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RESULTS = join(ROOT, 'bench/results/faults.json');
const AT_A_TIME = 2;

interface Scene {
  readonly behaviour: Behaviour;
  readonly peer: Peer;
  readonly mode: Mode;
}

const { values } = parseArgs({
  options: {
    behaviour: { type: 'string', multiple: true },
    peer: { type: 'string', multiple: true },
    mode: { type: 'string', multiple: true },
    update: { type: 'boolean', default: false },
    built: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});
const chosen = <T>(all: readonly T[], names: readonly string[] | undefined, nameOf: (one: T) => string): readonly T[] =>
  names === undefined ? all : all.filter((one) => names.includes(nameOf(one).toLowerCase()));

const behaviours = chosen(BEHAVIOURS, values.behaviour, ({ id }) => id);
const peers = chosen(EVERY_PEER, values.peer, ({ name }) => name);
const modes = chosen(MODES, values.mode, (mode) => mode);
const isWhole = behaviours.length === BEHAVIOURS.length && peers.length === EVERY_PEER.length && modes.length === MODES.length;

if (!values.built && peers.includes(sluice)) buildSluice();
const facts = await Promise.all(
  peers.map(async ({ name, shownAs, reason, version }) => ({ name, shownAs, reason, version: await version() })),
);
const scenes = behaviours.flatMap((behaviour) =>
  peers.flatMap((peer) => modes.filter((mode) => behaviour.modes.includes(mode)).map((mode): Scene => ({ behaviour, peer, mode }))),
);
for (const peer of peers) await mustWork(peer);
const all = mergeResults(values.update ? readResults() : null, {
  machine: `${type()}, ${availableParallelism()} cores, Node.js ${process.versions.node}`,
  peers: facts,
  behaviours: behaviours.map(({ id, title }) => ({ id, title })),
  results: (await playAll(scenes)).map(({ told: _told, ...kept }) => kept),
});
console.table(summarise(all).map(({ peer, counts, total }) => ({ peer, ...counts, total })));
if (isWhole || values.update) {
  mkdirSync(join(RESULTS, '..'), { recursive: true });
  writeFileSync(RESULTS, await format(JSON.stringify(all), { parser: 'json', printWidth: 140 }));
  writeFileSync(join(ROOT, 'docs/fault-matrix.md'), reportOf(all, proseFor(all)));
} else {
  console.log('Only a part of the matrix was played: nothing is written. With --update it takes the place of what was found before.');
}

function readResults(): Results {
  return JSON.parse(readFileSync(RESULTS, 'utf8')) as Results;
}

/** A program that does not run at all would look honest in many rows. */
async function mustWork(peer: Peer): Promise<void> {
  const honest = BEHAVIOURS.find(({ id }) => id === 'an-honest-server');
  if (honest === undefined) throw new Error('the matrix has no honest server');
  const { verdict, told } = await play(honest, peer, 'fresh');
  if (verdict.kind !== 'right') throw new Error(`${peer.name} does not get a file from an honest server: ${told ?? ''}`);
}

/** Plays the scenes, a few at a time, and tells each result as it comes. */
async function playAll(todo: readonly Scene[]): Promise<readonly Played[]> {
  const found: Played[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < todo.length; index = next++) {
      const scene = todo[index];
      if (scene === undefined) return;
      const startedMs = performance.now();
      const result = await play(scene.behaviour, scene.peer, scene.mode);
      found[index] = result;
      tell(result, performance.now() - startedMs);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return found;
}

function tell({ behaviour, peer, mode, verdict, overMinimum, exitCodes, told }: Played, tookMs: number): void {
  const row = [verdict.kind.padEnd(19), behaviour.slice(0, 44).padEnd(44), peer.padEnd(7), mode.padEnd(7)];
  const figures = [
    `${(overMinimum * 100).toFixed(1)} %`.padStart(8),
    `${(tookMs / 1000).toFixed(1)} s`.padStart(7),
    `exit ${exitCodes.join(', ')}`,
  ];
  console.log([...row, ...figures].join('  '));
  if (values.verbose) console.log(JSON.stringify(verdict), told);
}
