// `node enter-network.mjs NETNS PROGRAM ARGS…`: runs a program in a network of its own, and lets who started it reach the debugging ports
// that the program opens on that network's loopback. `--relay SOCKET` is its other half, inside that network.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
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
  }).listen(socketPath, () => process.stdout.write('listening\n'));
}

/**
 * @param {string} network
 * @param {string[]} command
 */
function enter(network, command) {
  const socketPath = join(tmpdir(), `enter-network-${process.pid}.sock`);
  const inside = ['netns', 'exec', network];
  const helper = spawn('ip', [...inside, process.execPath, fileURLToPath(import.meta.url), '--relay', socketPath], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const program = spawn('ip', [...inside, ...command], { stdio: ['inherit', 'inherit', 'pipe'] });
  const ports = new Set();
  // What the program says is told behind that: whoever reads of a port there can reach it.
  let reachable = new Promise((resolve) => helper.once('exit', resolve).stdout.once('data', resolve));
  program.stderr.on('data', (chunk) => {
    for (const [, port] of chunk.toString().matchAll(/ws:\/\/127\.0\.0\.1:(\d+)/g)) {
      if (ports.has(port)) continue;
      ports.add(port);
      const door = createServer((outside) => {
        const way = connect(socketPath);
        way.write(`${port}\n`);
        joinSockets(outside, way);
      }).listen(Number(port), '127.0.0.1');
      reachable = Promise.all([reachable, once(door, 'listening')]);
    }
    reachable = reachable.then(() => process.stderr.write(chunk));
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
