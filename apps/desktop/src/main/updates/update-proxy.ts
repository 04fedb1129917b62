/** Updates go the way that downloads go: through the proxy that the user set. They are Chromium's requests, so it is told in its words. */
import { assertNever } from '@sluice/model';
import type { AuthInfo, ProxyConfig } from 'electron';
import type { ProxySetting } from '../proxy-setting.ts';

/** What the session of the updates is told. Chromium leaves loopback addresses out by itself; downloads don't, so neither do updates. */
export function proxyConfigOf(setting: ProxySetting): ProxyConfig {
  switch (setting.kind) {
    case 'system':
      return { mode: 'system' };
    case 'none':
      return { mode: 'direct' };
    case 'own': {
      const { choice } = setting;
      if (choice.kind === 'direct') return { mode: 'direct' };
      const { scheme, host, port } = choice.proxy;
      return { mode: 'fixed_servers', proxyRules: `${scheme}://${host}:${port}`, proxyBypassRules: '<-loopback>' };
    }
    default:
      return assertNever(setting);
  }
}

interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** The user's own credentials, for that proxy alone; null: there are none to give. Chromium can't sign in at SOCKS5 proxies. */
export function credentialsFor(setting: ProxySetting, asking: Pick<AuthInfo, 'isProxy' | 'host' | 'port'>): Credentials | null {
  if (!asking.isProxy || setting.kind !== 'own' || setting.choice.kind !== 'proxy') return null;
  const { host, port, credentials } = setting.choice.proxy;
  return asking.host === host.replace(/^\[|\]$/g, '') && asking.port === port ? credentials : null;
}
