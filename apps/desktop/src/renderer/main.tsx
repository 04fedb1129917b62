/** Starts the window: one store, one client, one tree. */
import { clientOfWindow } from './bridge.ts';
import { startWindow } from './shell/start-window.tsx';

startWindow(document.getElementById('root'), clientOfWindow());
