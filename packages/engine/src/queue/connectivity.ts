/** Whether there is a network at all, as the system sees it. Wrong answers only cost time: a job also waits and retries by itself. */
export interface Connectivity {
  isOnline(): boolean;
  /** Calls back on every change until the returned function is called. */
  onChange(listener: (online: boolean) => void): () => void;
}

/** For programs that can't ask the system: every attempt is made, and its own failure tells. */
export const alwaysOnline: Connectivity = { isOnline: () => true, onChange: () => () => undefined };
