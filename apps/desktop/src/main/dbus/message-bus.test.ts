import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { MessageBus } from './message-bus.ts';

/** A bus of our own: the real daemon. */
async function startBus(): Promise<{ readonly address: string; readonly stop: () => Promise<void> }> {
  const daemon = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = await once(daemon.stdout, 'data');
  const stop = async (): Promise<void> => {
    if (daemon.exitCode !== null || daemon.signalCode !== null) return;
    const ended = once(daemon, 'exit');
    daemon.kill();
    await ended;
  };
  onTestFinished(stop);
  return { address: String(line).trim(), stop };
}

async function join(address: string): Promise<MessageBus> {
  const bus = await MessageBus.connect(address);
  if (bus === null) throw new Error('no bus');
  onTestFinished(() => {
    bus.close();
  });
  return bus;
}

test('one program calls another, and signals reach who listens', async () => {
  const { address } = await startBus();
  const [ours, theirs] = [await join(address), await join(address)];
  expect(await theirs.own('org.example.Echo')).toBe(true);
  theirs.answerWith(({ member, body }) => (member === 'Say' ? { signature: 'sv', body: [body?.[0], ['u', 7]] } : null));
  const echo = { destination: 'org.example.Echo', path: '/a', interface: 'org.example.Echo' };
  expect(await ours.call({ ...echo, member: 'Say', signature: 's', body: ['你好'] })).toMatchObject({
    kind: 'reply',
    body: ['你好', [{}, [7]]],
  });
  expect(await ours.call({ ...echo, member: 'Shout' })).toMatchObject({ kind: 'error', error: 'org.freedesktop.DBus.Error.UnknownMethod' });
  const heard = new Promise((resolve) => {
    ours
      .onSignal({ interface: 'org.example.Echo', member: 'Said' }, resolve)
      .then(() => {
        theirs.emit({ path: '/a', interface: 'org.example.Echo', member: 'Said', signature: 'as', body: [['x', 'y']] });
      })
      .catch(() => undefined);
  });
  expect(await heard).toEqual([['x', 'y']]);
});

test('a bus that is not there is none, and one that goes away fails its calls', async () => {
  expect([
    await MessageBus.connect('unix:path=/nowhere/bus'),
    await MessageBus.connect('disabled:'),
    await MessageBus.connect(null),
  ]).toEqual([null, null, null]);
  const { address, stop } = await startBus();
  const [ours, theirs] = [await join(address), await join(address)];
  await theirs.own('org.example.Silent');
  let asked: (() => void) | null = null;
  const arrived = new Promise<void>((resolve) => (asked = resolve));
  theirs.answerWith(() => {
    asked?.();
    theirs.close();
    return null;
  });
  const waiting = ours.call({ destination: 'org.example.Silent', path: '/', interface: 'org.example.Silent', member: 'Wait' });
  await arrived;
  await stop();
  expect(await waiting).toMatchObject({ kind: 'error' });
  await expect.poll(() => ours.isOpen).toBe(false);
  expect(await ours.call({ destination: 'a.b', path: '/', interface: 'a.b', member: 'C' })).toMatchObject({ error: 'org.sluice.Gone' });
});
