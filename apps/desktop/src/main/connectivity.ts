/** Whether there is a network, as the system sees it, behind the engine's port. When unsure it says yes: a try costs less than a wait. */
import type { Clock, Connectivity } from '@sluice/engine';

const POLL_MS = 3000;

export interface NetworkView {
  /** Electron's `net.isOnline`: false is reliable, true is not. */
  isOnline(): boolean;
  /** Whether any interface but loopback has an address. */
  hasOutsideAddress(): boolean;
  /** Whether the computer could be on a network at all; one that has only itself is never off it. */
  hasOutsideInterface(): boolean;
}

/** Looks every three seconds while somebody listens: the main process gets no event when the network comes or goes. */
export function systemConnectivity(view: NetworkView, clock: Clock): Connectivity {
  const listeners = new Set<(online: boolean) => void>();
  const isOnline = (): boolean => view.isOnline() || view.hasOutsideAddress() || !view.hasOutsideInterface();
  let known = isOnline();
  let cancel: (() => void) | null = null;

  const look = (): void => {
    cancel = listeners.size === 0 ? null : clock.after(POLL_MS, look);
    const now = isOnline();
    if (now === known) return;
    known = now;
    for (const listener of listeners) listener(now);
  };

  return {
    isOnline,
    onChange(listener) {
      listeners.add(listener);
      if (cancel === null) {
        known = isOnline();
        cancel = clock.after(POLL_MS, look);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        cancel?.();
        cancel = null;
      };
    },
  };
}
