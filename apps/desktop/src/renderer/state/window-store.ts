/** The window's store: framework-free, so that all of its steps are tested without a view. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { FIRST_STATE, type WindowState } from './window-state.ts';

export type WindowStore = StoreApi<WindowState>;

export function createWindowStore(): WindowStore {
  return createStore<WindowState>(() => FIRST_STATE);
}
