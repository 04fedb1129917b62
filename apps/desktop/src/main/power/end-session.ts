/** Sends the computer to sleep, or shuts it down. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { MessageBus } from '../dbus/message-bus.ts';

type SessionAct = 'sleep' | 'shut-down';

const LOGIND = {
  destination: 'org.freedesktop.login1',
  path: '/org/freedesktop/login1',
  interface: 'org.freedesktop.login1.Manager',
} as const;
const LOGIND_MEMBER: Readonly<Record<SessionAct, string>> = { sleep: 'Suspend', 'shut-down': 'PowerOff' };

const COMMANDS: Readonly<Partial<Record<NodeJS.Platform, Readonly<Record<SessionAct, readonly [program: string, ...args: string[]]>>>>> = {
  darwin: {
    sleep: ['/usr/bin/pmset', 'sleepnow'],
    'shut-down': ['/usr/bin/osascript', '-e', 'tell application "System Events" to shut down'],
  },
  win32: {
    sleep: ['rundll32.exe', 'powrprof.dll,SetSuspendState', '0,1,0'],
    'shut-down': ['shutdown.exe', '/s', '/t', '0'],
  },
};

/** Resolves with whether the system takes the order. Nobody is there to be asked, so no question is allowed to come up. */
export async function endSession(
  act: SessionAct,
  platform: NodeJS.Platform,
  systemBus: () => Promise<MessageBus | null>,
): Promise<boolean> {
  if (platform === 'linux') {
    const bus = await systemBus();
    const outcome = await bus?.call({ ...LOGIND, member: LOGIND_MEMBER[act], signature: 'b', body: [false] });
    return outcome?.kind === 'reply';
  }
  const command = COMMANDS[platform]?.[act];
  if (command === undefined) return false;
  const [program, ...args] = command;
  return promisify(execFile)(program, args).then(
    () => true,
    () => false,
  );
}
