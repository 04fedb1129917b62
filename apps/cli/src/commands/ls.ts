/** `sluice ls`: what is in a bucket, a page at a time; nothing is held but the page that is printed (spec G9). */
import { listObjects, parseObjectPlace, type ListedObject } from '@sluice/object-storage';
import { formatBytes } from '@sluice/words';
import type { LsCommand } from '../arguments/command.ts';
import type { Console } from '../console.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { printable } from '../terminal/printable.ts';
import { chosenConnection, tellFailure, withObjects } from './with-objects.ts';

const SIZE_COLUMNS = 10;
const TIME_COLUMNS = 16;

export async function ls(command: LsCommand, console: Console): Promise<ExitCode> {
  const place = parseObjectPlace(command.place);
  if (place === null) throw new Error('the place was parsed before');
  return withObjects(command, console, async (objects) => {
    const connection = chosenConnection(objects, place, command.wishes);
    if ('kind' in connection) return tellFailure(connection, console);
    const { bucket, prefix } = place;
    const requestPayer = command.wishes?.asked.requestPayer === true;
    const order = { connection, bucket, prefix, delimiter: command.recursive ? null : ('/' as const), requestPayer };
    for await (const step of listObjects(objects.ports, order, objects.signal)) {
      if (step.kind === 'failed') return tellFailure(step.failure, console);
      const lines = [
        ...step.prefixes.map((name) => folderLine(name, command)),
        ...step.objects.map((one) => objectLine(one, command, console)),
      ];
      if (lines.length > 0) await console.stdout.drained(`${lines.join('\n')}\n`);
    }
    return EXIT.done;
  });
}

function folderLine(name: string, { json }: LsCommand): string {
  return json ? JSON.stringify({ prefix: name }) : `${' '.repeat(SIZE_COLUMNS + TIME_COLUMNS + 4)}${printable(name)}`;
}

/** With `--json`: the contract. The key is exactly the store's. */
function objectLine(
  { key, sizeBytes, modifiedAtMs, etag, storageClass }: ListedObject,
  { json }: LsCommand,
  { language }: Console,
): string {
  const at = modifiedAtMs === null ? null : new Date(modifiedAtMs);
  if (json) return JSON.stringify({ key, size: sizeBytes, modifiedAt: at?.toISOString() ?? null, etag, storageClass });
  const size = formatBytes(sizeBytes, language).padStart(SIZE_COLUMNS);
  // The Swedish locale writes dates as ISO 8601 does, in the user's own time.
  const time = at === null ? '' : WHEN.format(at);
  return `${size}  ${time.padEnd(TIME_COLUMNS)}  ${printable(key)}`;
}

const WHEN = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short' });
