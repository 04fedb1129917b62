/**
 * A server, in a process of its own, that gives each of its places a throughput of its own: a connection takes the lowest free place,
 * so that one which is closed and opened again is as slow as it was. `node … RATE,RATE,…`, bytes per second; 0: as fast as it goes.
 */
import { createServer, type Socket } from 'node:net';

const SLICE_MS = 10;
const BLOCK = Buffer.alloc(1024 * 1024, 0x5a);
const rates = (process.argv[2] ?? '0').split(',').map(Number);
const places = new Map<number, Socket>();

createServer({ noDelay: true }, (socket) => {
  let place = 0;
  while (places.has(place)) place += 1;
  places.set(place, socket);
  socket.on('close', () => places.delete(place));
  socket.on('error', () => socket.destroy());
  let head = '';
  socket.on('data', (bytes) => {
    head += bytes.toString('latin1');
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    const request = head.slice(0, end);
    head = head.slice(end + 4);
    answer(socket, request, rates[place % rates.length] ?? 0);
  });
}).listen(0, '127.0.0.1', function (this: { address(): unknown }) {
  process.send?.(this.address());
});

process.on('disconnect', () => process.exit(0));

function answer(socket: Socket, request: string, rate: number): void {
  const sizeBytes = Number(/size=(\d+)/.exec(request)?.[1] ?? 0);
  const range = /range: bytes=(\d+)-(\d*)/i.exec(request);
  const start = Number(range?.[1] ?? 0);
  const end = range?.[2] === undefined || range[2] === '' ? sizeBytes : Number(range[2]) + 1;
  socket.write(
    `HTTP/1.1 206 Partial Content\r\nContent-Length: ${end - start}\r\nContent-Range: bytes ${start}-${end - 1}/${sizeBytes}\r\n` +
      'ETag: "one"\r\nContent-Type: application/octet-stream\r\nAccept-Ranges: bytes\r\n\r\n',
  );
  if (rate === 0) sendFreely(socket, end - start);
  else sendPaced(socket, end - start, rate);
}

function sendFreely(socket: Socket, bytes: number): void {
  let left = bytes;
  const push = (): void => {
    while (left > 0 && !socket.destroyed) {
      const piece = BLOCK.subarray(0, Math.min(left, BLOCK.length));
      left -= piece.length;
      if (!socket.write(piece)) return void socket.once('drain', push);
    }
  };
  push();
}

/** By the clock, so that a late timer makes up for it; what the client does not take is not owed to it later. */
function sendPaced(socket: Socket, bytes: number, rate: number): void {
  let left = bytes;
  let paidMs = performance.now();
  const timer = setInterval(() => {
    if (socket.destroyed) return clearInterval(timer);
    const nowMs = performance.now();
    if (socket.writableLength > BLOCK.length) return void (paidMs = nowMs);
    const due = Math.min(left, BLOCK.length, Math.floor(((nowMs - paidMs) * rate) / 1000));
    if (due <= 0) return;
    paidMs += (due * 1000) / rate;
    left -= due;
    socket.write(BLOCK.subarray(0, due));
    if (left === 0) clearInterval(timer);
  }, SLICE_MS);
}
