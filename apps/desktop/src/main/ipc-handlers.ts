/** Answers the window's messages, which are parsed already: one handler a channel, thin over queue, settings and system. */
import { redactUrl, type AddOutcome, type JobQueue, type NewJob } from '@sluice/engine';
import {
  MAX_TEXT_LENGTH,
  type AddReply,
  type AddingObjects,
  type AppFacts,
  type Handlers,
  type InputOf,
  type Integrations,
  type ListExportReply,
  type ListImportReply,
  type RestReason,
} from '@sluice/ipc';
import { parseHeaderLine, parseDigest, parseObjectAddress, type Failure, type JobId, type JobSnapshot } from '@sluice/model';
import { adoptUnfinished, lookAtUnfinished } from './adopt-handler.ts';
import { directoryFor } from './links/directory-for.ts';
import { createListHandlers, type Listing } from './list-handlers.ts';
import { openFile, showInFolder, type FileOpener } from './open-file.ts';
import type { CareHandlers } from './self-care.ts';
import type { SettingsBox } from './settings.ts';
import { createSourceHandlers, objectOptionsOf } from './sources/source-handlers.ts';
import type { Sources } from './sources/sources.ts';
import { createWindowHandlers } from './window-handlers/window-handlers.ts';

export interface HandlerPorts {
  readonly queue: JobQueue;
  readonly listing: Listing;
  readonly settings: SettingsBox;
  readonly files: FileOpener;
  facts(): AppFacts;
  /** The list, to and from files that the user chooses. */
  readonly lists: { exportTo(input: InputOf<'list:export'>): Promise<ListExportReply>; importFrom(): Promise<ListImportReply> };
  /** Why the queue rests. */
  resting(): readonly RestReason[];
  /** Brings the window to the front; with a text, its Add dialog. */
  showWindow(text: string | null): void;
  /** Asks the user for a folder; null when they chose none. */
  chooseFolder(from: string): Promise<string | null>;
  readClipboard(): Promise<string>;
  /** What other programs may ask. */
  readonly integrations: { status(): Integrations; newToken(): Integrations };
  /** The program's own report and updates. */
  readonly care: CareHandlers;
  /** The connections to object stores, and what is in their buckets. */
  readonly sources: Sources;
  /** How far adding the objects of a bucket has come. */
  readonly tellAdding: (progress: AddingObjects) => void;
  /** Begins the system's own drag of these files. */
  dragFiles(paths: readonly string[]): void;
}

export function createHandlers(ports: HandlerPorts): Handlers {
  const { queue, settings, files } = ports;
  return {
    ...createWindowHandlers(ports),
    ...createListHandlers(ports),
    ...ports.care,
    ...createSourceHandlers(ports),
    'jobs:add': (input) => addJobs(input, ports),
    'jobs:pause': ({ ids }) => whenDone(queue.pause(ids)),
    'jobs:resume': ({ ids }) => whenDone(queue.resume(ids)),
    'jobs:retry': ({ ids }) => whenDone(queue.retry(ids)),
    'jobs:cancel': ({ ids }) => whenDone(queue.cancel(ids)),
    'jobs:remove': ({ ids, deleteData }) => whenDone(queue.remove(ids, { deleteData })),
    'jobs:refresh-link': ({ id, url }) => queue.refreshLink(id, url),
    'jobs:look-unfinished': (input) => lookAtUnfinished(input),
    'jobs:adopt': (input) => adoptUnfinished(input, ports),
    'jobs:decide': ({ id, answer }) => whenDone(queue.decide(id, answer)),
    'jobs:pause-all': () => whenDone(queue.pauseAll()),
    'jobs:resume-all': () => whenDone(queue.resumeAll()),
    'jobs:header-names': ({ id }) => ({ names: queue.headerNames(id) }),
    'jobs:move': ({ ids, before }) => whenDone(queue.move(ids, before)),
    'jobs:open': ({ id }) => openFile(queue.snapshot(id), files),
    'jobs:show-in-folder': ({ id }) => showInFolder(queue.snapshot(id), files),
    'settings:get': () => settings.current,
    'settings:set': (changes) => settings.change(changes),
    'settings:set-proxy': ({ proxy }) => settings.changeProxy(proxy),
    'integrations:get': () => ports.integrations.status(),
    'integrations:new-token': () => ports.integrations.newToken(),
    'folders:choose': async ({ from }) => ({ path: await ports.chooseFolder(from ?? settings.current.downloadFolder) }),
    'list:export': (input) => ports.lists.exportTo(input),
    'list:import': () => ports.lists.importFrom(),
    'queue:resting': () => ({ reasons: ports.resting() }),
    'window:show': ({ text }) => {
      ports.showWindow(text);
      return null;
    },
    'app:facts': () => ports.facts(),
    'links:read-clipboard': async () => ({ text: (await ports.readClipboard()).slice(0, MAX_TEXT_LENGTH) }),
  };
}

/** Commands are answered with nothing; what they did comes as pushes. */
async function whenDone(task: Promise<void> | void): Promise<null> {
  await task;
  return null;
}

async function addJobs(input: InputOf<'jobs:add'>, { queue, settings, sources }: HandlerPorts): Promise<AddReply> {
  const failure = checkOptions(input);
  if (failure !== null) return { outcomes: input.links.map(({ url }) => ({ kind: 'refused', url: redactUrl(url), failure })) };
  const requests = newJobs(input, settings, sources);
  // What becomes of them meanwhile is heard: reading ten thousand rows in one go would keep everybody waiting.
  const latest = new Map<JobId, JobSnapshot>();
  const stopListening = queue.subscribe((event) => {
    if (event.kind === 'job') latest.set(event.snapshot.job.id, event.snapshot);
  });
  try {
    const outcomes = await queue.addMany(requests);
    return { outcomes: outcomes.map((outcome, index) => toReply(outcome, requests[index]?.url ?? '', latest)) };
  } finally {
    stopListening();
  }
}

function checkOptions({ checksum, headers }: InputOf<'jobs:add'>): Failure | null {
  if (checksum !== null && parseDigest(checksum) === null) return { kind: 'invalid-option', option: 'checksum', value: checksum };
  const wrong = headers.find(([name, value]) => parseHeaderLine(`${name}: ${value}`) === null);
  return wrong === undefined ? null : { kind: 'invalid-option', option: 'header', value: wrong[0] };
}

function newJobs(input: InputOf<'jobs:add'>, { current }: SettingsBox, sources: Sources): readonly NewJob[] {
  const alone = input.links.length === 1;
  const nameOf = (name: string | null | undefined): string | null => (alone ? input.chosenName : null) ?? name ?? null;
  return input.links.map(({ url, name, checksum, mirrors, sizeBytes }) => ({
    url,
    ...(mirrors === undefined || mirrors.length === 0 ? {} : { mirrors }),
    directory: input.directory ?? directoryFor({ url, name: nameOf(name) }, current),
    // One name or one digest can't be that of many files.
    chosenName: nameOf(name),
    conflict: input.conflict ?? current.conflict,
    options: {
      connections: input.connections,
      partSizeBytes: null,
      limitBytesPerSecond: input.limitBytesPerSecond,
      digest: parseDigest((alone ? input.checksum : null) ?? checksum ?? ''),
      onRemoteChange: current.onRemoteChange,
      ...(input.object === undefined || !isObject(url) ? {} : { object: objectOptionsOf(input.object, sources) }),
      ...(sizeBytes == null ? {} : { expectedSizeBytes: sizeBytes }),
    },
    headers: input.headers,
    ...(input.object?.customerKey == null || !isObject(url) ? {} : { customerKey: input.object.customerKey }),
    begin: input.begin,
  }));
}

function isObject(url: string): boolean {
  return parseObjectAddress(url.trim()) !== null;
}

function toReply(outcome: AddOutcome, url: string, latest: ReadonlyMap<JobId, JobSnapshot>): AddReply['outcomes'][number] {
  switch (outcome.kind) {
    case 'added':
      return { kind: 'added', snapshot: latest.get(outcome.job.id) ?? { job: outcome.job, progress: null } };
    case 'refused':
      return { kind: 'refused', url: redactUrl(url), failure: outcome.failure };
  }
}
