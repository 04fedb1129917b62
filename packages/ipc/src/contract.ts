/** The contract between the window and the main process: one table, channel → input schema and output type. Everything else is derived. */
import { FILE_KINDS, LIST_FILTERS, MAX_MIRRORS } from '@sluice/model';
import { z } from 'zod';
import {
  MAX_LINKS,
  MAX_ROWS,
  MAX_SNAPSHOTS,
  MAX_TEXT_LENGTH,
  bytesPerSecond,
  checksumText,
  conflictPolicy,
  connections,
  decision,
  fileName,
  headers,
  jobId,
  jobIds,
  path,
  paths,
  proxyText,
  searchText,
  url,
} from './bounded.ts';
import {
  bucket,
  chosenObjects,
  connectionId,
  connectionInput,
  objectKey,
  objectWish,
  pageToken,
  type AddObjectsReply,
  type ConnectionList,
  type ObjectPage,
  type RecognisedObject,
  type SaveConnectionReply,
  type TestReply,
} from './connections.ts';
import type {
  AddReply,
  AdoptReply,
  AppFacts,
  ChosenFolder,
  ClipboardText,
  HeaderNames,
  Integrations,
  JobList,
  JobPast,
  JobRows,
  LinkFilesReply,
  ListedLink,
  ListExportReply,
  ListImportReply,
  OpenReply,
  ProbeReply,
  RefreshReply,
  Resting,
  UnfinishedReply,
  UpdateState,
} from './replies.ts';
import { SETTINGS_SCHEMA, type ProxyReply, type Settings } from './settings.ts';

/** Carries the type of a reply through the table; there is nothing in it at run time. */
interface Output<T> {
  readonly type?: T;
}

function output<T>(): Output<T> {
  return {};
}

const nothing = z.strictObject({});
const someJobs = z.strictObject({ ids: jobIds });
const oneJob = z.strictObject({ id: jobId });

export const CONTRACT = {
  'jobs:list': { input: nothing, output: output<JobList>() },
  'jobs:add': {
    input: z.strictObject({
      links: z
        .array(
          z.strictObject({
            url,
            /** What a file of links said of this one; they go before what is said for all. */
            name: fileName.nullable().optional(),
            checksum: checksumText.nullable().optional(),
            mirrors: z.array(url).max(MAX_MIRRORS).optional(),
            sizeBytes: z.int().min(0).nullable().optional(),
          }),
        )
        .min(1)
        .max(MAX_LINKS),
      /** Null: the download folder of the settings. */
      directory: path.nullable(),
      /** Null: the server's name. Applies to a single link. */
      chosenName: fileName.nullable(),
      /** Null: the policy of the settings. */
      conflict: conflictPolicy.nullable(),
      connections: connections.nullable(),
      limitBytesPerSecond: bytesPerSecond.nullable(),
      /** As typed, such as `sha256:…`; a malformed one is refused with a `Failure`. */
      checksum: checksumText.nullable(),
      headers,
      /** For addresses of object stores. */
      object: objectWish.optional(),
      begin: z.enum(['queued', 'paused']),
    }),
    output: output<AddReply>(),
  },
  /** A stretch of the list, and the snapshots of its first rows: what a window shows that has just opened. */
  'jobs:rows': {
    input: z.strictObject({
      filter: z.enum(LIST_FILTERS),
      /** Null: every kind of file. */
      fileKind: z.enum(FILE_KINDS).nullable(),
      /** As typed. */
      search: searchText,
      from: z.int().min(0),
      limit: z.int().min(1).max(MAX_ROWS),
      snapshots: z.int().min(0).max(MAX_SNAPSHOTS),
    }),
    output: output<JobRows>(),
  },
  /** Those that exist, in no order that means anything. */
  'jobs:snapshots': { input: z.strictObject({ ids: z.array(jobId).max(MAX_SNAPSHOTS) }), output: output<JobList>() },
  /** What happened to a job, oldest first; empty for one that is gone. */
  'jobs:history': { input: oneJob, output: output<JobPast>() },
  'jobs:pause': { input: someJobs, output: output<null>() },
  'jobs:resume': { input: someJobs, output: output<null>() },
  'jobs:retry': { input: someJobs, output: output<null>() },
  'jobs:cancel': { input: someJobs, output: output<null>() },
  'jobs:remove': { input: z.strictObject({ ids: jobIds, deleteData: z.boolean() }), output: output<null>() },
  /** Answered once the link has been compared with what arrived, which takes as long as its server does. */
  'jobs:refresh-link': { input: z.strictObject({ id: jobId, url }), output: output<RefreshReply>() },
  /** What a file is that another program left unfinished; it is only looked at. */
  'jobs:look-unfinished': { input: z.strictObject({ path }), output: output<UnfinishedReply>() },
  /** Goes on with a file that another program left unfinished; answered once it was read and compared with the server. */
  'jobs:adopt': { input: z.strictObject({ path, source: url.nullable() }), output: output<AdoptReply>() },
  'jobs:decide': { input: z.strictObject({ id: jobId, answer: decision }), output: output<null>() },
  'jobs:pause-all': { input: nothing, output: output<null>() },
  'jobs:resume-all': { input: nothing, output: output<null>() },
  /** The headers that a job sends along: their names, for their values are secrets. */
  'jobs:header-names': { input: oneJob, output: output<HeaderNames>() },
  /** Unfinished jobs go, in the order that they have, before another one; null: to the end of the queue. */
  'jobs:move': { input: z.strictObject({ ids: jobIds, before: jobId.nullable() }), output: output<null>() },
  /** The pointer carries finished files out of the window; asked while it begins to. */
  'jobs:drag-out': { input: someJobs, output: output<null>() },
  'jobs:open': { input: oneJob, output: output<OpenReply>() },
  'jobs:show-in-folder': { input: oneJob, output: output<OpenReply>() },
  'settings:get': { input: nothing, output: output<Settings>() },
  'settings:set': { input: SETTINGS_SCHEMA.partial(), output: output<Settings>() },
  /** `system`, `none`, a proxy's URL, or the text that the settings show, which changes nothing. */
  'settings:set-proxy': { input: z.strictObject({ proxy: proxyText }), output: output<ProxyReply>() },
  'connections:list': { input: nothing, output: output<ConnectionList>() },
  'connections:save': { input: connectionInput, output: output<SaveConnectionReply>() },
  'connections:remove': { input: z.strictObject({ id: connectionId }), output: output<ConnectionList>() },
  /** Lists one object with what is typed, saved or not. */
  'connections:test': { input: connectionInput, output: output<TestReply>() },
  /** One page of one level of a bucket. */
  'objects:list': {
    input: z.strictObject({ connectionId, bucket, prefix: objectKey, from: pageToken.nullable() }),
    output: output<ObjectPage>(),
  },
  /** Queues objects, and everything below prefixes; answered when that is over, with pushes meanwhile. One at a time. */
  'objects:add': { input: chosenObjects, output: output<AddObjectsReply>() },
  'objects:stop-adding': { input: nothing, output: output<null>() },
  /** Which of these web addresses are objects of known connections. */
  'objects:recognise': {
    input: z.strictObject({ urls: z.array(url).max(MAX_SNAPSHOTS) }),
    output: output<{ readonly objects: readonly RecognisedObject[] }>(),
  },
  'integrations:get': { input: nothing, output: output<Integrations>() },
  /** Makes a new token for the endpoint: the old one opens nothing any more. */
  'integrations:new-token': { input: nothing, output: output<Integrations>() },
  'folders:choose': { input: z.strictObject({ from: path.nullable() }), output: output<ChosenFolder>() },
  /** Why the queue rests; changes are pushed. */
  'queue:resting': { input: nothing, output: output<Resting>() },
  /** To a file that the user chooses. Secrets: what opens the links goes with them. */
  'list:export': { input: z.strictObject({ format: z.enum(['json', 'text']), secrets: z.boolean() }), output: output<ListExportReply>() },
  /** From a file that the user chooses; what is new is added, paused. */
  'list:import': { input: nothing, output: output<ListImportReply>() },
  /** The basket brings the window to the front; with a text, its Add dialog filled with that. */
  'window:show': { input: z.strictObject({ text: z.string().max(MAX_TEXT_LENGTH).nullable() }), output: output<null>() },
  'app:facts': { input: nothing, output: output<AppFacts>() },
  /** What somebody who looks for a fault needs, without secrets, goes to the clipboard. */
  'app:copy-report': { input: nothing, output: output<null>() },
  'updates:get': { input: nothing, output: output<UpdateState>() },
  /** Looks for a new version because the user asks; what comes of it is pushed. */
  'updates:check': { input: nothing, output: output<null>() },
  'updates:download': { input: nothing, output: output<null>() },
  /** Makes what arrived durable, then puts the new version in place and starts it. */
  'updates:restart': { input: nothing, output: output<null>() },
  /** One small request, whose answer is not kept. The headers are sent as for a download. */
  'links:probe': { input: z.strictObject({ url, headers }), output: output<ProbeReply>() },
  /** Which of these the list has already, and where, whatever secrets and spelling they are given with. */
  'links:listed': {
    input: z.strictObject({ urls: z.array(url).max(MAX_SNAPSHOTS) }),
    output: output<{ readonly links: readonly ListedLink[] }>(),
  },
  /** Calls off every probe that is under way. */
  'links:stop-probes': { input: nothing, output: output<null>() },
  /** Files of links that were dropped. */
  'links:read-files': { input: z.strictObject({ paths }), output: output<LinkFilesReply>() },
  /** Only ever asked on the user's own click or paste. */
  'links:read-clipboard': { input: nothing, output: output<ClipboardText>() },
} as const satisfies Record<string, { readonly input: z.ZodType; readonly output: Output<unknown> }>;

export type Channel = keyof typeof CONTRACT;
export type InputOf<C extends Channel> = Immutable<z.output<(typeof CONTRACT)[C]['input']>>;
export type OutputOf<C extends Channel> = (typeof CONTRACT)[C]['output'] extends Output<infer T> ? T : never;

/** Immutability is said by types alone: zod's `readonly()` freezes whatever it is given, and throws for what can't be frozen. */
type Immutable<T> = T extends object ? { readonly [K in keyof T]: Immutable<T[K]> } : T;
