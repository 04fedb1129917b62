/** The download programs with the options that make them comparable: as many connections, and nothing but the transfer. */
import { join } from 'node:path';
import { sluice } from '../peers/sluice.ts';

export interface Wish {
  readonly url: string;
  /** Where the file shall arrive. */
  readonly folder: string;
  readonly connections: number;
  /** A file with the certificate to trust; null: no TLS. */
  readonly authority: string | null;
}

export interface Fetcher {
  readonly name: string;
  /** Whether it can fetch one file over several connections. */
  readonly splits: boolean;
  commandLine(wish: Wish): readonly string[];
  /** What it is told by its environment. */
  env?(wish: Wish): Readonly<Record<string, string>>;
}

const aria2c: Fetcher = {
  name: 'aria2c',
  splits: true,
  commandLine: ({ url, folder, connections, authority }) => [
    ...['aria2c', '--no-conf', '-q', `-x${Math.min(16, connections)}`, `-s${connections}`, '-k1M', '--file-allocation=none'],
    ...(authority === null ? [] : [`--ca-certificate=${authority}`]),
    ...['-d', folder, '-o', 'file', url],
  ],
};

/** It can't verify a certificate for an address in numbers, so over TLS it verifies nothing. */
const axel: Fetcher = {
  name: 'axel',
  splits: true,
  commandLine: ({ url, folder, connections, authority }) => [
    ...['axel', '-q', '-n', String(connections), '-o', join(folder, 'file')],
    ...(authority === null ? [] : ['--insecure']),
    url,
  ],
};

/** `--chunk-size` splits nothing that is not described by a Metalink in 1.99: one connection. */
const wget2: Fetcher = {
  name: 'wget2',
  splits: false,
  commandLine: ({ url, folder, authority }) => [
    ...['wget2', '--no-config', '-q', '-P', folder],
    ...(authority === null ? [] : [`--ca-certificate=${authority}`]),
    url,
  ],
};

const curl: Fetcher = {
  name: 'curl',
  splits: false,
  commandLine: ({ url, folder, authority }) => [
    ...['curl', '-q', '-sS', '--http1.1', '-o', join(folder, 'file')],
    ...(authority === null ? [] : ['--cacert', authority]),
    url,
  ],
};

/** The build of `bench/dist`. */
const sluiceFetcher: Fetcher = {
  name: 'Sluice',
  splits: true,
  commandLine: ({ url, folder, connections }) => {
    const { file, args } = sluice.commandLine({ url, folder, home: join(folder, 'home'), sha256: null });
    return [file, ...args, '--connections', String(connections)];
  },
  env: ({ authority }) => (authority === null ? {} : { NODE_EXTRA_CA_CERTS: authority }),
};

/** Those that a Debian package brings. */
export const FETCHERS: readonly Fetcher[] = [sluiceFetcher, aria2c, curl, wget2, axel];
