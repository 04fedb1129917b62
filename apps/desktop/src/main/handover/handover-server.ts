/** Listens for links that other programs of this user hand over: `sluice add`, and the browsers' host. See decision 0025. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { handoverFile, MAX_HANDOVER_BYTES, readRequest, writeReply, type HandoverReply, type HandoverRequest } from '@sluice/handover';

export interface HandoverPorts {
  /** Where the database is; nobody else can look into it. */
  readonly stateFolder: string;
  readonly platform: NodeJS.Platform;
  readonly add: (request: HandoverRequest) => HandoverReply;
  readonly onFault: (fault: unknown) => void;
}

export interface HandoverServer {
  close(): Promise<void>;
}

/** The shortest of the systems' bounds on a socket's path is 104 bytes, its end included. */
const MAX_SOCKET_PATH_BYTES = 100;
const MAX_CONNECTIONS = 16;
/** A program that connects and says nothing. */
const SILENCE_MS = 10_000;

/** Only one may run for a state folder: whoever holds the database. Rejects when nothing can be listened to. */
export async function startHandover(ports: HandoverPorts): Promise<HandoverServer> {
  const { stateFolder, platform } = ports;
  const { path, folder } = await socketPath(stateFolder, platform);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serve(socket, ports);
  });
  server.maxConnections = MAX_CONNECTIONS;
  // Left by a run that ended without closing.
  if (platform !== 'win32') await rm(path, { force: true });
  server.listen(path);
  await once(server, 'listening');
  if (platform !== 'win32') await chmod(path, 0o600);
  server.on('error', ports.onFault);
  await writeFile(handoverFile(stateFolder), `${path}\n`, { mode: 0o600 });
  const end = async (): Promise<void> => {
    await rm(handoverFile(stateFolder), { force: true });
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
    if (folder !== null) await rm(folder, { recursive: true, force: true });
  };
  return { close: end };
}

/** A pipe of Windows can't be hidden in a folder: its name can't be guessed instead, and its rights are the user's alone to write. */
async function socketPath(
  stateFolder: string,
  platform: NodeJS.Platform,
): Promise<{ readonly path: string; readonly folder: string | null }> {
  if (platform === 'win32') return { path: `\\\\.\\pipe\\sluice-${randomBytes(16).toString('hex')}`, folder: null };
  const path = join(stateFolder, 'handover.sock');
  if (Buffer.byteLength(path) <= MAX_SOCKET_PATH_BYTES) return { path, folder: null };
  // Only this user can enter what mkdtemp makes.
  const folder = await mkdtemp(join(tmpdir(), 'sluice-'));
  return { path: join(folder, 'handover.sock'), folder };
}

function serve(socket: Socket, { add, onFault }: HandoverPorts): void {
  const parts: Buffer[] = [];
  let bytes = 0;
  let answered = false;
  const answer = (reply: HandoverReply): void => {
    answered = true;
    socket.end(writeReply(reply));
  };
  socket.setTimeout(SILENCE_MS, () => socket.destroy());
  // Whoever hangs up does not want the answer.
  socket.on('error', () => socket.destroy());
  socket.on('data', (part: Buffer) => {
    if (answered) return;
    parts.push(part);
    bytes += part.length;
    if (bytes > MAX_HANDOVER_BYTES) return answer({ kind: 'not-understood' });
    if (!part.includes(0x0a)) return;
    const [line = ''] = Buffer.concat(parts).toString('utf8').split('\n', 1);
    const request = readRequest(line);
    try {
      answer(request === null ? { kind: 'not-understood' } : add(request));
    } catch (fault) {
      onFault(fault);
      socket.destroy();
    }
  });
}
