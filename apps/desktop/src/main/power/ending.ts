/** What happens once all downloads are done: announced, counted down, done, and told when the system did not allow it. */
import { app } from 'electron';
import { systemClock } from '@sluice/engine';
import type { DesktopWords } from '@sluice/words';
import type { Buses } from '../dbus/lazy-bus.ts';
import { background, logFault } from '../fault-log.ts';
import type { Notifier } from '../notifications/note.ts';
import type { SettingsBox } from '../settings.ts';
import { announceEnding } from './announce-ending.ts';
import { endSession } from './end-session.ts';
import { WhenDoneWatch, type EndingAct } from './when-done.ts';

export interface EndingParts {
  readonly settings: SettingsBox;
  readonly notifier: Notifier;
  readonly buses: Buses;
  readonly words: () => DesktopWords['whenDone'];
}

export function watchForTheEnd(parts: EndingParts): WhenDoneWatch {
  const { settings, notifier, words } = parts;
  const announcing = {
    notifier,
    words,
    cancel: () => watch.cancel(),
    onFault: (fault: unknown) => logFault('the countdown', fault),
  };
  const watch = new WhenDoneWatch({
    clock: systemClock,
    wanted: () => settings.current.whenDone,
    announce: (act, countdownMs) => announceEnding(act, countdownMs, announcing),
    act: (act) => {
      settings.change({ whenDone: 'nothing' });
      background('the end of all downloads', end(act, parts));
    },
  });
  return watch;
}

async function end(act: EndingAct, { notifier, buses, words }: EndingParts): Promise<void> {
  if (act === 'quit') return app.quit();
  if (await endSession(act, process.platform, buses.system)) return;
  const { title, refused } = words();
  await notifier.show({ title, body: refused, onClick: { kind: 'show-window' }, buttons: [], urgency: 'normal', category: 'transfer' });
}
