/** A file of links on the disk: a pipe, a folder or a giant must not hold anybody up. */
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { MAX_LINK_FILE_BYTES, type LinkFile } from './link-file.ts';
import { readLinkFile } from './read-link-file.ts';

export type OpenedLinkFile = LinkFile | { readonly kind: 'refused'; /** It can't be read, or is no file. */ readonly reason: 'unreadable' };

/** `readLinkFile` for what lies at a path. Reads at most one byte more than is taken; never throws for what the disk says. */
export async function openLinkFile(path: string, schemes: readonly string[] = []): Promise<OpenedLinkFile> {
  const bytes = await readBounded(path).catch(() => null);
  return bytes === null ? { kind: 'refused', reason: 'unreadable' } : readLinkFile(basename(path), bytes, schemes);
}

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
