/** Updates are looked for quietly, offered once, and nothing happens without being asked for. */
import { FakeClock } from '@sluice/testkit';
import type { UpdateState } from '@sluice/ipc';
import { expect, test } from 'vitest';
import type { CheckOutcome, StepOutcome, UpdaterPort } from './updater-port.ts';
import { Updates } from './updates.ts';

const HOUR_MS = 3_600_000;
const AVAILABLE: CheckOutcome = { kind: 'available', version: '1.2.3' };
const UNREACHABLE: CheckOutcome = { kind: 'failed', reason: 'unreachable', detail: 'no answer' };

interface Plan {
  readonly checks?: CheckOutcome[];
  readonly download?: StepOutcome;
  readonly install?: StepOutcome;
  readonly wanted?: () => boolean;
  readonly supported?: boolean;
  readonly opens?: boolean;
}

function bench({
  checks = [],
  download = { kind: 'done' },
  install = { kind: 'done' },
  wanted = () => true,
  supported = true,
  opens = true,
}: Plan) {
  const clock = new FakeClock();
  const states: UpdateState[] = [];
  const acts: string[] = [];
  const port: UpdaterPort = {
    check: () => {
      acts.push('check');
      return Promise.resolve(checks.shift() ?? { kind: 'current' });
    },
    download: (onPercent) => {
      for (const percent of [0, 40.2, 40.9, 100]) onPercent(percent);
      return Promise.resolve(download);
    },
    install: () => {
      acts.push('install');
      return Promise.resolve(install);
    },
  };
  const updates = new Updates({
    clock,
    random: () => 0.5,
    supported,
    wanted,
    open: () => Promise.resolve(opens ? port : null),
    show: (state) => states.push(state),
    offer: (version) => acts.push(`offer ${version}`),
    rest: (on) => {
      acts.push(on ? 'rest' : 'wake');
      return Promise.resolve();
    },
    log: { write: (_level, _where, text) => acts.push(`log ${text}`) },
  });
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms);
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  return { updates, states, acts, pass };
}

test('it looks soon after the start and once a day, says nothing of failures, and offers what it finds once', async () => {
  const { updates, states, acts, pass } = bench({ checks: [UNREACHABLE, AVAILABLE] });
  updates.open();
  await pass(60_000);
  expect([acts, states]).toEqual([['check', 'log unreachable: no answer'], []]);
  await pass(26 * HOUR_MS);
  await pass(26 * HOUR_MS);
  expect(acts.slice(2)).toEqual(['check', 'offer 1.2.3']);
  expect(states).toEqual([AVAILABLE]);
  updates.close();
});

test('who wants no updates is not told of any, and nothing is asked', async () => {
  const { updates, acts, pass } = bench({ wanted: () => false });
  updates.open();
  await pass(72 * HOUR_MS);
  expect(acts).toEqual([]);
});

test('the user who asks is told why it failed, and may ask again', async () => {
  const { updates, states } = bench({ checks: [{ kind: 'failed', reason: 'untrusted', detail: 'wrong' }, { kind: 'current' }] });
  await updates.check();
  await updates.check();
  expect(states.map(({ kind }) => kind)).toEqual(['checking', 'failed', 'checking', 'current']);
  expect(states[1]).toEqual({ kind: 'failed', reason: 'untrusted' });
});

test('it is fetched and put in place only when asked to, and the queue rests before', async () => {
  const { updates, states, acts } = bench({ checks: [AVAILABLE] });
  await updates.download();
  await updates.restart();
  expect([states, acts]).toEqual([[], []]);
  await updates.check();
  await updates.download();
  expect(states.slice(2).map((state) => (state.kind === 'downloading' ? state.percent : state.kind))).toEqual([0, 40, 100, 'ready']);
  await updates.restart();
  expect(acts).toEqual(['check', 'rest', 'install']);
});

test('an update that was not put in place wakes the queue, and is said', async () => {
  const { updates, acts } = bench({ checks: [AVAILABLE], install: { kind: 'failed', reason: 'not-installed', detail: 'no password' } });
  await updates.check();
  await updates.download();
  await updates.restart();
  expect([acts, updates.state]).toEqual([
    ['check', 'rest', 'install', 'log not-installed: no password', 'wake'],
    { kind: 'failed', reason: 'not-installed' },
  ]);
});

test('a damaged download is said and is not ready', async () => {
  const { updates } = bench({ checks: [AVAILABLE], download: { kind: 'failed', reason: 'damaged', detail: 'sha512' } });
  await updates.check();
  await updates.download();
  expect(updates.state).toEqual({ kind: 'failed', reason: 'damaged' });
});

test('a copy that can not be replaced says so when asked, and does not ask again', async () => {
  for (const plan of [{ supported: false }, { opens: false }]) {
    const { updates, acts, pass } = bench(plan);
    updates.open();
    await updates.check();
    await pass(72 * HOUR_MS);
    expect([updates.state, acts]).toEqual([{ kind: 'unsupported' }, []]);
  }
});
