/** What the main process would answer, for looking at the window without it. */
import type { ProbeReply } from '@sluice/ipc';
import type { HistoryEvent } from '@sluice/model';
import { NOW } from './sample-jobs.ts';

const MINUTE_MS = 60_000;

export const SAMPLE_HISTORY: readonly HistoryEvent[] = [
  { kind: 'added', atMs: NOW - 62 * MINUTE_MS },
  { kind: 'started', keptBytes: 0, atMs: NOW - 61 * MINUTE_MS },
  { kind: 'probed', sizeBytes: 3_980_000_000, resumable: true, host: 'cdimage.example.org', atMs: NOW - 61 * MINUTE_MS },
  {
    kind: 'part-went-on',
    part: 7,
    range: { start: 0, end: 40_000_000 },
    atBytes: 12_100_000,
    failure: { kind: 'reset', host: 'cdimage.example.org' },
    atMs: NOW - 40 * MINUTE_MS,
  },
  { kind: 'paused', by: 'sleep', atMs: NOW - 30 * MINUTE_MS },
  { kind: 'resumed', by: 'itself', atMs: NOW - 5 * MINUTE_MS },
  { kind: 'blocks-repaired', count: 2, bytes: 2_097_152, atMs: NOW - 4 * MINUTE_MS },
];

export async function probed({ url }: { readonly url: string }): Promise<ProbeReply> {
  await new Promise((resolve) => setTimeout(resolve, url.includes('slow') ? 600_000 : 200));
  if (url.includes('gone')) return { kind: 'refused', failure: { kind: 'http-status', status: 404, retryAfterMs: null } };
  const name = new URL(url).pathname.split('/').at(-1) ?? '';
  return { kind: 'found', url, name, sizeBytes: url.includes('stream') ? null : 3_980_000_000, resumable: !url.includes('stream') };
}
