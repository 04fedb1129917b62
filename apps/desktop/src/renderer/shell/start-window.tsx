/** Puts the parts of the window together: the composition root of the page, also used by the preview. */
import type { Client } from '@sluice/ipc';
import { createRoot } from 'react-dom/client';
import '../styles/tokens.css';
import '../styles/base.css';
import { createActions } from '../state/actions.ts';
import { connect } from '../state/connect.ts';
import { WindowContext, type WindowParts } from '../state/context.tsx';
import { createWindowStore } from '../state/window-store.ts';
import { App } from './app.tsx';

export function startWindow(root: HTMLElement | null, client: Client): WindowParts {
  if (root === null) throw new Error('the page has no root element');
  const store = createWindowStore();
  const parts = { store, actions: createActions(store, client) };
  connect(store, client, parts.actions);
  createRoot(root).render(
    <WindowContext value={parts}>
      <App />
    </WindowContext>,
  );
  return parts;
}
