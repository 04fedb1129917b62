/** A bridge without a main process: sample jobs that move, settings that stick, links that are refused when they should be. */
import { defaultSettings, type Bridge, type Integrations, type RestReason, type Settings } from '@sluice/ipc';
import { countJobs, type JobSnapshot, type JobState } from '@sluice/model';
import { ASKING } from './asking-jobs.ts';
import { probed, SAMPLE_HISTORY } from './sample-replies.ts';
import { NOW, SAMPLES } from './sample-jobs.ts';

type Listener = (payload: unknown) => void;

export interface Scene {
  readonly jobs: 'samples' | 'none' | 'thousands' | 'asking';
  readonly notice: boolean;
  readonly settings: Partial<Settings>;
  readonly resting?: readonly RestReason[];
}

export function fakeBridge(scene: Scene): Bridge {
  const listeners = new Map<string, Set<Listener>>();
  let settings: Settings = {
    ...defaultSettings('/home/mira/Downloads'),
    proxy: 'system',
    ...scene.settings,
  };
  let integrations: Integrations = {
    rpc: { state: { kind: 'on', port: 6800 }, token: 'dGhpcyBpcyBhIHNhbXBsZSBvZiBhIHRva2VuLCBub3Q' },
    browsers: { kind: 'on', browsers: ['Chromium', 'Firefox'] },
  };
  const jobs = new Map(samplesOf(scene.jobs).map((snapshot) => [snapshot.job.id, snapshot]));
  const push = (topic: string, payload: unknown): void => listeners.get(topic)?.forEach((listener) => listener(payload));
  const put = (snapshot: JobSnapshot): void => {
    jobs.set(snapshot.job.id, snapshot);
    push('jobs:changed', { snapshots: [snapshot], removed: [] });
  };
  const enter = (ids: readonly string[], state: JobState): void => {
    for (const id of ids) {
      const before = jobs.get(id);
      if (before !== undefined)
        put({ job: { ...before.job, state, durableBytes: before.progress?.durableBytes ?? before.job.durableBytes }, progress: null });
    }
  };
  if (scene.jobs !== 'none') tick(jobs, push);
  const handlers: Record<string, (input: never) => unknown> = {
    'jobs:rows': ({ from, limit, snapshots }: { from: number; limit: number; snapshots: number }) => {
      const all = [...jobs.values()];
      const found = all.slice(from, from + limit);
      const rows = { ids: found.map(({ job }) => job.id), keys: found.map(({ job }) => job.rank), open: found.length };
      return { rows, counts: countJobs(all.map(({ job }) => job)), snapshots: found.slice(0, snapshots) };
    },
    'jobs:snapshots': ({ ids }: { ids: readonly string[] }) => ({ snapshots: ids.flatMap((id) => jobs.get(id) ?? []) }),
    'jobs:list': () => ({ snapshots: [...jobs.values()] }),
    'jobs:add': ({ links }: { links: readonly { url: string }[] }) => ({
      outcomes: links.map(({ url }, index) => {
        const scheme = /^[a-z]+:/i.exec(url)?.[0] ?? '';
        if (!/^https?:$/i.test(scheme)) return { kind: 'refused', url, failure: { kind: 'unsupported-scheme', scheme } };
        const base = SAMPLES[8];
        if (base === undefined) throw new Error('no sample');
        const id = String(1000 + jobs.size + index);
        const host = new URL(url).host;
        const snapshot = {
          job: { ...base.job, id, rank: 500 + index, source: { url, host }, target: { ...base.job.target, chosenName: null, path: null } },
          progress: null,
        };
        put(snapshot);
        return { kind: 'added', snapshot };
      }),
    }),
    'jobs:pause': ({ ids }: { ids: readonly string[] }) => enter(ids, { kind: 'paused' }),
    'jobs:resume': ({ ids }: { ids: readonly string[] }) => enter(ids, { kind: 'queued' }),
    'jobs:retry': ({ ids }: { ids: readonly string[] }) => enter(ids, { kind: 'queued' }),
    'jobs:cancel': ({ ids }: { ids: readonly string[] }) => enter(ids, { kind: 'cancelled', atMs: NOW }),
    'jobs:remove': ({ ids }: { ids: readonly string[] }) => {
      for (const id of ids) jobs.delete(id);
      push('jobs:changed', { snapshots: [], removed: ids });
    },
    'jobs:refresh-link': async ({ id, url }: { id: string; url: string }) => {
      await new Promise((resolve) => setTimeout(resolve, url.includes('slow') ? 600_000 : 300));
      if (url.includes('other')) return { kind: 'refused', failure: { kind: 'other-file', what: 'bytes' } };
      enter([id], { kind: 'queued' });
      return { kind: 'accepted' };
    },
    'jobs:header-names': () => ({ names: ['Cookie', 'Authorization'] }),
    'jobs:history': () => ({ events: SAMPLE_HISTORY }),
    'jobs:move': () => null,
    'jobs:look-unfinished': () => ({
      kind: 'unfinished',
      program: 'aria2',
      name: 'image.iso',
      sizeBytes: 2_910_000_000,
      claimedBytes: 1_240_000_000,
      url: null,
    }),
    'jobs:adopt': () => ({ kind: 'source-needed', program: 'aria2', name: 'image.iso' }),
    'jobs:drag-out': () => null,
    'links:listed': ({ urls }: { urls: readonly string[] }) => {
      const listed = new Map([...jobs.values()].map(({ job }) => [job.source.url, job.id]));
      return { links: urls.flatMap((url) => (listed.has(url) ? [{ url, id: listed.get(url) }] : [])) };
    },
    'links:stop-probes': () => null,
    'links:read-files': () => ({ links: [], refused: [] }),
    'links:probe': probed,
    'queue:resting': () => ({ reasons: scene.resting ?? [] }),
    'list:export': () => ({ kind: 'saved', path: '/home/mira/Sluice 2026-11-22.json', count: 12, incomplete: 2 }),
    'list:import': () => ({ kind: 'imported', added: 3, known: 9, finished: 0, refused: 0, incomplete: 1 }),
    'jobs:decide': ({ id }: { id: string }) => enter([id], { kind: 'queued' }),
    'jobs:pause-all': () => enter([...jobs.keys()].slice(0, 5), { kind: 'paused' }),
    'jobs:resume-all': () => enter(['6'], { kind: 'queued' }),
    'jobs:open': () => ({ kind: 'opened' }),
    'jobs:show-in-folder': () => ({ kind: 'opened' }),
    'settings:get': () => settings,
    'settings:set': (patch: Partial<Settings>) => (settings = { ...settings, ...patch }),
    'integrations:get': () => integrations,
    'integrations:new-token': () =>
      (integrations = { ...integrations, rpc: { ...integrations.rpc, token: 'Zm9yIHRoZSBwaWN0dXJlIG9ubHksIG5vdCBhIHNlY3I' } }),
    'folders:choose': () => ({ path: '/home/mira/Videos' }),
    'app:facts': () => ({
      version: '0.1.0',
      electron: '33.2.1',
      chrome: '130.0.6723.118',
      node: '20.18.1',
      platform: 'linux',
      systemLocale: 'en-GB',
      downloadsFolder: '/home/mira/Downloads',
      homeFolder: '/home/mira',
      stateFolder: '/home/mira/.config/Sluice/state',
      notices: scene.notice ? [{ kind: 'set-aside', path: '/home/mira/.config/Sluice/sluice-broken-1.db', restoredFrom: 'backup' }] : [],
    }),
    'settings:set-proxy': ({ proxy }: { proxy: string }) => {
      if (/[\s?]/.test(proxy)) return { kind: 'refused', reason: 'not-a-proxy' };
      settings = { ...settings, proxy: proxy.replace(/:[^/]+@/, ':•••@') };
      return { kind: 'saved', settings };
    },
    'links:read-clipboard': () => ({ text: 'https://files.example.org/from-clipboard.zip' }),
  };
  return {
    invoke: (channel, input) => {
      const handler = handlers[channel];
      if (handler === undefined) return Promise.resolve({ ok: false, refusal: { kind: 'unknown-channel' } });
      return Promise.resolve({ ok: true, value: handler(input as never) ?? null });
    },
    pathOf: () => '',
    subscribe: (topic, listener) => {
      const known = listeners.get(topic) ?? new Set();
      listeners.set(topic, known.add(listener));
      return () => known.delete(listener);
    },
  };
}

function samplesOf(kind: Scene['jobs']): readonly JobSnapshot[] {
  if (kind === 'none') return [];
  if (kind === 'samples') return SAMPLES;
  if (kind === 'asking') return ASKING;
  return Array.from({ length: 10_000 }, (_unused, index) => {
    const snapshot = SAMPLES[index % SAMPLES.length];
    if (snapshot === undefined) throw new Error('no sample');
    return { ...snapshot, job: { ...snapshot.job, id: String(index), rank: index } };
  });
}

/** Four frames a second, as the main process sends them. */
function tick(jobs: ReadonlyMap<string, JobSnapshot>, push: (topic: string, payload: unknown) => void): void {
  let frame = 0;
  setInterval(() => {
    frame += 1;
    const snapshots = [...jobs.values()].slice(0, 3).flatMap(({ job, progress }) => {
      if (progress === null || job.state.kind !== 'transferring') return [];
      const wave = 1 + 0.35 * Math.sin(frame / 9 + Number(job.id)) + 0.1 * Math.sin(frame / 2.3);
      return [{ job, progress: { ...progress, bytesPerSecond: progress.bytesPerSecond * wave } }];
    });
    push('jobs:changed', { snapshots, removed: [] });
    push('throughput', {
      bytesPerSecond: snapshots.reduce((sum, { progress }) => sum + progress.bytesPerSecond, 0),
      limitBytesPerSecond: null,
    });
  }, 250);
}
