/** Which links of the Add dialog the list has already, kept up with the text and the list. The main process knows of all jobs. */
import { countOf, type JobId } from '@sluice/model';
import { useEffect, useState } from 'react';
import { useActions, useWindow } from '../state/context.tsx';

const PAUSE_MS = 150;
const NONE: ReadonlyMap<string, JobId> = new Map();

/** `paused`: what changes now is what this dialog adds. */
export function useListed(links: readonly string[], paused: boolean): ReadonlyMap<string, JobId> {
  const { listedAmong } = useActions();
  const [listed, setListed] = useState(NONE);
  // How many there are tells that some came or went; the list's progress is no business of this dialog.
  const jobs = useWindow((state) => countOf(state.counts, 'all'));
  useEffect(() => {
    if (paused) return;
    let over = false;
    const timer = setTimeout(() => {
      listedAmong(links).then(
        (found) => {
          if (!over) setListed((before) => (before.size === 0 && found.size === 0 ? before : found));
        },
        () => undefined,
      );
    }, PAUSE_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [links, jobs, paused, listedAmong]);
  return links.length === 0 ? NONE : listed;
}
