/** What the links of the Add dialog lead to, kept up with the text. A pause in typing comes first: half an address is one already. */
import type { InputOf } from '@sluice/ipc';
import { useEffect, useRef, useState } from 'react';
import { useActions } from '../state/context.tsx';
import { LinkLooks, type Looks } from './look-at-links.ts';

const PAUSE_MS = 400;

export function useLooks(links: readonly string[], headers: InputOf<'links:probe'>['headers']): Looks {
  const { probe, stopProbes } = useActions();
  const [looks, setLooks] = useState<Looks>(new Map());
  const running = useRef<LinkLooks | null>(null);
  useEffect(() => {
    const started = new LinkLooks({ probe, stopAll: stopProbes, onChange: setLooks });
    running.current = started;
    return () => {
      started.close();
    };
  }, [probe, stopProbes]);
  const wanted = JSON.stringify([links.slice(0, 60), headers]);
  useEffect(() => {
    const timer = setTimeout(() => {
      running.current?.want(links, headers);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
    // By content: both are made anew with every rendering.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [wanted]);
  return looks;
}
