/** Runs the system's nginx over a folder: a server that others wrote, for integration tests. */
import { spawn, type ChildProcess } from 'node:child_process';
import { access, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { makeCertificate, type Certificate } from './certificate.ts';
import { tempFolder } from './temp-folder.ts';

export interface NginxOptions {
  /** The folder to serve. */
  readonly root: string;
  /** Speak TLS, with a self-signed certificate for 127.0.0.1 and localhost. */
  readonly tls?: boolean;
  /** Cap for each connection. */
  readonly limitRateBytesPerSecond?: number;
  /** More directives for the server, such as `max_ranges 0;`. */
  readonly directives?: string;
}

export interface Nginx {
  /** `http://127.0.0.1:PORT`, without a slash at its end. */
  readonly url: string;
  /** The PEM certificate to trust; null without TLS. */
  readonly ca: string | null;
  /** The requests that it has answered to their end, in that order. */
  requests(): Promise<readonly NginxRequest[]>;
  /** Ends it and deletes what it needed; again is no error. */
  close(): Promise<void>;
}

export interface NginxRequest {
  /** Which socket it came over. */
  readonly connection: number;
  readonly status: number;
  /** What was asked for, without a query. */
  readonly path: string;
}

export type NginxOutcome =
  | { readonly kind: 'running'; readonly nginx: Nginx }
  /** Not installed, or it would not start: what it said. */
  | { readonly kind: 'unavailable'; readonly reason: string };

const ACCESS_LOG = 'access.log';

/** Starts nginx in the foreground, as the present user, on a free port of 127.0.0.1. Resolves when it takes connections. */
export async function startNginx(options: NginxOptions): Promise<NginxOutcome> {
  const binary = await findBinary();
  if (binary === null) return { kind: 'unavailable', reason: 'nginx is not installed' };
  const folder = await tempFolder();
  const certificate = options.tls === true ? await makeCertificate() : null;
  const port = await freePort();
  const config = join(folder.path, 'nginx.conf');
  await writeFile(config, configText(options, folder.path, port, certificate !== null));
  if (certificate !== null) await writeCertificate(folder.path, certificate);

  const child = spawn(binary, ['-p', folder.path, '-c', config, '-e', 'stderr'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const killWithUs = (): boolean => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  const close = async (): Promise<void> => {
    await ended(child, () => child.kill('SIGTERM'));
    process.off('exit', killWithUs);
    await folder.remove();
  };

  const complaint = await untilReady(child);
  if (complaint !== null) {
    await close();
    return { kind: 'unavailable', reason: complaint };
  }
  const requests = async (): Promise<readonly NginxRequest[]> => parseLog(await readFile(join(folder.path, ACCESS_LOG), 'utf8'));
  const url = `${certificate === null ? 'http' : 'https'}://127.0.0.1:${port}`;
  return { kind: 'running', nginx: { url, ca: certificate?.cert ?? null, requests, close } };
}

function configText(options: NginxOptions, folder: string, port: number, tls: boolean): string {
  const certificate = tls ? `ssl_certificate ${folder}/cert.pem; ssl_certificate_key ${folder}/key.pem;` : '';
  const limit = options.limitRateBytesPerSecond === undefined ? '' : `limit_rate ${options.limitRateBytesPerSecond};`;
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`);
  return `
    daemon off;
    worker_processes 1;
    pid ${folder}/nginx.pid;
    error_log stderr notice;
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    events { worker_connections 512; }
    http {
      log_format short '$connection $status $uri';
      access_log ${folder}/${ACCESS_LOG} short;
      default_type application/octet-stream;
      sendfile on;
      ${temporary.join('\n      ')}
      server {
        listen 127.0.0.1:${port}${tls ? ' ssl' : ''};
        server_name localhost;
        ${certificate}
        ${limit}
        root "${options.root}";
        ${options.directives ?? ''}
      }
    }
  `;
}

/** A line that is still being written is left out. */
function parseLog(text: string): readonly NginxRequest[] {
  const lines = [...text.matchAll(/^(\d+) (\d+) (.*)\n/gm)];
  return lines.map(([, connection, status, path]) => ({ connection: Number(connection), status: Number(status), path: path ?? '' }));
}

async function writeCertificate(folder: string, { cert, key }: Certificate): Promise<void> {
  await writeFile(join(folder, 'cert.pem'), cert);
  await writeFile(join(folder, 'key.pem'), key, { mode: 0o600 });
}

/** Null once it has started its worker, which it does after it listens; else what it said before it ended. */
function untilReady(child: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('start worker process')) resolve(null);
    });
    child.once('error', (error) => resolve(error.message));
    child.once('exit', () => resolve(said.trim() || 'nginx ended at once'));
  });
}

function ended(child: ChildProcess, end: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    end();
  });
}

/** Debian keeps it where an ordinary user's PATH does not look. */
async function findBinary(): Promise<string | null> {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  for (const folder of folders) {
    const path = join(folder, 'nginx');
    const found = await access(path).then(
      () => true,
      () => false,
    );
    if (found) return path;
  }
  return null;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = address === null || typeof address === 'string' ? 0 : address.port;
      server.close(() => resolve(port));
    });
  });
}
