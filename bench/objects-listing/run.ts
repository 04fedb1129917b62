/**
 * A bucket of many keys: `sluice ls`, and the Browse dialog scrolled to its end. Memory must not grow with their number on the command
 * line, and no frame may take long in the window. Needs a build, and for the window a display and `ELECTRON_EXEC_PATH`.
 * `tsx bench/objects-listing/run.ts [--runs 1] [--quick] [--keys 100000…]`.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { tempFolder } from '@sluice/testkit';
import type { Figure, Unit } from '../suite/figures.ts';
import { suiteOptions } from '../suite/options.ts';
import { printFindings } from '../suite/print-findings.ts';
import { browseKeys } from './browse-keys.ts';
import { listKeys } from './list-keys.ts';

const SERVER = new URL('./serve.ts', import.meta.url);

const { rounds, quick } = suiteOptions(1);
const { values } = parseArgs({ options: { keys: { type: 'string', multiple: true } }, strict: false, allowPositionals: true });
const counts = values.keys?.map(Number) ?? (quick ? [1_000, 10_000] : [1_000, 10_000, 100_000]);

class Figures {
  readonly #values = new Map<string, { readonly unit: Unit; readonly values: number[] }>();

  add(what: string, unit: Unit, value: number): void {
    const figure = this.#values.get(what) ?? { unit, values: [] };
    figure.values.push(value);
    this.#values.set(what, figure);
  }

  get all(): readonly Figure[] {
    return [...this.#values].map(([what, { unit, values: all }]) => ({ what, program: 'Sluice', unit, values: all }));
  }
}

const figures = new Figures();
const folder = await tempFolder();
try {
  for (let round = 1; round <= rounds; round += 1) for (const keys of counts) await measure(keys, join(folder.path, `${round}-${keys}`));
} finally {
  await folder.remove();
}
printFindings({ figures: figures.all });

async function measure(keys: number, home: string): Promise<void> {
  const server = fork(fileURLToPath(SERVER), [String(keys)]);
  try {
    const { url } = await told<{ readonly url: string }>(server);
    for (const [what, words] of [
      ['ls', []],
      ['ls --recursive --json', ['--recursive', '--json']],
    ] as const) {
      const { lines, seconds, firstLineMs, longestSilenceMs, peakMiB } = await listKeys(url, folder.path, words);
      if (lines !== keys) throw new Error(`${what} printed ${lines} lines for ${keys} keys`);
      figures.add(`${keys} keys, ${what}: until the end`, 's', seconds);
      figures.add(`${keys} keys, ${what}: until the first line`, 'ms', firstLineMs);
      figures.add(`${keys} keys, ${what}: longest silence`, 'ms', longestSilenceMs);
      figures.add(`${keys} keys, ${what}: most memory`, 'MiB', peakMiB);
    }
    if (process.env['DISPLAY'] === undefined) return;
    const browsed = await browseKeys(url, home, keys);
    figures.add(`${keys} keys, Browse: scrolled to the end`, 's', browsed.seconds);
    // One page is there at once: nothing is scrolled.
    if (!Number.isNaN(browsed.frameP95Ms)) {
      figures.add(`${keys} keys, Browse: frames, 95 of 100 within`, 'ms', browsed.frameP95Ms);
      figures.add(`${keys} keys, Browse: longest frame`, 'ms', browsed.longestFrameMs);
    }
    figures.add(`${keys} keys, Browse: heap of the window`, 'MiB', browsed.windowHeapMiB);
    figures.add(`${keys} keys, Browse: main process, resident`, 'MiB', browsed.mainMiB);
  } finally {
    server.disconnect();
  }
}

async function told<Message>(child: ChildProcess): Promise<Message> {
  const over = once(child, 'exit').then(([code]) => Promise.reject(new Error(`a process ended with ${String(code)}`)));
  const [message] = (await Promise.race([once(child, 'message'), over])) as [Message];
  over.catch(() => undefined);
  return message;
}
