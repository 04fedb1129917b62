/** One download, in a process of its own so that its memory can be told: tells the parent what it cost. */
import { readdirSync, statSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_SETTINGS, JobQueue, alwaysOnline, openTransport, systemClock } from '@sluice/engine';
import type { Connection, JobState } from '@sluice/model';
import { connectionBook, credentialsFrom, openObjectSource } from '@sluice/object-storage';
import { openDatabase, plainBox } from '@sluice/store';
import { CountingStore } from './counting-store.ts';
import { BUCKET, KEY, KEYS, type Cost } from './scene.ts';

const [, , endpoint = '', folder = '', partSizeBytes = ''] = process.argv;

const connection: Connection = {
  ...{ id: 'bench', name: 'Bench', provider: 'oss', endpoint, region: 'cn-hangzhou', addressing: 'path' },
  ...{ network: 'public', signature: 'v4', credentials: 'environment' },
};

async function play(): Promise<Cost> {
  const state = join(folder, 'state');
  const opened = openDatabase(state, { clock: systemClock, secretBox: plainBox });
  if (opened.kind !== 'open') throw new Error(`the database is ${opened.kind}`);
  const store = new CountingStore(opened.store);
  const transport = openTransport();
  const credentials = credentialsFrom({ OSS_ACCESS_KEY_ID: KEYS.accessKeyId, OSS_ACCESS_KEY_SECRET: KEYS.secret });
  const source = openObjectSource({ transport, clock: systemClock, book: connectionBook(() => [connection]), credentials });
  const ports = { store, transport, sources: [source], clock: systemClock, random: Math.random, connectivity: alwaysOnline };
  const queue = new JobQueue(ports, DEFAULT_SETTINGS);
  queue.open({ autostart: true });
  const downloads = join(folder, 'downloads');
  await mkdir(downloads);
  const startedMs = performance.now();
  const options = {
    ...{
      connections: 4,
      partSizeBytes: Number(partSizeBytes),
      limitBytesPerSecond: null,
      digest: null,
      onRemoteChange: 'restart' as const,
    },
    object: { connection: { kind: 'given' as const, connection } },
  };
  const url = `oss://${BUCKET}/${KEY}`;
  const [added] = queue.add([
    { url, directory: downloads, chosenName: null, conflict: 'keep-both', options, headers: [], begin: 'queued' },
  ]);
  if (added?.kind !== 'added') throw new Error(JSON.stringify(added));
  const end = await untilOver(queue, added.job.id);
  const seconds = (performance.now() - startedMs) / 1000;
  await queue.close();
  const databaseBytes = readdirSync(state).reduce((sum, name) => sum + statSync(join(state, name)).size, 0);
  opened.store.close();
  await rm(downloads, { recursive: true });
  const { parts, saves, saveMs, rows, largestSaveMs } = store;
  const verified = end.kind === 'done' && end.verdict.kind === 'verified' ? end.verdict.by : null;
  const told = end.kind === 'failed' ? `failed: ${JSON.stringify(end.failure)}` : end.kind;
  const peakRssBytes = process.resourceUsage().maxRSS * 1024;
  return { state: told, verified, seconds, parts, peakRssBytes, saves, saveMs, rows, largestSaveMs, databaseBytes };
}

function untilOver(queue: JobQueue, id: string): Promise<JobState> {
  return new Promise((resolve) => {
    queue.subscribe((event) => {
      if (event.kind !== 'job' || event.snapshot.job.id !== id) return;
      const { state } = event.snapshot.job;
      if (state.kind === 'done' || state.kind === 'failed' || state.kind === 'waiting') resolve(state);
    });
  });
}

process.on('disconnect', () => process.exit(1));
const cost = await play();
process.send?.(cost, () => process.exit(0));
