/** Files that were dropped on the window, read for the links in them. A file that holds something else is named, never queued. */
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { LinkFilesReply, LinkInFile, RefusedLinkFile } from '@sluice/ipc';
import { MAX_LINK_FILE_BYTES, readLinkFile, type LinkedFile } from '@sluice/link-files';
import { parseDigest } from '@sluice/model';

type Read =
  { readonly kind: 'read'; readonly links: readonly LinkInFile[] } | { readonly kind: 'refused'; readonly refused: RefusedLinkFile };

/** One after the other, so that a hundred files don't fill the memory. */
export async function readLinkFiles(paths: readonly string[]): Promise<LinkFilesReply> {
  const links: LinkInFile[] = [];
  const refused: RefusedLinkFile[] = [];
  for (const path of paths) {
    const read = await readOne(path);
    if (read.kind === 'read') links.push(...read.links);
    else refused.push(read.refused);
  }
  return { links, refused };
}

async function readOne(path: string): Promise<Read> {
  const name = basename(path);
  const bytes = await readBounded(path).catch(() => null);
  if (bytes === null) return { kind: 'refused', refused: { name, reason: 'unreadable' } };
  const read = readLinkFile(name, bytes);
  if (read.kind === 'refused') return { kind: 'refused', refused: { name, reason: read.reason } };
  return { kind: 'read', links: read.files.flatMap(linkOf) };
}

/** One byte more than is taken tells that there is too much; a pipe or a folder is not read at all. */
async function readBounded(path: string): Promise<Uint8Array | null> {
  const file = await open(path, 'r');
  try {
    const facts = await file.stat();
    if (!facts.isFile()) return null;
    const buffer = Buffer.alloc(Math.min(facts.size, MAX_LINK_FILE_BYTES) + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length, length);
      length += bytesRead;
      if (bytesRead === 0 || length === buffer.length) return buffer.subarray(0, length);
    }
  } finally {
    await file.close();
  }
}

/** A job has one address: the preferred one. A digest that the queue can't be given by hand is left to the server to say. */
function linkOf({ urls, name, digest }: LinkedFile): readonly LinkInFile[] {
  const [url] = urls;
  if (url === undefined) return [];
  const checksum = digest === null ? null : `${digest.algorithm}:${digest.hex}`;
  return [{ url, name, checksum: checksum !== null && parseDigest(checksum) !== null ? checksum : null }];
}
