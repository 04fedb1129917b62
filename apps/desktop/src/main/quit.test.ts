import { EventEmitter, once } from 'node:events';
import { expect, onTestFinished, test, vi } from 'vitest';
import { closeBeforeQuit } from './quit.ts';

/** What of Electron's app takes part in quitting. */
class FakeApp extends EventEmitter {
  exits = 0;
  exit = (): void => {
    this.exits += 1;
    this.emit('exited');
  };

  /** Asks to quit; whether the program was held. */
  quit(): boolean {
    let held = false;
    this.emit('before-quit', { preventDefault: () => (held = true) });
    return held;
  }
}

test('the program is held until everything is closed, and closes once however often it is asked', async () => {
  const app = new FakeApp();
  const exited = once(app, 'exited');
  let closes = 0;
  let finish = (): void => undefined;
  closeBeforeQuit(app, () => {
    closes += 1;
    // Closing the last window asks to quit again, in the middle of quitting.
    app.quit();
    return new Promise((resolve) => {
      finish = resolve;
    });
  });
  expect([app.quit(), app.quit(), closes, app.exits]).toEqual([true, true, 1, 0]);
  finish();
  await exited;
  expect([closes, app.exits]).toEqual([1, 1]);
});

test('a close that fails does not keep the program', async () => {
  const app = new FakeApp();
  const exited = once(app, 'exited');
  closeBeforeQuit(app, () => Promise.reject(new Error('the disk is gone')));
  app.quit();
  await exited;
  expect(app.exits).toBe(1);
});

test('a close that hangs is given up after two seconds', async () => {
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const app = new FakeApp();
  closeBeforeQuit(app, () => new Promise(() => undefined));
  app.quit();
  await vi.advanceTimersByTimeAsync(1999);
  expect(app.exits).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(app.exits).toBe(1);
});
