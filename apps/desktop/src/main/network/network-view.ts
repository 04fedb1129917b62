/** What Electron and the system say of the network. */
import { net } from 'electron';
import { readdirSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import type { NetworkView } from './connectivity.ts';
import { defaultRoutes } from './default-routes.ts';

/** Linux lists its interfaces here, those that are down too. */
const INTERFACES = '/sys/class/net';
const ROUTES = '/proc/net/route';
/** ARPHRD_ETHER (also Wi-Fi) and ARPHRD_PPP of Linux's if_arp.h; the kernel's idle tunnels are none of these. */
const OUTSIDE_TYPES: ReadonlySet<string> = new Set(['1', '512']);

export const networkView: NetworkView = {
  isOnline: () => net.isOnline(),
  hasOutsideAddress: () => outsideAddresses().length > 0,
  hasOutsideInterface: () => process.platform !== 'linux' || linuxInterfaceTypes().some((type) => OUTSIDE_TYPES.has(type)),
  addresses: () => outsideAddresses().map(({ address }) => address),
  ways: () => (process.platform === 'linux' ? defaultRoutes(readOrEmpty(ROUTES)) : outsideAddresses().map(({ name }) => name)),
};

/** Link-local ones lead nowhere. */
function outsideAddresses(): readonly { readonly name: string; readonly address: string }[] {
  return Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
    (addresses ?? [])
      .filter(({ internal, address }) => !internal && !/^fe80:|^169\.254\./i.test(address))
      .map(({ address }) => ({ name, address })),
  );
}

function linuxInterfaceTypes(): readonly string[] {
  try {
    return readdirSync(INTERFACES).map((name) => readFileSync(`${INTERFACES}/${name}/type`, 'utf8').trim());
  } catch {
    return [];
  }
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
