/** What of the window lies outside React: language, theme and title of the document. */
import { countOf, isRunning } from '@sluice/model';
import { formatThroughput, windowWords, type Language } from '@sluice/words';
import { useEffect } from 'react';
import { useWindow } from '../state/context.tsx';
import type { WindowState } from '../state/window-state.ts';

export function useDocument(language: Language): void {
  const theme = useWindow((state) => state.settings?.theme ?? 'system');
  const title = useWindow((state) => titleOf(state, language));
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  useEffect(() => {
    document.title = title;
  }, [title]);
}

/** Numbers only: a name or an address never gets into the title (spec D4). */
function titleOf(state: WindowState, language: Language): string {
  const active = countOf(state.counts, 'active');
  if (active === 0) return 'Sluice';
  const running = [...state.snapshots.values()].some(({ job }) => isRunning(job.state.kind));
  if (!running) return 'Sluice';
  return windowWords(language).title(active, formatThroughput(state.throughput.bytesPerSecond, language));
}
