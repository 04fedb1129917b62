/** A network with one cable: a namespace of its own, joined to ours by a pair of virtual interfaces. Only root can make one, on Linux. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { builtProgram, type Program } from './launch.ts';

const run = promisify(execFile);
const GATEWAY = '10.77.1.1';
const ENTER = resolve(import.meta.dirname, '../../../../scripts/run/enter-network.mjs');
const PAGE = '<html><body>Please log in</body></html>';
const PORTAL = `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: ${PAGE.length}\r\nConnection: close\r\n\r\n${PAGE}`;

export class OwnNetwork {
  /** Whether whoever asks for anything gets a page to log in. */
  isCaptive = false;
  readonly #name: string;
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;

  private constructor(name: string) {
    this.#name = name;
  }

  /** Null: this system lets nobody make one, or not us. */
  static async make(): Promise<OwnNetwork | null> {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
    const network = new OwnNetwork(`sluice${process.pid}`);
    try {
      await run('ip', ['netns', 'add', network.#name]);
      await run('ip', ['link', 'add', network.#ours, 'type', 'veth', 'peer', 'name', 'wire', 'netns', network.#name]);
      await run('ip', ['addr', 'add', `${GATEWAY}/24`, 'dev', network.#ours]);
      await run('ip', ['link', 'set', network.#ours, 'up']);
      await network.#inside('link', 'set', 'lo', 'up');
      return network;
    } catch {
      await network.remove();
      return null;
    }
  }

  /** The cable is in, and the program's computer has this address. */
  async plugIn(address: string): Promise<void> {
    await this.#inside('addr', 'flush', 'dev', 'wire');
    await this.#inside('addr', 'add', `${address}/24`, 'dev', 'wire');
    await this.#inside('link', 'set', 'wire', 'up');
    await this.#inside('route', 'replace', 'default', 'via', GATEWAY);
  }

  async unplug(): Promise<void> {
    await this.#inside('link', 'set', 'wire', 'down');
  }

  /** Makes a server of our loopback reachable from the network; returns its address there. */
  async publish(port: number): Promise<string> {
    this.#server = createServer((socket) => {
      this.#sockets.add(socket.on('close', () => this.#sockets.delete(socket)).on('error', () => undefined));
      if (this.isCaptive) {
        socket.once('data', () => socket.end(PORTAL));
        return;
      }
      const origin = connect(port, '127.0.0.1').on('error', () => socket.destroy());
      socket.pipe(origin).pipe(socket);
      socket.on('close', () => origin.destroy());
    });
    await new Promise<void>((done) => this.#server?.listen(port, GATEWAY, done));
    return `http://${GATEWAY}:${port}`;
  }

  /** The built program, to be started in this network. */
  async program(folder: string): Promise<Program> {
    const built = builtProgram();
    const executablePath = join(folder, 'start-in-network');
    const script = `#!/bin/sh\nexec '${process.execPath}' '${ENTER}' '${this.#name}' '${built.executablePath}' "$@"\n`;
    await writeFile(executablePath, script, { mode: 0o755 });
    return { ...built, executablePath };
  }

  async remove(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server?.close();
    await run('ip', ['link', 'del', this.#ours]).catch(() => undefined);
    await run('ip', ['netns', 'del', this.#name]).catch(() => undefined);
  }

  get #ours(): string {
    return `sl${process.pid}`;
  }

  #inside(...words: readonly string[]): Promise<unknown> {
    return run('ip', ['-n', this.#name, ...words]);
  }
}
