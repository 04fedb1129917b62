/** Serves files of a gigabyte that arrive at a steady, slow pace, with ranges, so that downloads run while something else is measured. */
import { createServer } from 'node:http';
import { once } from 'node:events';

const SIZE_BYTES = 2 ** 30;
const CHUNK = Buffer.alloc(64 * 1024);
const EVERY_MS = 50;

export interface SlowServer {
  readonly origin: string;
  close(): void;
}

export async function startSlowServer(): Promise<SlowServer> {
  const server = createServer((request, response) => {
    const asked = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
    const start = Number(asked?.[1] ?? 0);
    const end = asked?.[2] === undefined || asked[2] === '' ? SIZE_BYTES - 1 : Number(asked[2]);
    response.writeHead(asked === null ? 200 : 206, {
      'accept-ranges': 'bytes',
      'content-length': end - start + 1,
      'content-range': `bytes ${start}-${end}/${SIZE_BYTES}`,
      etag: '"steady"',
    });
    let left = end - start + 1;
    const timer = setInterval(() => {
      const chunk = CHUNK.subarray(0, left);
      left -= chunk.length;
      if (left > 0) response.write(chunk);
      else response.end(chunk);
    }, EVERY_MS);
    response.once('close', () => clearInterval(timer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
