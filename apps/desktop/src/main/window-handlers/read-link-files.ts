/** Files that were dropped on the window, read for the links in them. A file that holds something else is named, never queued. */
import { basename } from 'node:path';
import type { LinkFilesReply, LinkInFile, RefusedLinkFile } from '@sluice/ipc';
import { openLinkFile, type LinkedFile } from '@sluice/link-files';
import { OBJECT_SCHEMES } from '@sluice/model';

/** One after the other, so that a hundred files don't fill the memory. */
export async function readLinkFiles(paths: readonly string[]): Promise<LinkFilesReply> {
  const links: LinkInFile[] = [];
  const refused: RefusedLinkFile[] = [];
  for (const path of paths) {
    const read = await openLinkFile(path, OBJECT_SCHEMES);
    if (read.kind === 'refused') refused.push({ name: basename(path), reason: read.reason });
    else links.push(...read.files.flatMap(linkOf));
  }
  return { links, refused };
}

/** The preferred address is the job's own, the others are its mirrors. */
function linkOf({ urls, name, sizeBytes, digest }: LinkedFile): readonly LinkInFile[] {
  const [url, ...mirrors] = urls;
  return url === undefined
    ? []
    : [{ url, mirrors, name, sizeBytes, checksum: digest === null ? null : `${digest.algorithm}:${digest.hex}` }];
}
