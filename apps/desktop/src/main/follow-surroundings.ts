/** Holds the queue to what is around it: network, sleep, metered connections, timetable; and sign-in and clipboard to the settings. */
import { powerMonitor } from 'electron';
import { systemClock } from '@sluice/engine';
import type { DesktopWords } from '@sluice/words';
import type { App } from './compose.ts';
import type { Buses } from './dbus/lazy-bus.ts';
import { background, logFault } from './fault-log.ts';
import { offerCopiedLinks } from './links/offer-note.ts';
import { startAtLogin } from './login/start-at-login.ts';
import type { BehindPortal } from './network/behind-portal.ts';
import { MeteredWatch } from './network/metered.ts';
import type { Notifier } from './notifications/note.ts';
import { followSleep } from './power/follow-sleep.ts';
import { keepSchedule } from './power/keep-schedule.ts';
import type { Rest } from './power/rest.ts';

export type Stop = () => void;

export function followNetworkAndSleep({ connectivity }: App, rest: Rest, portal: BehindPortal): readonly Stop[] {
  const stops = [
    connectivity.onMove(() => {
      portal.networkChanged();
      rest.restart();
    }),
    connectivity.onChange((online) => {
      if (online) portal.networkChanged();
      rest.set('network', !online);
    }),
    followSleep(powerMonitor, rest, () => {
      connectivity.look();
      rest.set('network', !connectivity.isOnline());
    }),
  ];
  rest.set('network', !connectivity.isOnline());
  return stops;
}

export interface FollowParts {
  readonly rest: Rest;
  readonly buses: Buses;
  readonly notifier: Notifier;
  readonly readClipboard: () => Promise<string>;
  readonly isWatched: () => boolean;
  readonly words: () => DesktopWords['offer'];
  /** After every change of the settings has been followed. */
  readonly onChange: () => void;
}

export function followSettings({ settings }: App, parts: FollowParts): readonly Stop[] {
  const { rest, buses, notifier, readClipboard, isWatched, words, onChange } = parts;
  const schedule = keepSchedule(
    systemClock,
    () => settings.current.schedule,
    (rests) => rest.set('schedule', rests),
  );
  const metered = new MeteredWatch({ systemBus: buses.system, onMetered: (on) => rest.set('metered', on) });
  const offer = offerCopiedLinks({ clock: systemClock, read: readClipboard, isWatched, words, notifier });
  const follow = (): void => {
    const { clipboardOffer, openAtLoginHidden, pauseOnMetered, startAtLogin: on } = settings.current;
    schedule.look();
    background('the metered connection', metered.watch(pauseOnMetered));
    offer.watch(clipboardOffer);
    try {
      startAtLogin({ on, hidden: openAtLoginHidden });
    } catch (fault) {
      logFault('the start at sign-in', fault);
    }
    onChange();
  };
  follow();
  const wake = (): void => {
    schedule.look();
  };
  powerMonitor.on('resume', wake);
  return [settings.subscribe(follow), () => schedule.close(), () => offer.watch(false), () => powerMonitor.off('resume', wake)];
}
