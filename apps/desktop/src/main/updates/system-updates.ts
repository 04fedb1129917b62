/** `Updates` for this copy: supported only where it was packaged with a feed and a key, and is of a kind that can be replaced. */
import { app } from 'electron';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '@sluice/engine';
import type { UpdateState } from '@sluice/ipc';
import type { EventLog } from '../log/event-log.ts';
import { readUpdateSource, type UpdateSource } from './update-source.ts';
import type { UpdaterPort } from './updater-port.ts';
import { Updates } from './updates.ts';

export interface SystemUpdatesPorts {
  readonly wanted: () => boolean;
  readonly show: (state: UpdateState) => void;
  readonly offer: (version: string) => void;
  readonly rest: (on: boolean) => Promise<void>;
  readonly log: Pick<EventLog, 'write'>;
}

export function systemUpdates(ports: SystemUpdatesPorts): Updates {
  return new Updates({ ...ports, clock: systemClock, random: Math.random, open: () => openUpdaterOf(ports.log) });
}

async function openUpdaterOf(log: Pick<EventLog, 'write'>): Promise<UpdaterPort | null> {
  const source = sourceOfThisCopy();
  if (source === null) return null;
  const { openUpdater } = await import('./open-updater.ts');
  return openUpdater(source, log);
}

function sourceOfThisCopy(): UpdateSource | null {
  if (!app.isPackaged || !existsSync(join(process.resourcesPath, 'app-update.yml'))) return null;
  const manifest: unknown = JSON.parse(readFileSync(join(app.getAppPath(), 'package.json'), 'utf8'));
  return readUpdateSource(manifest);
}
