/** What Electron and the system say of the network. */
import { net } from 'electron';
import { readdirSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import type { NetworkView } from './connectivity.ts';

/** Linux lists its interfaces here, those that are down too. */
const INTERFACES = '/sys/class/net';
/** ARPHRD_ETHER (also Wi-Fi) and ARPHRD_PPP of Linux's if_arp.h; the kernel's idle tunnels are none of these. */
const OUTSIDE_TYPES: ReadonlySet<string> = new Set(['1', '512']);

export const networkView: NetworkView = {
  isOnline: () => net.isOnline(),
  hasOutsideAddress: () => Object.values(networkInterfaces()).some((addresses) => addresses?.some((address) => !address.internal) === true),
  hasOutsideInterface: () => process.platform !== 'linux' || linuxInterfaceTypes().some((type) => OUTSIDE_TYPES.has(type)),
};

function linuxInterfaceTypes(): readonly string[] {
  try {
    return readdirSync(INTERFACES).map((name) => readFileSync(`${INTERFACES}/${name}/type`, 'utf8').trim());
  } catch {
    return [];
  }
}
