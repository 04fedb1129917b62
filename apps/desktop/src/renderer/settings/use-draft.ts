/** A setting while it is typed. It counts once its field is left, or Enter is pressed: half a port is a port already. */
import { useState } from 'react';

export interface Draft<T> {
  readonly text: string;
  /** What the text means; null: it can't be used, and what was saved before stays. */
  readonly value: T | null;
  readonly type: (text: string) => void;
  readonly save: () => void;
}

/** `saved` is the setting as text. */
export function useDraft<T>(saved: string, read: (text: string) => T | null, onValue: (value: T) => void): Draft<T> {
  /** Null: the field shows what is saved. */
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? saved;
  const value = read(text);
  return {
    text,
    value,
    type: setTyped,
    save: () => {
      if (typed === null || value === null) return;
      setTyped(null);
      if (typed !== saved) onValue(value);
    },
  };
}
