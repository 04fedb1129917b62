/** One folder with its queue: killed and started again until all its files are done, then looked at. */
import { spawn } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expectSeededFile, startOrigin, tempFolder, type Origin } from '@sluice/testkit';
import type { Random } from '../packages/engine/src/crash-lab/testing/power-cut.ts';
import { AIM_KINDS, type Aim, type ChildMessage, type KillOrder, type RowReport } from './kill-order.ts';

export interface KillReport {
  kills: number;
  starts: number;
  /** Kills by how they were aimed: at random times, in the first moments, at an operation. */
  readonly aims: Record<string, number>;
  /** Kills by the state that was reported last. */
  readonly phases: Record<string, number>;
  files: number;
  readonly wrongFiles: string[];
  readonly troubles: string[];
  readonly litter: string[];
  restarts: number;
  /** For each kill: bytes that the server had to send twice because of it. */
  readonly refetchedBytes: number[];
  /** Kills after which more came again than what the last second and a little had brought. */
  overBound: number;
}

export function emptyReport(): KillReport {
  return {
    kills: 0,
    starts: 0,
    aims: {},
    phases: {},
    files: 0,
    wrongFiles: [],
    troubles: [],
    litter: [],
    restarts: 0,
    refetchedBytes: [],
    overBound: 0,
  };
}

const MiB = 1024 * 1024;
const RATE_BYTES_PER_SECOND = MiB;
const MOST_DELAY_MS = 1_800;
/** An aim that is not reached by then ends in a kill at a random time. */
const MOST_AIM_DELAY_MS = 4_000;
const HUNG_MS = 60_000;
/** A checkpoint each second, and the time that the sync itself, a busy machine and the sampling take. */
const BOUND_MS = 1_000 + 500;
const SAMPLE_MS = 25;
/** What lies in the buffers of the connections, and a split's overlap. */
const BOUND_SLACK_BYTES = 512 * 1024;

interface Served {
  readonly name: string;
  readonly seed: number;
  readonly sizeBytes: number;
}

export class Lineage {
  readonly #program: string;
  readonly #random: Random;
  readonly #report: KillReport;
  /** Asks whether one more kill is wanted. */
  readonly #wanted: () => boolean;
  #files: readonly Served[] = [];
  #samples: { readonly atMs: number; readonly sentBytes: number }[] = [];
  #lastWaste = 0;
  #pendingKill: { readonly sentLately: number } | null = null;

  constructor(program: string, random: Random, report: KillReport, wanted: () => boolean) {
    this.#program = program;
    this.#random = random;
    this.#report = report;
    this.#wanted = wanted;
  }

  async run(): Promise<void> {
    const [origin, folder] = await Promise.all([startOrigin(), tempFolder()]);
    const order = { stateFolder: join(folder.path, 'state'), downloadFolder: join(folder.path, 'files') };
    await mkdir(order.downloadFolder);
    this.#files = this.#serve(origin);
    const files = this.#files.map(({ name }) => ({ name, url: `${origin.url}/${name}` }));
    const sampler = setInterval(() => this.#sample(origin), SAMPLE_MS);
    try {
      let finished = false;
      while (!finished) finished = await this.#start(origin, { ...order, files, seed: Math.floor(this.#random() * 2 ** 31) });
      await this.#judge(order.downloadFolder);
    } finally {
      clearInterval(sampler);
      await origin.close();
      await folder.remove();
    }
  }

  #serve(origin: Origin): readonly Served[] {
    const size = (from: number, to: number): number => Math.floor(from + this.#random() * (to - from));
    return [size(4 * MiB, 16 * MiB), size(1 * MiB, 4 * MiB), size(0, 200_000)].map((sizeBytes, index) => {
      const name = `file-${index}.bin`;
      const seed = Math.floor(this.#random() * 2 ** 31);
      origin.serve(`/${name}`, { seed, sizeBytes, rateBytesPerSecond: RATE_BYTES_PER_SECOND });
      return { name, seed, sizeBytes };
    });
  }

  /** Starts the program once; true when it came to its end by itself. */
  async #start(origin: Origin, order: Omit<KillOrder, 'aim'>): Promise<boolean> {
    const plan = this.#wanted() ? this.#plan() : ({ manner: 'none', aim: null, delayMs: HUNG_MS } as const);
    this.#report.starts += 1;
    let phase = 'start';
    let finished = false;
    const child = spawn(process.execPath, [this.#program, JSON.stringify({ ...order, aim: plan.aim })], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const ended = new Promise<NodeJS.Signals | number | null>((resolve) => child.once('close', (code, signal) => resolve(signal ?? code)));
    let timer: NodeJS.Timeout | undefined;
    let manner = plan.aim === null ? plan.manner : `${plan.aim.side} ${plan.aim.kind}`;
    const kill = (): void => {
      if (plan.aim !== null) manner = 'random time';
      child.kill('SIGKILL');
    };
    const arm = (delayMs: number): void => void (timer ??= setTimeout(kill, delayMs));
    if (plan.manner === 'first moments') arm(plan.delayMs);
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      const message = JSON.parse(line) as ChildMessage;
      if (message.kind === 'ready') {
        phase = 'opened';
        this.#afterKill(origin, message.rows);
        if (message.notices.length > 0) this.#report.troubles.push(`notices: ${message.notices.join()}`);
        arm(plan.delayMs);
      } else if (message.kind === 'state') phase = message.state;
      else if (message.kind === 'trouble') this.#report.troubles.push(message.detail);
      else {
        finished = true;
        this.#report.restarts += message.rows.reduce((sum, { restarts }) => sum + restarts, 0);
        this.#report.troubles.push(...message.rows.flatMap(({ state, name }) => (state === 'done' ? [] : [`${name} ended ${state}`])));
      }
    });
    const end = await ended;
    clearTimeout(timer);
    if (end === 'SIGKILL') {
      if (plan.manner === 'none') this.#report.troubles.push(`hung in ${phase}`);
      this.#noteKill(origin, manner, phase);
      return false;
    }
    if (end !== 0) this.#report.troubles.push(`ended with ${end}: ${stderr.slice(0, 500)}`);
    return finished || end !== 0;
  }

  #plan(): { readonly manner: string; readonly aim: Aim | null; readonly delayMs: number } {
    const dice = this.#random();
    if (dice < 0.1) return { manner: 'first moments', aim: null, delayMs: 40 + this.#random() * 250 };
    if (dice < 0.6) return { manner: 'random time', aim: null, delayMs: this.#random() * MOST_DELAY_MS };
    const kind = AIM_KINDS[Math.floor(this.#random() * AIM_KINDS.length)] ?? 'commit';
    const frequent = kind === 'write' || kind === 'sync' || kind === 'commit';
    const count = 1 + Math.floor(this.#random() * (frequent ? 25 : 4));
    return { manner: 'aimed', aim: { kind, count, side: this.#random() < 0.5 ? 'before' : 'after' }, delayMs: MOST_AIM_DELAY_MS };
  }

  #noteKill(origin: Origin, manner: string, phase: string): void {
    const report = this.#report;
    report.kills += 1;
    report.aims[manner] = (report.aims[manner] ?? 0) + 1;
    report.phases[phase] = (report.phases[phase] ?? 0) + 1;
    const nowMs = performance.now();
    const before = this.#samples.findLast(({ atMs }) => atMs <= nowMs - BOUND_MS)?.sentBytes ?? 0;
    this.#pendingKill = { sentLately: this.#sentBytes(origin) - before + (this.#pendingKill?.sentLately ?? 0) };
  }

  /** Compares what was sent with what the queue still has: the difference came for nothing. */
  #afterKill(origin: Origin, rows: readonly RowReport[]): void {
    const durable = new Map(rows.map(({ name, durableBytes }) => [name, durableBytes]));
    const waste = this.#files.reduce((sum, { name }) => sum + origin.bytesSent(`/${name}`) - (durable.get(name) ?? 0), 0);
    const killed = this.#pendingKill;
    this.#pendingKill = null;
    if (killed !== null) {
      const refetched = Math.max(0, waste - this.#lastWaste);
      this.#report.refetchedBytes.push(refetched);
      if (refetched > killed.sentLately + BOUND_SLACK_BYTES) this.#report.overBound += 1;
    }
    this.#lastWaste = waste;
  }

  #sample(origin: Origin): void {
    this.#samples.push({ atMs: performance.now(), sentBytes: this.#sentBytes(origin) });
    if (this.#samples.length > 400) this.#samples = this.#samples.slice(-200);
  }

  #sentBytes(origin: Origin): number {
    return this.#files.reduce((sum, { name }) => sum + origin.bytesSent(`/${name}`), 0);
  }

  async #judge(folder: string): Promise<void> {
    for (const { name, seed, sizeBytes } of this.#files) {
      this.#report.files += 1;
      await expectSeededFile(join(folder, name), seed, sizeBytes).catch((error: unknown) => this.#report.wrongFiles.push(String(error)));
    }
    const names = new Set(this.#files.map(({ name }) => name));
    this.#report.litter.push(...(await readdir(folder)).filter((name) => !names.has(name)));
  }
}
