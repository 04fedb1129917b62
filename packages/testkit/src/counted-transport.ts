/** A transport whose bodies are counted as they arrive. */
import type { Transport } from '@sluice/engine';

/** `count` is told of each chunk's length before the receiver gets it. Lends no buffers: every chunk passes by. */
export function countedTransport(transport: Transport, count: (bytes: number) => void): Transport {
  return {
    get: (request, receiver, signal) => {
      const chunk: typeof receiver.chunk = (bytes) => {
        count(bytes.byteLength);
        return receiver.chunk(bytes);
      };
      return transport.get(request, { head: (head) => receiver.head(head), chunk }, signal);
    },
    dropIdleConnections: () => transport.dropIdleConnections(),
    close: () => transport.close(),
  };
}
