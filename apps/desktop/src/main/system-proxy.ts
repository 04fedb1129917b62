/** The system's proxies, PAC files included, as Chromium knows them (spec F6). */
import { session } from 'electron';
import { proxyFromList, type ProxyChoice } from '@sluice/engine';

/** Which proxy stands between us and `url`; only its origin is told. */
export async function systemProxy(url: URL): Promise<ProxyChoice> {
  return proxyFromList(await session.defaultSession.resolveProxy(url.origin));
}
