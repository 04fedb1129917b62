/** The proxy while it is chosen and typed. It counts once the field is left: half an address is often an address already. */
import { useState } from 'react';
import { useWords } from '../i18n/use-words.ts';
import { useParts } from '../state/context.tsx';

type ProxyWay = 'system' | 'none' | 'own';

export interface ProxyDraft {
  readonly way: ProxyWay;
  readonly text: string;
  readonly fault: string | null;
  readonly choose: (way: ProxyWay) => void;
  readonly type: (text: string) => void;
  /** Resolves with whether nothing is left unsaved. Never rejects. */
  readonly save: () => Promise<boolean>;
}

interface Typing {
  readonly text: string;
  readonly fault: string | null;
}

const NOTHING_TYPED: Typing = { text: '', fault: null };

/** `proxy` is the setting as it is shown. */
export function useProxyDraft(proxy: string): ProxyDraft {
  const words = useWords();
  const { actions } = useParts();
  const saved: ProxyWay = proxy === 'system' || proxy === 'none' ? proxy : 'own';
  /** Null: the field shows what is saved. */
  const [typing, setTyping] = useState<Typing | null>(null);

  async function save(): Promise<boolean> {
    if (typing === null) return true;
    const { text } = typing;
    if (text.trim() === '') return leaveEmpty();
    const outcome = await actions.saveProxy(text);
    // What was typed on meanwhile stays.
    const settle = (next: Typing | null): void => setTyping((now) => (now?.text === text ? next : now));
    settle(outcome === 'saved' ? null : { text, fault: outcome === 'unanswered' ? null : words.settings.proxyFaults[outcome] });
    return outcome === 'saved';
  }

  /** Nothing was typed, so that what is saved stays. */
  function leaveEmpty(): boolean {
    setTyping(null);
    return true;
  }

  return {
    way: typing === null ? saved : 'own',
    text: typing?.text ?? (saved === 'own' ? proxy : ''),
    fault: typing?.fault ?? null,
    choose: (way) => {
      if (way === 'own') return setTyping(saved === 'own' ? null : NOTHING_TYPED);
      setTyping(null);
      actions.saveProxy(way).catch(() => undefined);
    },
    type: (text) => {
      setTyping({ text, fault: null });
    },
    save,
  };
}
