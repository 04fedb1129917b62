/** `npx tsx bench/object-parts/run.ts`: large objects and many parts of one; prints what memory and the store's work per part come to. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { tempFolder } from '@sluice/testkit';
import type { Cost } from './scene.ts';

const SERVER = new URL('./serve.ts', import.meta.url);
const PLAYER = new URL('./play.ts', import.meta.url);

const KIB = 1024;
const MIB = 1024 * KIB;
const GIB = 1024 * MIB;

interface Case {
  readonly sizeBytes: number;
  readonly partSizeBytes: number;
}

const MANY_PARTS: readonly Case[] = [16 * MIB, 64 * MIB, 256 * MIB, GIB].map((sizeBytes) => ({ sizeBytes, partSizeBytes: 100 * KIB }));
const LARGE_PARTS: readonly Case[] = [{ sizeBytes: 10 * GIB, partSizeBytes: 5 * GIB }];

const { values } = parseArgs({
  options: { only: { type: 'string' }, mib: { type: 'string', multiple: true }, folder: { type: 'string', default: tmpdir() } },
});
const chosen = values.only === 'large' ? LARGE_PARTS : values.only === 'many' ? MANY_PARTS : [...MANY_PARTS, ...LARGE_PARTS];
const cases = chosen.filter(({ sizeBytes }) => values.mib?.includes(String(sizeBytes / MIB)) ?? true);

const rows: Readonly<Record<string, string | number>>[] = [];
for (const one of cases) {
  rows.push(rowOf(one, await play(one)));
  console.log(JSON.stringify(rows.at(-1)));
}
console.table(rows);

async function play({ sizeBytes, partSizeBytes }: Case): Promise<Cost & { readonly requests: number }> {
  const folder = await tempFolder(values.folder);
  const server = start(SERVER, [String(sizeBytes)]);
  try {
    const { url } = await told<{ readonly url: string }>(server);
    const cost = await told<Cost>(start(PLAYER, [url, folder.path, String(partSizeBytes)]));
    server.send('count');
    return { ...cost, ...(await told<{ readonly requests: number }>(server)) };
  } finally {
    server.disconnect();
    await folder.remove();
  }
}

function start(file: URL, argv: readonly string[]): ChildProcess {
  return fork(fileURLToPath(file), argv);
}

/** The next message of a process; rejects when it ends before. */
async function told<Message>(child: ChildProcess): Promise<Message> {
  const over = once(child, 'exit').then(([code]) => Promise.reject(new Error(`a process ended with ${String(code)}`)));
  const [message] = (await Promise.race([once(child, 'message'), over])) as [Message];
  over.catch(() => undefined);
  return message;
}

function rowOf({ sizeBytes, partSizeBytes }: Case, cost: Cost & { readonly requests: number }): Readonly<Record<string, string | number>> {
  const parts = Math.ceil(sizeBytes / partSizeBytes);
  return {
    object: `${sizeBytes / MIB} MiB`,
    'part size': partSizeBytes >= MIB ? `${partSizeBytes / MIB} MiB` : `${partSizeBytes / KIB} KiB`,
    parts,
    requests: cost.requests,
    end: cost.verified === null ? cost.state : `${cost.state}, ${cost.verified}`,
    'MiB/s': Math.round(sizeBytes / MIB / cost.seconds),
    'peak MiB': Math.round(cost.peakRssBytes / MIB),
    saves: cost.saves,
    'store µs/part': Math.round((cost.saveMs * 1000) / parts),
    'rows/part': Number((cost.rows / parts).toFixed(2)),
    'longest save ms': Math.round(cost.largestSaveMs),
    'database KiB': Math.round(cost.databaseBytes / KIB),
  };
}
