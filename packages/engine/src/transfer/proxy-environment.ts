/** The system's proxies as the environment tells them: the names and rules that curl and most programs of a terminal share. */
import { BlockList, isIP } from 'node:net';
import { DIRECT, bareHost, parseProxy, type ProxyChoice, type ProxyFor } from './proxy.ts';

export type ProxyEnvironment =
  | { readonly kind: 'read'; readonly proxyFor: ProxyFor }
  /** The variable's value is no proxy; it may hold a password, so only its name is told. */
  | { readonly kind: 'invalid'; readonly variable: string };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`, in lower case first, then in capitals. `HTTP_PROXY` in capitals is
 * passed over where `REQUEST_METHOD` is set: there it is a header that a stranger sent to a CGI program ("httpoxy").
 */
export function proxyEnvironment(env: Environment): ProxyEnvironment {
  const choices = new Map<string, ProxyChoice>();
  for (const scheme of ['http', 'https', 'all'] as const) {
    const found = variable(env, `${scheme}_proxy`);
    if (found === null) continue;
    const choice = parseProxy(found.value);
    if (choice === null) return { kind: 'invalid', variable: found.name };
    choices.set(`${scheme}:`, choice);
  }
  const isExempt = exemptions(variable(env, 'no_proxy')?.value ?? '');
  const proxyFor: ProxyFor = (url) =>
    Promise.resolve(isExempt(url) ? DIRECT : (choices.get(url.protocol) ?? choices.get('all:') ?? DIRECT));
  return { kind: 'read', proxyFor };
}

function variable(env: Environment, name: string): { readonly name: string; readonly value: string } | null {
  const capitals = name.toUpperCase();
  const names = capitals === 'HTTP_PROXY' && env['REQUEST_METHOD'] !== undefined ? [name] : [name, capitals];
  for (const candidate of names) {
    const value = env[candidate]?.trim() ?? '';
    if (value !== '') return { name: candidate, value };
  }
  return null;
}

/** `no_proxy`: `*`, names with all that is below them, addresses, networks such as 10.0.0.0/8; each with a port or without. */
function exemptions(list: string): (url: URL) => boolean {
  const rules = list
    .slice(0, 65_536)
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((rule) => rule !== '')
    .map(exemption);
  return (url) => rules.some((rule) => rule(url));
}

function exemption(rule: string): (url: URL) => boolean {
  if (rule === '*') return () => true;
  const network = /^([0-9a-f.:]+)\/(\d{1,3})$/.exec(rule);
  if (network !== null) return networkRule(network[1] ?? '', Number(network[2]));
  const withPort = isIP(rule) === 6 ? null : /^(.+):(\d{1,5})$/.exec(rule);
  const port = withPort?.[2] ?? null;
  const name = bareHost(withPort?.[1] ?? rule)
    .replace(/^\*?\./, '')
    .replace(/\.$/, '');
  return (url) => {
    const host = bareHost(url.hostname).replace(/\.$/, '');
    const fits = host === name || (isIP(host) === 0 && host.endsWith(`.${name}`));
    return name !== '' && fits && (port === null || port === (url.port || (url.protocol === 'https:' ? '443' : '80')));
  };
}

function networkRule(address: string, bits: number): (url: URL) => boolean {
  const version = isIP(address);
  if (version === 0 || bits > (version === 6 ? 128 : 32)) return () => false;
  const family = version === 6 ? 'ipv6' : 'ipv4';
  const network = new BlockList();
  network.addSubnet(address, bits, family);
  return (url) => isIP(bareHost(url.hostname)) === version && network.check(bareHost(url.hostname), family);
}
