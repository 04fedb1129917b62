/** Writes down what the system does to us: sleep, power and network. */
import type { SystemConnectivity } from '../network/connectivity.ts';
import type { EventLog } from './event-log.ts';

const POWER_EVENTS = ['suspend', 'resume', 'on-ac', 'on-battery', 'shutdown'] as const;
type PowerEvent = (typeof POWER_EVENTS)[number];

/** The part of Electron's `powerMonitor` that is needed. */
export interface PowerNews {
  on(event: PowerEvent, listener: () => void): unknown;
  off(event: PowerEvent, listener: () => void): unknown;
}

/** Returns how to stop. */
export function logSystem(
  log: Pick<EventLog, 'write'>,
  power: PowerNews,
  connectivity: Pick<SystemConnectivity, 'onChange' | 'onMove'>,
): () => void {
  const listeners = POWER_EVENTS.map((event) => [event, (): void => log.write('info', 'power', event)] as const);
  for (const [event, listener] of listeners) power.on(event, listener);
  const stops = [
    connectivity.onChange((online) => log.write('info', 'network', online ? 'is back' : 'is gone')),
    connectivity.onMove(() => log.write('info', 'network', 'the way out is another one')),
  ];
  return () => {
    for (const [event, listener] of listeners) power.off(event, listener);
    for (const stop of stops) stop();
  };
}
