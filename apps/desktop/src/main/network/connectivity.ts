/** Whether there is a network, as the system sees it, behind the engine's port. When unsure it says yes: a try costs less than a wait. */
import type { Clock, Connectivity } from '@sluice/engine';

const POLL_MS = 3000;
/** Who waits for the network wants to know at once. */
const POLL_OFFLINE_MS = 1000;

export interface NetworkView {
  /** Electron's `net.isOnline`: false is reliable, true is not. */
  isOnline(): boolean;
  /** Whether any interface but loopback has an address that leads somewhere. */
  hasOutsideAddress(): boolean;
  /** Whether the computer could be on a network at all; one that has only itself is never off it. */
  hasOutsideInterface(): boolean;
  /** Our own addresses on outside interfaces. */
  addresses(): readonly string[];
  /** What leads out: default routes, or interfaces. */
  ways(): readonly string[];
}

export interface SystemConnectivity extends Connectivity {
  /** Calls back when the way out is another one, so that connections over the old one are dead (spec F4). */
  onMove(listener: () => void): () => void;
  /** Looks now, for whoever has a reason to think that much has changed. */
  look(): void;
}

/** Looks every three seconds while somebody listens: the main process gets no event when the network comes or goes. */
export function systemConnectivity(view: NetworkView, clock: Clock): SystemConnectivity {
  const listeners = new Set<(online: boolean) => void>();
  const moveListeners = new Set<() => void>();
  const isOnline = (): boolean => view.isOnline() || view.hasOutsideAddress() || !view.hasOutsideInterface();
  let known = isOnline();
  let place = { addresses: view.addresses(), ways: view.ways() };
  let cancel: (() => void) | null = null;

  const arm = (): void => {
    cancel?.();
    cancel = listeners.size + moveListeners.size === 0 ? null : clock.after(known ? POLL_MS : POLL_OFFLINE_MS, look);
  };
  const look = (): void => {
    const now = isOnline();
    const changed = now !== known;
    known = now;
    const moved = now && hasMoved(place, (place = now ? { addresses: view.addresses(), ways: view.ways() } : place));
    arm();
    if (moved) for (const listener of [...moveListeners]) listener();
    if (changed) for (const listener of [...listeners]) listener(now);
  };
  const subscribe = <T>(all: Set<T>, listener: T): (() => void) => {
    if (cancel === null) {
      known = isOnline();
      place = { addresses: view.addresses(), ways: view.ways() };
    }
    all.add(listener);
    if (cancel === null) arm();
    return () => {
      all.delete(listener);
      if (listeners.size + moveListeners.size === 0) arm();
    };
  };

  return {
    isOnline,
    look,
    onChange: (listener) => subscribe(listeners, listener),
    onMove: (listener) => subscribe(moveListeners, listener),
  };
}

interface Place {
  readonly addresses: readonly string[];
  readonly ways: readonly string[];
}

/** An address that is gone takes its connections with it, and so does another way out. A further address changes nothing. */
function hasMoved(before: Place, now: Place): boolean {
  const lost = before.addresses.some((address) => !now.addresses.includes(address));
  return lost || [...before.ways].sort().join() !== [...now.ways].sort().join();
}
