// `node enter-network.mjs NETNS PROGRAM ARGS…`: runs a program in a network of its own, and lets who started it reach the debugging ports
// that the program opens on that network's loopback. `--relay SOCKET` is its other half, inside that network.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [first = '', ...rest] = process.argv.slice(2);
if (first === '--relay') relay(rest[0] ?? '');
else enter(first, rest);

/** Each connection names its port in the first line. @param {string} socketPath */
function relay(socketPath) {
  createServer((outside) => {
    outside.once('data', (head) => {
      const end = head.indexOf(10);
      const inside = connect(Number(head.subarray(0, end).toString()), '127.0.0.1');
      inside.write(head.subarray(end + 1));
      joinSockets(outside, inside);
    });
  }).listen(socketPath);
}

/**
 * @param {string} network
 * @param {string[]} command
 */
function enter(network, command) {
  const socketPath = join(tmpdir(), `enter-network-${process.pid}.sock`);
  const inside = ['netns', 'exec', network];
  const helper = spawn('ip', [...inside, process.execPath, fileURLToPath(import.meta.url), '--relay', socketPath], { stdio: 'ignore' });
  const program = spawn('ip', [...inside, ...command], { stdio: ['inherit', 'inherit', 'pipe'] });
  const ports = new Set();
  program.stderr.on('data', (chunk) => {
    for (const [, port] of chunk.toString().matchAll(/ws:\/\/127\.0\.0\.1:(\d+)/g)) {
      if (ports.has(port)) continue;
      ports.add(port);
      createServer((outside) => {
        const way = connect(socketPath);
        way.write(`${port}\n`);
        joinSockets(outside, way);
      }).listen(Number(port), '127.0.0.1');
    }
    // The ports are listened at before anybody reads of them.
    setTimeout(() => process.stderr.write(chunk), 50);
  });
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => program.kill());
  program.on('exit', (code) => {
    helper.kill();
    rmSync(socketPath, { force: true });
    process.exit(code ?? 1);
  });
}

/**
 * @param {import('node:net').Socket} one
 * @param {import('node:net').Socket} other
 */
function joinSockets(one, other) {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ]) {
    from.on('error', () => to.destroy());
    from.pipe(to);
  }
}
