/** Hands links to the running app. Its address lies in its state folder, which only its user can read; see decision 0025. */
import { readFile } from 'node:fs/promises';
import { createConnection, type Socket } from 'node:net';
import { join } from 'node:path';
import { MAX_HANDOVER_BYTES, readReply, writeRequest, type HandoverReply, type HandoverRequest } from './handover-message.ts';

export type HandedOver =
  | HandoverReply
  /** Nobody listens: the app does not run. */
  | { readonly kind: 'no-app' }
  /** Somebody listens, but the answer did not come, or is none. Whether the links were taken is unknown. */
  | { readonly kind: 'no-answer' };

const TIMEOUT_MS = 15_000;

/** The file that holds the address: the path of a socket, or of a named pipe. */
export function handoverFile(stateFolder: string): string {
  return join(stateFolder, 'handover');
}

/** Never rejects. */
export async function handOver(stateFolder: string, request: HandoverRequest, timeoutMs: number = TIMEOUT_MS): Promise<HandedOver> {
  const address = await readFile(handoverFile(stateFolder), 'utf8').catch(() => '');
  if (address.trim() === '') return { kind: 'no-app' };
  const socket = createConnection(address.trim());
  return new Promise((resolve) => {
    exchange(socket, writeRequest(request), timeoutMs, (outcome) => {
      socket.destroy();
      resolve(outcome);
    });
  });
}

function exchange(socket: Socket, request: string, timeoutMs: number, end: (outcome: HandedOver) => void): void {
  let connected = false;
  let text = '';
  const giveUp = (): void => end({ kind: connected ? 'no-answer' : 'no-app' });
  socket.setEncoding('utf8');
  socket.setTimeout(timeoutMs, giveUp);
  socket.on('error', giveUp);
  socket.on('close', giveUp);
  socket.on('connect', () => {
    connected = true;
    socket.write(request);
  });
  socket.on('data', (part: string) => {
    text += part;
    const line = text.indexOf('\n');
    if (line !== -1) end(readReply(text.slice(0, line)) ?? { kind: 'no-answer' });
    else if (text.length > MAX_HANDOVER_BYTES) giveUp();
  });
}
