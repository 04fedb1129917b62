/** Whether the desktop shows tray icons at all: only then may a window go away without a trace. */
import type { MessageBus } from '../dbus/message-bus.ts';

const WATCHER = 'org.kde.StatusNotifierWatcher';

/** Asked anew each time: panels come and go. Other systems than Linux always have a tray. */
export async function hasTrayHost(platform: NodeJS.Platform, sessionBus: () => Promise<MessageBus | null>): Promise<boolean> {
  if (platform !== 'linux') return true;
  const bus = await sessionBus();
  if (bus === null || !(await bus.hasOwner(WATCHER))) return false;
  const outcome = await bus.call({
    destination: WATCHER,
    path: '/StatusNotifierWatcher',
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    signature: 'ss',
    body: [WATCHER, 'IsStatusNotifierHostRegistered'],
  });
  const value: unknown = outcome.kind === 'reply' ? outcome.body[0] : null;
  return Array.isArray(value) && Array.isArray(value[1]) && value[1][0] === true;
}
