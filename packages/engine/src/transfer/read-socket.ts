/** Reads an answer of a handshake off a socket, and leaves on it whatever follows. */
import type { Socket } from 'node:net';
import { ProxyError } from './proxy-error.ts';

/** What was found at the beginning of `bytes`, and how many bytes it took; null: more is needed. May throw a ProxyError. */
export type Take<T> = (bytes: Buffer) => { readonly value: T; readonly length: number } | null;

/** Rejects with a ProxyError when the socket closes, or the answer is longer than `maxBytes`. */
export function readSocket<T>(socket: Socket, maxBytes: number, take: Take<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const finish = (action: () => void): void => {
      socket.off('readable', look);
      socket.off('close', onClose);
      socket.off('end', onClose);
      action();
    };
    const onClose = (): void => finish(() => reject(new ProxyError('protocol')));
    const look = (): void => {
      for (let chunk = readBytes(socket); chunk !== null; chunk = readBytes(socket)) received = Buffer.concat([received, chunk]);
      try {
        const found = take(received);
        if (found === null) {
          if (received.length > maxBytes) throw new ProxyError('protocol');
          return;
        }
        finish(() => {
          if (found.length < received.length) socket.unshift(received.subarray(found.length));
          resolve(found.value);
        });
      } catch (error) {
        finish(() => reject(error));
      }
    };
    socket.on('readable', look);
    socket.once('close', onClose);
    socket.once('end', onClose);
    if (socket.destroyed || socket.readableEnded) onClose();
  });
}

function readBytes(socket: Socket): Buffer | null {
  const chunk: unknown = socket.read();
  return Buffer.isBuffer(chunk) ? chunk : null;
}
