/** Buses for tests: the session's own, and a private one in the place of the system's. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { MessageBus } from '../../src/main/dbus/message-bus.ts';

export { MessageBus };

/** What a call came with, as the library reports it. */
export type BusCall = Parameters<Parameters<MessageBus['answerWith']>[0]>[0];

/** The session bus that the program under test is on, too. */
export async function joinSessionBus(): Promise<MessageBus> {
  const bus = await MessageBus.connect(process.env['DBUS_SESSION_BUS_ADDRESS'] ?? null);
  if (bus === null) throw new Error('the tests have no session bus: run them with npm run test:e2e');
  return bus;
}

export interface PrivateBus {
  readonly address: string;
  readonly bus: MessageBus;
  /** Starts a mock of a system service from python3-dbusmock. */
  mock(template: string): Promise<void>;
  stop(): Promise<void>;
}

/** A bus for DBUS_SYSTEM_BUS_ADDRESS. */
export async function startSystemBus(): Promise<PrivateBus> {
  const daemon = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = await once(daemon.stdout, 'data');
  const address = String(line).trim();
  const bus = await MessageBus.connect(address);
  if (bus === null) throw new Error('the private bus did not start');
  const mocks: ChildProcess[] = [];
  return {
    address,
    bus,
    async mock(template) {
      const env = { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: address };
      const process_ = spawn('/usr/bin/python3', ['-m', 'dbusmock', '--system', '--template', template], { env, stdio: 'ignore' });
      mocks.push(process_);
      const name = MOCK_NAMES[template] ?? '';
      while (!(await bus.hasOwner(name))) {
        if (process_.exitCode !== null) throw new Error(`dbusmock ${template} ended with ${process_.exitCode}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    async stop() {
      bus.close();
      for (const one of [...mocks, daemon]) {
        if (one.exitCode !== null || one.signalCode !== null) continue;
        const ended = once(one, 'exit');
        one.kill();
        await ended;
      }
    },
  };
}

const MOCK_NAMES: Readonly<Record<string, string>> = {
  logind: 'org.freedesktop.login1',
  networkmanager: 'org.freedesktop.NetworkManager',
};

/** The value in a variant, as the library gives it. */
export function inVariant(value: unknown): unknown {
  return Array.isArray(value) && Array.isArray(value[1]) ? value[1][0] : undefined;
}
