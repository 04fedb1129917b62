/**
 * Killed in the middle of a download (kill -9) and started once more: how many bytes are fetched twice. The server counts what it sends,
 * so buffers of the kernel that nobody read are counted, too. `npx tsx bench/crash-refetch/run.ts [--runs 5] [--quick]`
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../faults/run-program.ts';
import { EVERY_PEER } from '../peers/every-peer.ts';
import type { Errand, Peer } from '../peers/peer.ts';
import { buildSluice } from '../peers/sluice.ts';
import { startServer, type ServerProcess } from '../servers/start-server.ts';
import type { Bar, Figure } from '../suite/figures.ts';
import { suiteOptions } from '../suite/options.ts';
import { printFindings } from '../suite/print-findings.ts';
import { takeTurns } from '../suite/take-turns.ts';

const MB = 1_000_000;
const MIB = 2 ** 20;
const SIZE_BYTES = 400 * MB;
/** For each connection: eight of them bring 100 MB/s. */
const RATE = 12.5 * MB;
const TIME_LIMIT_MS = 60_000;
const LOOK_MS = 10;
const { rounds, built } = suiteOptions(5);
const BAR: Bar = { kind: 'at-most', value: 64, of: 'worst' };

interface Told {
  readonly sent: number;
  readonly sinceFirstMs: number | null;
}

/** So long after its first byte, another moment in each round: what is noted once a second is caught at different ages. */
function lifeMs(round: number): number {
  return 2_000 + 230 * round;
}

async function killLate(peer: Peer, errand: Errand, server: ServerProcess, livesMs: number): Promise<number> {
  const { file, args } = peer.commandLine(errand);
  const env = { PATH: process.env['PATH'], HOME: errand.home, LANG: 'C.UTF-8' };
  const child = spawn(file, [...args], { cwd: errand.folder, env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  for (;;) {
    const { sinceFirstMs } = (await server.ask('count')) as Told;
    if (sinceFirstMs !== null && sinceFirstMs >= livesMs) break;
    if (child.exitCode !== null) throw new Error(`${peer.name} ended before it was killed`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  child.kill('SIGKILL');
  await ended;
  return ((await server.ask('count')) as Told).sent;
}

async function refetched(peer: Peer, round: number): Promise<number> {
  const place = await mkdtemp(join(tmpdir(), 'sluice-crash-'));
  const [folder, home] = [join(place, 'files'), join(place, 'home')];
  await mkdir(folder);
  await mkdir(home);
  const server = await startServer(new URL('../servers/counting-server.ts', import.meta.url), [String(SIZE_BYTES), String(RATE)]);
  try {
    const errand: Errand = { url: `http://127.0.0.1:${server.port}/file.bin`, folder, home, sha256: null };
    const before = await killLate(peer, errand, server, lifeMs(round));
    await server.ask('free');
    const { ending, told } = await runProgram(peer.commandLine(errand), folder, home, TIME_LIMIT_MS).ended;
    if (ending.kind !== 'exit' || ending.code !== 0) throw new Error(`${peer.name} did not finish: ${JSON.stringify(ending)} ${told}`);
    const { sent } = (await server.ask('count')) as Told;
    return Math.max(0, before + sent - SIZE_BYTES) / MIB;
  } finally {
    server.close();
    await rm(place, { recursive: true });
  }
}

if (!built) buildSluice();
const rounded = new Map<Peer, number>();
const found = await takeTurns(EVERY_PEER, rounds, (peer) => {
  const round = rounded.get(peer) ?? 0;
  rounded.set(peer, round + 1);
  return refetched(peer, round);
});
const figures = [...found].map(([{ name }, values]): Figure => ({
  what: 'fetched twice after kill -9 of a download of 400 MB, each connection at 12.5 MB/s',
  program: name,
  unit: 'MiB',
  values,
  ...(name === 'Sluice' ? { bar: BAR } : {}),
}));
printFindings({ figures, programs: await Promise.all(EVERY_PEER.filter(({ name }) => name !== 'Sluice').map((peer) => peer.version())) });
