/** The one thing that the page has of the outside: the bridge that the preload script put there. */
import { createClient, type Bridge, type Client } from '@sluice/ipc';

declare global {
  interface Window {
    readonly sluice: Bridge;
  }
}

export function clientOfWindow(): Client {
  return createClient(window.sluice);
}
