/** The time of day, in whole seconds, for what counts down. It wakes a view only where something does. */
import { useCallback, useSyncExternalStore } from 'react';

export function useNow(ticking: boolean): number {
  const subscribe = useCallback(
    (onTick: () => void) => {
      if (!ticking) return () => undefined;
      const timer = setInterval(onTick, 1000);
      return () => {
        clearInterval(timer);
      };
    },
    [ticking],
  );
  return useSyncExternalStore(subscribe, wholeSecondMs);
}

function wholeSecondMs(): number {
  return Math.floor(Date.now() / 1000) * 1000;
}
