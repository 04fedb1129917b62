/** One download with the engine in this process, and the server of `paced-server.ts` for it. */
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFAULT_SETTINGS, JobQueue, alwaysOnline, httpSource, openTransport, systemClock, type QueueSettings } from '@sluice/engine';
import { NO_OPTIONS, type JobId, type Progress } from '@sluice/model';
import { MemoryJobStore, addJob, newJob } from '@sluice/testkit';

export interface PacedServer {
  readonly url: (sizeBytes: number) => string;
  close(): void;
}

/** Bytes per second of each place; 0: as fast as it goes. */
export async function startPacedServer(rates: readonly number[]): Promise<PacedServer> {
  const child: ChildProcess = fork(fileURLToPath(new URL('paced-server.ts', import.meta.url)), [rates.join(',')], {
    execArgv: process.execArgv,
  });
  const { port } = await new Promise<{ readonly port: number }>((resolve) => child.once('message', (message) => resolve(message as never)));
  return { url: (sizeBytes) => `http://127.0.0.1:${port}/file?size=${sizeBytes}`, close: () => child.disconnect() };
}

export interface Fetch {
  readonly url: string;
  /** Null: automatic. */
  readonly connections: number | null;
  readonly settings?: Partial<QueueSettings>;
  /** Where the folder is made that is deleted again. */
  readonly root: string;
  /** Called about four times a second. */
  readonly onProgress?: (progress: Progress, queue: JobQueue, id: JobId) => void;
  /** Whether to stop before the end. */
  readonly until?: () => boolean;
}

export interface Fetched {
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly mostConnections: number;
  readonly lastSpeed: Progress['speed'];
}

export async function fetchOnce({ url, connections, settings, root, onProgress, until }: Fetch): Promise<Fetched> {
  const folder = await mkdtemp(join(root, 'sluice-bench-'));
  const ports = {
    store: new MemoryJobStore(),
    transport: openTransport({}),
    sources: [httpSource],
    clock: systemClock,
    random: Math.random,
    connectivity: alwaysOnline,
  };
  const queue = new JobQueue(ports, { ...DEFAULT_SETTINGS, ...settings });
  queue.open({ autostart: true });
  const cpu = process.cpuUsage();
  const begun = performance.now();
  let mostConnections = 0;
  let lastSpeed: Progress['speed'] = null;
  try {
    const id = addJob(queue, newJob(url, folder, { options: { ...NO_OPTIONS, connections } }));
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        const snapshot = queue.snapshot(id);
        const progress = snapshot?.progress ?? null;
        if (progress !== null) {
          mostConnections = Math.max(mostConnections, progress.connections);
          lastSpeed = progress.speed ?? lastSpeed;
          onProgress?.(progress, queue, id);
        }
        const state = snapshot?.job.state;
        if (state?.kind === 'done' || until?.() === true) resolve();
        if (state?.kind === 'failed' || state?.kind === 'waiting') reject(new Error(JSON.stringify(state)));
      };
      queue.subscribe(look);
    });
    const used = process.cpuUsage(cpu);
    return { wallSeconds: (performance.now() - begun) / 1000, cpuSeconds: (used.user + used.system) / 1e6, mostConnections, lastSpeed };
  } finally {
    await queue.close();
    await rm(folder, { recursive: true });
  }
}
