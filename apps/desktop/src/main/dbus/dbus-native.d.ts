/** What Sluice uses of the library: one connection that sends and receives whole messages. Its own types leave this out. */
import '@httptoolkit/dbus-native';
import type { EventEmitter } from 'node:events';
import type { Duplex } from 'node:stream';

declare module '@httptoolkit/dbus-native' {
  interface DBusMessage {
    /** 1 call, 2 reply, 3 error, 4 signal. */
    readonly type: number;
    readonly serial: number;
    readonly replySerial?: number;
    readonly sender?: string;
    readonly destination?: string;
    readonly path?: string;
    readonly interface?: string;
    readonly member?: string;
    readonly errorName?: string;
    readonly signature?: string;
    readonly body?: readonly unknown[];
  }

  interface DBusConnection extends EventEmitter {
    message(message: DBusMessage): void;
    end(): void;
  }

  function createConnection(options: { readonly stream: Duplex }): DBusConnection;
}
