import type { JobSnapshot } from '@sluice/model';
import { exampleJob } from '@sluice/testkit';
import { expect, test } from 'vitest';
import { LiveJobs } from '../live-jobs.ts';
import { trayView, type TrayFacts } from './tray-view.ts';

const MB = 1_000_000;

function running(id: string, rank: number, receivedBytes: number, totalBytes: number | null, name = `${id}.iso`): JobSnapshot {
  const base = exampleJob({ id, rank });
  return {
    job: { ...base, target: { ...base.target, path: `/d/${name}` }, state: { kind: 'transferring' } },
    progress: {
      receivedBytes,
      durableBytes: receivedBytes,
      totalBytes,
      bytesPerSecond: 40 * MB,
      secondsLeft: null,
      connections: 8,
      perConnection: [],
      strip: [],
      retry: null,
    },
  };
}

function facts(snapshots: readonly JobSnapshot[], more: Partial<TrayFacts> = {}): TrayFacts {
  const live = new LiveJobs([]);
  for (const snapshot of snapshots) live.take({ kind: 'job', cause: 'state', snapshot });
  return { live: live.facts, resting: [], limitBytesPerSecond: null, dropBasket: false, language: 'en', ...more };
}

const labels = (view: ReturnType<typeof trayView>): readonly string[] => view.menu.map((item) => ('label' in item ? item.label : '—'));

test('what runs is in the tooltip, the icon and the menu', () => {
  const view = trayView(facts([running('b', 2, 1000 * MB, 4000 * MB), running('a', 1, 1000 * MB, 4000 * MB)]));
  expect(view.toolTip).toBe('2 active · 80.0 MB/s · 2 min left');
  expect(view.icon).toEqual({ kind: 'active', sixteenths: 4 });
  expect(labels(view)).toEqual([
    'Open Sluice',
    'Add from clipboard',
    '—',
    'a.iso – 25 %',
    'b.iso – 25 %',
    '—',
    'Pause all',
    'Resume all',
    'Limit',
    'Drop basket',
    '—',
    'Quit',
  ]);
});

test('an unknown size has no bar and no time left', () => {
  const view = trayView(facts([running('a', 1, 5 * MB, null)]));
  expect([view.toolTip, view.icon]).toEqual(['1 active · 40.0 MB/s', { kind: 'active', sixteenths: null }]);
});

test('a menu names eight jobs and counts the rest; a long name keeps its ending', () => {
  const many = Array.from({ length: 11 }, (_unused, index) => running(`j${index}`, index, 0, MB, `${'x'.repeat(60)}-${index}.tar.gz`));
  const names = labels(trayView(facts(many))).slice(3, 13);
  expect(names).toHaveLength(10);
  expect(names.slice(7)).toEqual([`${'x'.repeat(29)}…x-7.tar.gz – 0 %`, '… and 3 downloads more', '—']);
});

test('idle, troubled and resting are told apart, in Chinese too', () => {
  const failed = {
    job: exampleJob({ id: 'f', state: { kind: 'failed', failure: { kind: 'ranges-lost' }, atMs: 0 } }),
    progress: null,
  } as const;
  const queued = { job: exampleJob({ id: 'q', state: { kind: 'queued' } }), progress: null } as const;
  expect(trayView(facts([])).toolTip).toBe('Nothing to do');
  expect(trayView(facts([failed]))).toMatchObject({ icon: { kind: 'attention' }, toolTip: 'Nothing to do · 1 needs attention' });
  expect(trayView(facts([queued], { resting: ['network'] })).toolTip).toBe('Waiting for the network');
  expect(trayView(facts([queued], { resting: ['network'], language: 'zh-CN' })).toolTip).toBe('正在等待网络');
});

test('the limit in force is marked, also one that is not in the list', () => {
  const limits = (limitBytesPerSecond: number | null): readonly string[] =>
    trayView(facts([], { limitBytesPerSecond })).menu.flatMap((item) =>
      item.kind === 'submenu'
        ? item.items.flatMap((inner) => (inner.kind === 'command' && inner.checked === true ? [inner.label] : []))
        : [],
    );
  expect([limits(null), limits(2 * MB), limits(3 * MB)]).toEqual([['No limit'], ['2 MB/s'], ['3 MB/s']]);
});
