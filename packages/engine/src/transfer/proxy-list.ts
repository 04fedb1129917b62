/** The answer of a proxy script (PAC), which is also how Electron's `session.resolveProxy` answers: `PROXY a:80; SOCKS5 b:1080; DIRECT`. */
import { DIRECT, parseProxy, type ProxyChoice } from './proxy.ts';

const KINDS: Readonly<Record<string, string>> = { proxy: 'http', http: 'http', https: 'https', socks5: 'socks5', socks: 'socks5' };

/** The first way that can be gone here; SOCKS4 can't. Direct when the list names none: a script's nonsense must not stop everything. */
export function proxyFromList(text: string): ProxyChoice {
  for (const entry of text.slice(0, 4096).split(';')) {
    const [kind = '', address = ''] = entry.trim().split(/\s+/);
    if (kind.toLowerCase() === 'direct') return DIRECT;
    const scheme = KINDS[kind.toLowerCase()];
    const choice = scheme === undefined || address === '' ? null : parseProxy(`${scheme}://${address}`);
    if (choice !== null) return choice;
  }
  return DIRECT;
}
