/** The queue as callers over JSON-RPC see it: what they ask for is bounded here as what the window asks for is at its border. */
import type { AddedDownload, AskedDownload, Downloads } from '@sluice/aria2-rpc';
import type { JobQueue, NewJob } from '@sluice/engine';
import { parseDigest, parseHeaderLine, type Failure } from '@sluice/model';
import type { SettingsBox } from '../settings.ts';
import { allowedFolder } from './allowed-folder.ts';
import { rememberList } from './list-memory.ts';

export interface QueueDownloadsPorts {
  readonly queue: JobQueue;
  readonly settings: SettingsBox;
  /** Runs what a caller does not wait for. */
  readonly background: (task: Promise<unknown>) => void;
}

export interface QueueDownloads extends Downloads {
  close(): void;
}

/** Follows the queue until it is closed. */
export function queueDownloads({ queue, settings, background }: QueueDownloadsPorts): QueueDownloads {
  const memory = rememberList(queue);
  return {
    all: () => memory.all(),
    one: (id) => queue.snapshot(id),
    add: (asked) => add(asked, queue, settings),
    pause: (ids) => {
      background(ids === 'all' ? queue.pauseAll() : queue.pause(ids));
    },
    resume: (ids) => {
      if (ids === 'all') queue.resumeAll();
      else queue.resume(ids);
    },
    remove: (ids) => {
      const done = new Set(ids.filter((id) => queue.snapshot(id)?.job.state.kind === 'done'));
      background(queue.remove([...done], { deleteData: false }));
      background(
        queue.remove(
          ids.filter((id) => !done.has(id)),
          { deleteData: true },
        ),
      );
    },
    move: (id, before) => {
      queue.move([id], before);
    },
    limit: () => settings.current.limitBytesPerSecond,
    setLimit: (bytesPerSecond) => {
      settings.change({ limitBytesPerSecond: bytesPerSecond === null ? null : Math.min(bytesPerSecond, Number.MAX_SAFE_INTEGER) });
    },
    setLimitOf: (id, bytesPerSecond) => {
      queue.limit([id], bytesPerSecond === null ? null : Math.min(bytesPerSecond, Number.MAX_SAFE_INTEGER));
    },
    subscribe: (listener) =>
      queue.subscribe((event) => {
        if (event.kind === 'job' && event.cause === 'state') listener(event.snapshot);
      }),
    close: () => {
      memory.close();
    },
  };
}

function add(asked: AskedDownload, queue: JobQueue, { current }: SettingsBox): AddedDownload {
  const failure = wrongOption(asked);
  if (failure !== null) return { kind: 'refused', failure };
  const directory = asked.directory === null ? current.downloadFolder : allowedFolder(asked.directory, current.downloadFolder);
  if (directory === null) return { kind: 'folder-refused' };
  const { url, name: chosenName, headers, connections, limitBytesPerSecond, begin } = asked;
  // Lists of aria2's callers may name FTP and more, too.
  const mirrors = asked.mirrors.filter((mirror) => /^https?:/i.test(mirror));
  const { conflict, onRemoteChange } = current;
  const digest = parseDigest(asked.checksum ?? '');
  const options = { connections, partSizeBytes: null, limitBytesPerSecond, digest, onRemoteChange };
  const job: NewJob = { url, mirrors, directory, chosenName, conflict, options, headers, begin };
  const [outcome] = queue.add([job]);
  if (outcome === undefined) throw new Error('the queue answered nothing');
  return outcome.kind === 'added' ? { kind: 'added', id: outcome.job.id } : outcome;
}

function wrongOption({ checksum, headers }: AskedDownload): Failure | null {
  if (checksum !== null && parseDigest(checksum) === null)
    return { kind: 'invalid-option', option: 'checksum', value: checksum.slice(0, 200) };
  const wrong = headers.find(([name, value]) => parseHeaderLine(`${name}: ${value}`) === null);
  return wrong === undefined ? null : { kind: 'invalid-option', option: 'header', value: wrong[0].slice(0, 200) };
}
