/** The endpoint: HTTP and WebSocket on the loopback interface alone. Off until the user turns it on. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { WebSocketServer, type WebSocket } from 'ws';
import { isAdmitted } from './admit.ts';
import { createDispatcher, type Dispatcher } from './dispatch.ts';
import type { Downloads } from './downloads.ts';
import { createMethods } from './methods.ts';
import { createNotifier } from './notifications.ts';
import { Rate } from './rate.ts';

export interface RpcOptions {
  /** 0: any free port. aria2's own is 6800. */
  readonly port: number;
  /** Every call must bring it as `token:…`. */
  readonly token: string;
  /** Origins of web pages that may ask, such as `https://example.org`; extensions and programs may always. */
  readonly allowedOrigins: readonly string[];
  readonly nowMs: () => number;
  readonly onFault: (fault: unknown) => void;
}

export interface RpcServer {
  readonly port: number;
  close(): Promise<void>;
}

const PATH = '/jsonrpc';
const MAX_BODY_BYTES = 2 * 1024 * 1024;
const MAX_CONNECTIONS = 32;
const MIN_TOKEN_LENGTH = 8;
/** A caller that does not read its notifications is let go. */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;

/** Listens until it is closed. Rejects when the port is taken, or the token is shorter than eight characters. */
export async function startRpcServer(downloads: Downloads, options: RpcOptions): Promise<RpcServer> {
  if (options.token.length < MIN_TOKEN_LENGTH) throw new RangeError('the token is too short');
  const dispatcher = createDispatcher({ methods: createMethods(downloads), token: options.token, onFault: options.onFault });
  const rate = new Rate(options.nowMs);
  const http = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (request, response) => {
    answerHttp(request, response, { dispatcher, rate, allowedOrigins: options.allowedOrigins });
  });
  http.maxConnections = MAX_CONNECTIONS;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_BODY_BYTES });
  http.on('upgrade', (request, socket, head) => {
    if (request.url !== PATH || !isAdmitted(request.headers, options.allowedOrigins)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => followClient(client, dispatcher, rate));
  });
  const notify = createNotifier();
  const stop = downloads.subscribe((snapshot) => {
    const message = notify(snapshot);
    if (message !== null) for (const client of sockets.clients) tell(client, message);
  });
  http.listen(options.port, '127.0.0.1');
  try {
    await once(http, 'listening');
  } catch (error) {
    stop();
    throw error;
  }
  return { port: portOf(http), close: () => close(http, sockets, stop) };
}

interface HttpPorts {
  readonly dispatcher: Dispatcher;
  readonly rate: Rate;
  readonly allowedOrigins: readonly string[];
}

function answerHttp(request: IncomingMessage, response: ServerResponse, { dispatcher, rate, allowedOrigins }: HttpPorts): void {
  const refuse = (status: number): void => void response.writeHead(status, { Connection: 'close' }).end();
  const { origin } = request.headers;
  if (!isAdmitted(request.headers, allowedOrigins)) return refuse(403);
  if (request.url !== PATH) return refuse(404);
  const shared = origin === undefined ? {} : { 'Access-Control-Allow-Origin': origin, Vary: 'Origin' };
  if (request.method === 'OPTIONS') {
    const allowed = { 'Access-Control-Allow-Methods': 'POST', 'Access-Control-Allow-Headers': 'Content-Type' };
    response.writeHead(204, { ...shared, ...allowed }).end();
    return;
  }
  // aria2's GET with JSONP would let any page ask without telling its origin.
  if (request.method !== 'POST') return refuse(405);
  if (!rate.admits()) return refuse(429);
  const chunks: Buffer[] = [];
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    // What still comes after a refusal is read and dropped.
    if (response.headersSent) return;
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) refuse(413);
    else chunks.push(chunk);
  });
  request.on('end', () => {
    if (response.writableEnded) return;
    const { text, unauthorized } = dispatcher.answer(Buffer.concat(chunks).toString('utf8'));
    if (unauthorized) rate.guessed();
    response.writeHead(unauthorized ? 401 : 200, { ...shared, 'Content-Type': 'application/json-rpc' }).end(text);
  });
  request.on('error', () => response.destroy());
}

function followClient(client: WebSocket, dispatcher: Dispatcher, rate: Rate): void {
  client.on('message', (data: Buffer, isBinary) => {
    if (isBinary || !rate.admits()) {
      client.close(1008);
      return;
    }
    const { text, unauthorized } = dispatcher.answer(data.toString('utf8'));
    if (unauthorized) rate.guessed();
    if (text !== null) tell(client, text);
  });
  // What came too large or broken closes the connection by itself.
  client.on('error', () => undefined);
}

function tell(client: WebSocket, text: string): void {
  if (client.bufferedAmount > MAX_UNREAD_BYTES) client.terminate();
  else client.send(text);
}

function portOf(http: Server): number {
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

async function close(http: Server, sockets: WebSocketServer, stop: () => void): Promise<void> {
  stop();
  for (const client of sockets.clients) client.terminate();
  sockets.close();
  const closed = once(http, 'close');
  http.close();
  http.closeAllConnections();
  await closed;
}
