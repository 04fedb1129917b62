/** The way of one request: its own, or what is set for all. */
import { parseProxy, type ProxyChoice, type ProxyFor } from './proxy.ts';
import type { TransportRequest } from './transport.ts';

/** Null: the request was called off meanwhile. A proxy script may take its time, a pause does not wait for it. */
export function chooseProxy({ proxy }: TransportRequest, url: URL, proxyFor: ProxyFor, signal: AbortSignal): Promise<ProxyChoice | null> {
  return new Promise((resolve, reject) => {
    const callOff = (): void => resolve(null);
    if (signal.aborted) return callOff();
    signal.addEventListener('abort', callOff, { once: true });
    const chosen = proxy === undefined ? proxyFor(url) : Promise.resolve(ownProxy(proxy));
    chosen.then(resolve, reject).finally(() => signal.removeEventListener('abort', callOff));
  });
}

function ownProxy(text: string): ProxyChoice {
  const choice = parseProxy(text);
  // Never with the text: it may hold a password. It was checked when the job was made.
  if (choice === null) throw new TypeError('a proxy that can not be read');
  return choice;
}
