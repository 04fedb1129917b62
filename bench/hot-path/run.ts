/**
 * What the way from the socket to the disk costs: a large file from nginx over loopback into memory, Sluice beside aria2c and curl in
 * turns. `npx tsx bench/hot-path/run.ts [--runs 5] [--tls] [--size-mib 2048] [--also name=path/to/another/build/sluice.js]`
 */
import { execFile } from 'node:child_process';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { startNginx } from '@sluice/testkit';
import { buildSluice, sluice } from '../peers/sluice.ts';

const MIB = 1024 * 1024;
const CONNECTIONS = '8';

interface Contender {
  readonly name: string;
  commandLine(url: string, folder: string, authority: string | null): readonly [file: string, ...args: string[]];
}

interface Cost {
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly peakMiB: number;
}

const aria2: Contender = {
  name: 'aria2c',
  commandLine: (url, folder, authority) => [
    ...(['aria2c', '--no-conf', '-q', `-x${CONNECTIONS}`, `-s${CONNECTIONS}`, '-k1M', '--file-allocation=none'] as const),
    ...(authority === null ? [] : [`--ca-certificate=${authority}`]),
    ...['-d', folder, '-o', 'file', url],
  ],
};

const curl: Contender = {
  name: 'curl',
  commandLine: (url, folder, authority) => [
    ...(['curl', '-q', '-sS', '--http1.1', '-o', join(folder, 'file')] as const),
    ...(authority === null ? [] : ['--cacert', authority]),
    url,
  ],
};

/** A build of the command; the one of `bench/peers` when no program is named. */
function sluiceOf(name: string, program: string | null): Contender {
  return {
    name,
    commandLine: (url, folder) => {
      const { file, args } = sluice.commandLine({ url, folder, home: join(folder, 'home'), sha256: null });
      return [file, program ?? args[0] ?? '', ...args.slice(1), '--connections', CONNECTIONS];
    },
  };
}

async function measure(contender: Contender, url: string, root: string, ca: string | null, sizeBytes: number): Promise<Cost> {
  const folder = await mkdtemp(join(root, 'out-'));
  try {
    const authority = ca === null ? null : join(folder, 'ca.pem');
    if (authority !== null) await writeFile(authority, ca ?? '');
    const figures = join(folder, 'figures');
    const line = contender.commandLine(url, folder, authority);
    const env = { ...process.env, ...(authority === null ? {} : { NODE_EXTRA_CA_CERTS: authority }) };
    await promisify(execFile)('/usr/bin/time', ['-f', '%U %S %e %M', '-o', figures, ...line], { env });
    const [user = NaN, system = NaN, wallSeconds = NaN, peakKiB = NaN] = (await readFile(figures, 'utf8')).trim().split(' ').map(Number);
    const file = await open(join(folder, 'file'));
    const { size } = await file.stat();
    await file.close();
    if (size !== sizeBytes) throw new Error(`${contender.name} left ${size} bytes`);
    // Fast and wrong is not fast: rejects where the bytes differ.
    await promisify(execFile)('cmp', ['-s', join(folder, 'file'), join(root, 'file')]);
    return { cpuSeconds: user + system, wallSeconds, peakMiB: peakKiB / 1024 };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** Each row beside the first two, from the same turns. */
function table(costs: ReadonlyMap<string, readonly Cost[]>): string {
  const cpu = (name: string): number => median((costs.get(name) ?? []).map((cost) => cost.cpuSeconds));
  const rows = [...costs].map(([name, all]) => {
    const seconds = all.map((cost) => cost.cpuSeconds);
    const spread = `${Math.min(...seconds).toFixed(2)}–${Math.max(...seconds).toFixed(2)}`;
    const ratios = [aria2.name, curl.name].map((peer) => (cpu(name) / cpu(peer)).toFixed(2));
    const wall = median(all.map((cost) => cost.wallSeconds)).toFixed(2);
    const peak = Math.max(...all.map((cost) => cost.peakMiB)).toFixed(0);
    return `| ${[name, cpu(name).toFixed(2), spread, ...ratios, wall, peak].join(' | ')} |`;
  });
  return ['| program | CPU s | spread | / aria2c | / curl | wall s | peak MiB |', '|---|---|---|---|---|---|---|', ...rows].join('\n');
}

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    tls: { type: 'boolean', default: false },
    'size-mib': { type: 'string', default: '2048' },
    also: { type: 'string', multiple: true, default: [] },
    built: { type: 'boolean', default: false },
  },
});

if (!values.built) buildSluice();
const others = values.also.map((text) => sluiceOf(text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)));
const contenders = [aria2, curl, sluiceOf('sluice', null), ...others];
const root = await mkdtemp('/dev/shm/sluice-hot-path-');
try {
  const sizeBytes = Number(values['size-mib']) * MIB;
  const source = await open(join(root, 'file'), 'w');
  const pattern = Buffer.alloc(MIB, 'what is sent is not all zeros, ');
  for (let at = 0; at < sizeBytes; at += MIB) {
    // No two alike, so that one in the place of another is noticed.
    pattern.writeUInt32LE(at / MIB);
    await source.write(pattern, 0, MIB, at);
  }
  await source.close();
  const started = await startNginx({ root, tls: values.tls });
  if (started.kind !== 'running') throw new Error(started.reason);
  const costs = new Map<string, Cost[]>(contenders.map(({ name }) => [name, []]));
  for (let run = 0; run < Number(values.runs); run += 1) {
    for (const contender of contenders) {
      const cost = await measure(contender, `${started.nginx.url}/file`, root, started.nginx.ca, sizeBytes);
      costs.get(contender.name)?.push(cost);
    }
  }
  await started.nginx.close();
  process.stdout.write(`${values.tls ? 'https' : 'http'}, ${values['size-mib']} MiB, ${values.runs} turns\n\n${table(costs)}\n`);
} finally {
  await rm(root, { recursive: true });
}
