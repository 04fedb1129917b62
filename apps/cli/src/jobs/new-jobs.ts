/** From the words of a command to the jobs that it asks for. */
import { basename, dirname, resolve } from 'node:path';
import type { NewJob } from '@sluice/engine';
import { justLink, type LinkedFile } from '@sluice/link-files';
import type { ObjectOptions } from '@sluice/model';
import type { GetCommand } from '../arguments/command.ts';
import { objectOptions } from './object-options.ts';

/** The jobs as they would be added. `-o FILE` is a folder and a name; without `-o` and `-d` files go where the user is. */
export function newJobs(
  { urls, file, directory, mirrors = [], wishes }: GetCommand,
  currentFolder: string,
  files: readonly LinkedFile[] = urls.map(justLink),
): readonly NewJob[] {
  const path = file === null ? null : resolve(currentFolder, file);
  return files.map(({ urls: [url = '', ...others], name, sizeBytes, digest }) => ({
    url,
    ...(mirrors.length + others.length === 0 ? {} : { mirrors: [...mirrors, ...others] }),
    directory: path === null ? resolve(currentFolder, directory ?? '.') : dirname(path),
    chosenName: path === null ? name : basename(path),
    conflict: wishes.conflict ?? 'keep-both',
    options: {
      connections: wishes.connections,
      partSizeBytes: wishes.partSizeBytes,
      // The limit is one for all files of the run: the queue keeps to it, not the job.
      limitBytesPerSecond: null,
      digest: wishes.digest ?? digest,
      ...(sizeBytes === null ? {} : { expectedSizeBytes: sizeBytes }),
      onRemoteChange: 'restart',
      ...(wishes.seekChecksum === undefined ? {} : { seekChecksum: wishes.seekChecksum }),
      ...ofObject(objectOptions(url, wishes.object)),
    },
    headers: wishes.headers,
    ...(wishes.proxy === undefined || wishes.proxy === 'system' ? {} : { proxy: wishes.proxy }),
    ...(wishes.customerKey === undefined ? {} : { customerKey: wishes.customerKey }),
    begin: 'queued',
  }));
}

function ofObject(object: ObjectOptions | null): { readonly object?: ObjectOptions } {
  return object === null ? {} : { object };
}
