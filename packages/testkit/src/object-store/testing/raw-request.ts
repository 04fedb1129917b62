/** Requests on a raw socket: what is written is what the server gets, escapes, dots and all. */
import { connect } from 'node:net';

export interface RawResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface RawRequest {
  readonly method?: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly version?: '1.0' | '1.1';
}

/** Sends one request to 127.0.0.1 and reads until the server closes, which it is asked to do. */
export async function rawRequest(port: number, request: RawRequest): Promise<RawResponse> {
  const text = await exchange(port, `${headText(request)}${request.body ?? ''}`);
  const end = text.indexOf('\r\n\r\n');
  const [line = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = Object.fromEntries(lines.map((header) => [header.split(':')[0]?.toLowerCase() ?? '', header.replace(/^[^:]*:\s*/, '')]));
  return { status: Number(line.split(' ')[1]), headers, body: Buffer.from(text.slice(end + 4), 'latin1') };
}

/** Sends text (Latin-1) and resolves with all that comes back until the server closes. */
export function exchange(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text, 'latin1'));
    let received = '';
    socket.setEncoding('latin1');
    socket.on('data', (part: string) => (received += part));
    socket.once('error', reject);
    socket.once('close', () => resolve(received));
  });
}

function headText({ method = 'GET', target, headers, body, version = '1.1' }: RawRequest): string {
  const lines = Object.entries({
    connection: 'close',
    ...(body === undefined ? {} : { 'content-length': String(body.length) }),
    ...headers,
  });
  return `${method} ${target} HTTP/${version}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}
