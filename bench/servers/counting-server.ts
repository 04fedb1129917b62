/**
 * A server, in a process of its own, that counts what it has sent and paces each connection: `node … SIZE_BYTES RATE`. Asked `count`, it
 * tells the bytes of bodies that went to the kernel; asked `free`, it sends as fast as it goes from then on, and counts anew.
 */
import { createServer, type ServerResponse } from 'node:http';

const [sizeBytes = 0, rate = 0] = process.argv.slice(2).map(Number);
const BLOCK = Buffer.alloc(256 * 1024, 0x5a);
const SLICE_MS = 10;
let free = rate === 0;
let sent = 0;
let firstAtMs: number | null = null;

createServer((request, response) => {
  const asked = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const start = Number(asked?.[1] ?? 0);
  const end = asked?.[2] === undefined || asked[2] === '' ? sizeBytes : Number(asked[2]) + 1;
  const head = { 'accept-ranges': 'bytes', 'content-type': 'application/octet-stream', etag: '"one"' };
  if (start >= sizeBytes) {
    response.writeHead(416, { ...head, 'content-range': `bytes */${sizeBytes}`, 'content-length': 0 }).end();
    return;
  }
  const range = asked === null ? {} : { 'content-range': `bytes ${start}-${end - 1}/${sizeBytes}` };
  response.writeHead(asked === null ? 200 : 206, { ...head, ...range, 'content-length': end - start });
  if (request.method === 'HEAD') return void response.end();
  firstAtMs ??= performance.now();
  send(response, end - start);
}).listen(0, '127.0.0.1', function (this: { address(): unknown }) {
  process.send?.(this.address());
});

/** By the clock, so that a late timer makes up for it; what the client does not take is not owed to it later. */
function send(response: ServerResponse, bytes: number): void {
  let left = bytes;
  let paidMs = performance.now();
  const write = (most: number): void => {
    const piece = BLOCK.subarray(0, Math.min(left, most, BLOCK.length));
    left -= piece.length;
    response.write(piece, (error) => {
      if (error === null || error === undefined) sent += piece.length;
    });
    if (left === 0) response.end();
  };
  const timer = setInterval(() => {
    if (left === 0 || response.destroyed) return clearInterval(timer);
    const nowMs = performance.now();
    if (free) {
      while (left > 0 && response.writableLength < 8 * BLOCK.length) write(BLOCK.length);
    } else if (response.writableLength > BLOCK.length) paidMs = nowMs;
    else {
      const due = Math.floor(((nowMs - paidMs) * rate) / 1000);
      if (due > 0) write(due);
      paidMs += (Math.min(due, BLOCK.length) * 1000) / rate;
    }
  }, SLICE_MS);
}

process.on('message', (question) => {
  if (question === 'free') {
    free = true;
    sent = 0;
    firstAtMs = null;
  }
  process.send?.({ sent, sinceFirstMs: firstAtMs === null ? null : performance.now() - firstAtMs });
});
process.on('disconnect', () => process.exit(0));
