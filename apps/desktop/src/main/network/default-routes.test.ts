import { expect, test } from 'vitest';
import { defaultRoutes } from './default-routes.ts';

test('default routes and the halves of a VPN lead out; the local network does not', () => {
  const table = [
    'Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask',
    'wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000',
    'tun0\t00000000\t01000A0A\t0003\t0\t0\t0\t00000080',
    'wlan0\t0001A8C0\t00000000\t0001\t0\t0\t600\t00FFFFFF',
    '',
  ].join('\n');
  expect([defaultRoutes(table), defaultRoutes('')]).toEqual([['wlan0/0101A8C0', 'tun0/01000A0A'], []]);
});
