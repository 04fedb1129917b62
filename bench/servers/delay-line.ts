/**
 * A proxy in user space that holds back every byte for half a round trip, in each direction, in a process of its own: there is no network
 * emulation in the kernel here. `node … PORT ROUND_TRIP_MS`. The handshake of TCP itself is not delayed, so the first request of a
 * connection waits for a further round trip, as it would.
 */
import { connect, createServer, type Socket } from 'node:net';

const [target = 0, roundTripMs = 100] = process.argv.slice(2).map(Number);
/** What may be under way on one connection, as a window of TCP would have it: 4 MiB at 100 ms are 42 MB/s. */
const WINDOW_BYTES = 4 * 2 ** 20;

/** Bytes that have entered the line and are due at a time of their own. */
function line(from: Socket, to: Socket, firstDelayMs: number): void {
  const underWay: { readonly bytes: Buffer | null; readonly dueMs: number }[] = [];
  let bytesUnderWay = 0;
  let timer: NodeJS.Timeout | null = null;
  let extraMs = firstDelayMs;
  const deliver = (): void => {
    timer = null;
    const nowMs = performance.now();
    for (let next = underWay[0]; next !== undefined && next.dueMs <= nowMs; next = underWay[0]) {
      underWay.shift();
      if (next.bytes === null) to.end();
      else {
        bytesUnderWay -= next.bytes.length;
        to.write(next.bytes);
      }
    }
    if (bytesUnderWay < WINDOW_BYTES) from.resume();
    arm();
  };
  const arm = (): void => {
    const next = underWay[0];
    if (next !== undefined) timer ??= setTimeout(deliver, Math.max(0, next.dueMs - performance.now()));
  };
  const enter = (bytes: Buffer | null): void => {
    underWay.push({ bytes, dueMs: performance.now() + roundTripMs / 2 + extraMs });
    extraMs = 0;
    bytesUnderWay += bytes?.length ?? 0;
    if (bytesUnderWay >= WINDOW_BYTES) from.pause();
    arm();
  };
  from.on('data', enter).on('end', () => enter(null));
  from.on('close', () => {
    // An abrupt end is told at once: nothing that follows is worth measuring.
    if (from.errored) to.destroy();
  });
}

createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
  const server = connect({ port: target, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
  for (const socket of [client, server]) socket.on('error', () => socket.destroy());
  client.on('close', () => server.destroy());
  server.on('close', () => client.end());
  // The handshake costs the client a round trip before it may say anything.
  line(client, server, roundTripMs);
  line(server, client, 0);
}).listen(0, '127.0.0.1', function (this: { address(): unknown }) {
  process.send?.(this.address());
});

process.on('disconnect', () => process.exit(0));
