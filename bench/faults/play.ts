/** Plays one behaviour to one program in one mode: real origin, real sockets, real disk. */
import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { startOrigin, type Origin, type ServeOptions } from '@sluice/testkit';
import type { Errand, Peer } from '../peers/peer.ts';
import type { Behaviour, Mode } from './behaviour.ts';
import { judge, type Verdict } from './judge.ts';
import { lookAtFiles } from './look-at-files.ts';
import { runProgram, type Ended, type RunningProgram } from './run-program.ts';

/** A run that takes longer is called hung. */
export const TIME_LIMIT_MS = 75_000;
/** Every download is stopped or killed when the origin has sent so many bytes of the file. */
export const HELD_AT = 0.5;
/** How long the bytes stand still before a program is killed, so that one that syncs every second has done so. */
export const STAND_STILL_MS = { resumed: 300, killed: 1200 } as const;
/** Each connection gets so much at most, so that bytes which a closed connection had under way don't blur what was fetched twice. */
export const RATE_BYTES_PER_SECOND = 32 * 1024 * 1024;
/** Where a fault keeps the bytes from getting so far, the program is stopped after this time. */
const MOST_WAIT_MS = 4000;

export interface Played {
  readonly behaviour: string;
  readonly peer: string;
  readonly mode: Mode;
  readonly verdict: Verdict;
  /** Bytes that the origin sent beyond the size of the file, relative to that size; negative when it did not arrive. */
  readonly overMinimum: number;
  /** Whether fetching much twice is no fault here. */
  readonly mustRefetch: boolean;
  /** Exit codes of the runs, in order; null for one that was over time. */
  readonly exitCodes: readonly (number | null)[];
  /** What the last run printed at its end. It names folders of this machine, and is not kept. */
  readonly told?: string;
}

/** Plays it and looks at the result; leaves nothing behind. */
export async function play(behaviour: Behaviour, peer: Peer, mode: Mode): Promise<Played> {
  const base = await mkdtemp(join(tmpdir(), 'sluice-bench-'));
  const origin = await startOrigin();
  try {
    const folder = join(base, 'files');
    const home = join(base, 'home');
    await mkdir(folder);
    await mkdir(home);
    const errand: Errand = {
      url: behaviour.serve(origin, mode, atRate),
      folder,
      home,
      sha256: peer.takesChecksum ? behaviour.knownSha256 : null,
    };
    const start = (): RunningProgram => runProgram(peer.commandLine(errand), folder, home, TIME_LIMIT_MS);
    const runs = await runInMode(behaviour, peer, mode, origin, start);
    const last = runs.at(-1);
    if (last === undefined) throw new Error('nothing was run');
    const files = await lookAtFiles(folder, behaviour.versions, peer.noteEndings);
    return {
      behaviour: behaviour.id,
      peer: peer.name,
      mode,
      verdict: judge(last.ending, files, peer),
      overMinimum: origin.bytesSent(behaviour.dataPath) / behaviour.sizeBytes - 1,
      mustRefetch: behaviour.mustRefetch.includes(mode),
      exitCodes: runs.map(({ ending }) => (ending.kind === 'exit' ? ending.code : null)),
      told: last.told,
    };
  } finally {
    await origin.close();
    await rm(base, { recursive: true, force: true });
  }
}

/** One run, or two with a stop between them; a first run that ends by itself with a claim of success is the only one. */
async function runInMode(
  behaviour: Behaviour,
  peer: Peer,
  mode: Mode,
  origin: Origin,
  start: () => RunningProgram,
): Promise<readonly Ended[]> {
  if (mode === 'fresh') return [await start().ended];
  const { dataPath, sizeBytes } = behaviour;
  const afterBytes = Math.floor(sizeBytes * HELD_AT);
  const release = origin.hold(dataPath, { afterBytes });
  const running = start();
  const held = origin.untilBytesSent(dataPath, afterBytes).then(() => pass(STAND_STILL_MS[mode]));
  const endedByItself = await Promise.race([running.ended, Promise.race([held, pass(MOST_WAIT_MS)]).then(() => null)]);
  if (endedByItself === null) {
    if (mode === 'killed') running.kill();
    else running.interrupt(peer.stopSignal);
  }
  const first = endedByItself ?? (await running.ended);
  release();
  behaviour.meanwhile(origin);
  const claimsSuccess = endedByItself?.ending.kind === 'exit' && endedByItself.ending.code === 0;
  return claimsSuccess ? [first] : [first, await start().ended];
}

function atRate(options: ServeOptions): ServeOptions {
  return { rateBytesPerSecond: RATE_BYTES_PER_SECOND, ...options };
}
