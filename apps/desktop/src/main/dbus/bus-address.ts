/** Where a message bus listens, read from the address that the system gives (D-Bus specification, "Server Addresses"). */
const SYSTEM_BUS = 'unix:path=/run/dbus/system_bus_socket';

export function sessionBusAddress(env: NodeJS.ProcessEnv): string | null {
  return env['DBUS_SESSION_BUS_ADDRESS'] ?? (env['XDG_RUNTIME_DIR'] === undefined ? null : `unix:path=${env['XDG_RUNTIME_DIR']}/bus`);
}

export function systemBusAddress(env: NodeJS.ProcessEnv): string {
  return env['DBUS_SYSTEM_BUS_ADDRESS'] ?? SYSTEM_BUS;
}

/** The first Unix socket among the addresses, as Node's `connect` takes it; null when there is none. */
export function socketPathOf(addresses: string): string | null {
  for (const address of addresses.split(';')) {
    if (!address.startsWith('unix:')) continue;
    for (const pair of address.slice('unix:'.length).split(',')) {
      const [key = '', value = ''] = pair.split('=', 2);
      if (key === 'path' && value !== '') return unescaped(value);
      if (key === 'abstract' && value !== '') return `\0${unescaped(value)}`;
    }
  }
  return null;
}

function unescaped(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
