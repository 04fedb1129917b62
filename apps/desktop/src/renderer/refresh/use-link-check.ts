/** Asks whether a link leads to the file that a job has begun, and holds what came of it. */
import type { JobId } from '@sluice/model';
import { describeFailure } from '@sluice/words';
import { useState } from 'react';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { useActions } from '../state/context.tsx';

interface LinkCheck {
  readonly checking: boolean;
  /** The sentence of the last refusal; null: none since the link was changed. */
  readonly refusal: string | null;
  readonly forget: () => void;
  /** Resolves with whether the link is used now. Never rejects. */
  readonly check: (url: string) => Promise<boolean>;
}

export function useLinkCheck(id: JobId): LinkCheck {
  const words = useWords();
  const language = useLanguage();
  const actions = useActions();
  const [checking, setChecking] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  return {
    checking,
    refusal,
    forget: () => {
      setRefusal(null);
    },
    check: async (url) => {
      setChecking(true);
      setRefusal(null);
      const reply = await actions.refreshLink(id, url);
      setChecking(false);
      if (reply?.kind === 'accepted') return true;
      setRefusal(reply === null ? words.trouble.refused : describeFailure(reply.failure, language));
      return false;
    },
  };
}
