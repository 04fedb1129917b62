/** What `get` is given beside addresses: files that hold links, such as a Metalink. Only files on this machine are read so. */
import { resolve } from 'node:path';
import { LINK_FILE_EXTENSIONS, justLink, openLinkFile, type LinkedFile, type OpenedLinkFile } from '@sluice/link-files';
import { OBJECT_SCHEMES } from '@sluice/model';

export type LinkFileTrouble = Extract<OpenedLinkFile, { readonly kind: 'refused' }>['reason'];

export type LinkedFiles =
  | { readonly kind: 'read'; readonly files: readonly LinkedFile[] }
  | { readonly kind: 'refused'; readonly path: string; readonly reason: LinkFileTrouble };

/** Addresses as they are, and what files of links name in their place, in the order given. The first file that can't be read refuses all. */
export async function linkedFiles(operands: readonly string[], currentFolder: string): Promise<LinkedFiles> {
  const files: LinkedFile[] = [];
  for (const operand of operands) {
    if (!namesLinkFile(operand)) {
      files.push(justLink(operand));
      continue;
    }
    const read = await openLinkFile(resolve(currentFolder, operand), OBJECT_SCHEMES);
    if (read.kind === 'refused') return { kind: 'refused', path: operand, reason: read.reason };
    files.push(...read.files);
  }
  return { kind: 'read', files };
}

/** An address may end with `.txt` too; what has no scheme is a file. */
function namesLinkFile(operand: string): boolean {
  if (/^[a-z][a-z0-9+.-]+:/i.test(operand)) return false;
  const extension = /\.([a-z0-9]+)$/i.exec(operand)?.[1]?.toLowerCase();
  return extension !== undefined && LINK_FILE_EXTENSIONS.includes(extension);
}
