/** Gives views the store and the actions. A view re-renders only when what it selected changed. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Actions } from './actions.ts';
import type { WindowState } from './window-state.ts';
import type { WindowStore } from './window-store.ts';

export interface WindowParts {
  readonly store: WindowStore;
  readonly actions: Actions;
}

export const WindowContext = createContext<WindowParts | null>(null);

export function useParts(): WindowParts {
  const parts = useContext(WindowContext);
  if (parts === null) throw new Error('a view was rendered outside the window');
  return parts;
}

export function useWindow<T>(select: (state: WindowState) => T): T {
  return useStore(useParts().store, select);
}

export function useActions(): Actions {
  return useParts().actions;
}
