/** `Updates` for this copy: supported only where it was packaged with a feed and a key, and is of a kind that can be replaced. */
import { app } from 'electron';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '@sluice/engine';
import type { UpdateState } from '@sluice/ipc';
import type { EventLog } from '../log/event-log.ts';
import type { ProxySetting } from '../proxy-setting.ts';
import { readUpdateSource, type UpdateSource } from './update-source.ts';
import type { UpdaterPort } from './updater-port.ts';
import { Updates } from './updates.ts';

export interface SystemUpdatesPorts {
  readonly wanted: () => boolean;
  readonly show: (state: UpdateState) => void;
  readonly offer: (version: string) => void;
  readonly rest: (on: boolean) => Promise<void>;
  readonly log: Pick<EventLog, 'write'>;
  /** The way to the feed, as it is now. */
  readonly proxy: () => ProxySetting;
}

export function systemUpdates(ports: SystemUpdatesPorts): Updates {
  const source = isReplaceable() ? sourceOfThisCopy() : null;
  const open = (): Promise<UpdaterPort | null> => (source === null ? Promise.resolve(null) : openUpdaterFor(source, ports));
  return new Updates({ ...ports, supported: source !== null, clock: systemClock, random: Math.random, open });
}

async function openUpdaterFor(source: UpdateSource, { log, proxy }: SystemUpdatesPorts): Promise<UpdaterPort | null> {
  const { openUpdater } = await import('./open-updater.ts');
  return openUpdater(source, log, proxy);
}

/** Installed by a package of the system, by an installer, or running from an image; not merely unpacked. */
function isReplaceable(): boolean {
  const has = (name: string): boolean => existsSync(join(process.resourcesPath, name));
  if (!app.isPackaged || !has('app-update.yml')) return false;
  return process.platform !== 'linux' || process.env['APPIMAGE'] !== undefined || has('package-type');
}

function sourceOfThisCopy(): UpdateSource | null {
  const manifest: unknown = JSON.parse(readFileSync(join(app.getAppPath(), 'package.json'), 'utf8'));
  return readUpdateSource(manifest);
}
