import { expect, test } from 'vitest';
import { sessionBusAddress, socketPathOf, systemBusAddress } from './bus-address.ts';

test.each([
  ['unix:path=/run/user/1000/bus', '/run/user/1000/bus'],
  ['unix:path=/tmp/dbus-a%20b,guid=12', '/tmp/dbus-a b'],
  ['unix:abstract=/tmp/dbus-x,guid=12', '\0/tmp/dbus-x'],
  ['tcp:host=localhost,port=1;unix:path=/b', '/b'],
  ['disabled:', null],
  ['', null],
])('%s is listened at by %j', (address, path) => {
  expect(socketPathOf(address)).toBe(path);
});

test('without a variable the session bus is where the system puts it, and the system bus at its usual place', () => {
  expect([sessionBusAddress({ XDG_RUNTIME_DIR: '/run/user/7' }), sessionBusAddress({}), systemBusAddress({})]).toEqual([
    'unix:path=/run/user/7/bus',
    null,
    'unix:path=/run/dbus/system_bus_socket',
  ]);
});
