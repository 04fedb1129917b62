/** The window on the fake bridge. `?scene=…` chooses what is shown: jobs, notice, theme, language, selected. Never shipped. */
import { createClient, type Language, type Theme } from '@sluice/ipc';
import { startWindow } from '../shell/start-window.tsx';
import { fakeBridge } from './fake-bridge.ts';

const query = new URLSearchParams(location.search);
const jobs = query.get('jobs');

const parts = startWindow(
  document.getElementById('root'),
  createClient(
    fakeBridge({
      jobs: jobs === 'none' || jobs === 'thousands' || jobs === 'asking' ? jobs : 'samples',
      notice: query.has('notice'),
      settings: {
        theme: (query.get('theme') ?? 'light') as Theme,
        language: (query.get('language') ?? 'en') as Language,
      },
    }),
  ),
);

Object.assign(window, { parts });
