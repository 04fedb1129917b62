/** The contract between the window and the main process: one table, channel → input schema and output type. Everything else is derived. */
import { z } from 'zod';
import {
  MAX_LINKS,
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
  proxyText,
  url,
} from './bounded.ts';
import type { AddReply, AppFacts, ChosenFolder, ClipboardText, JobList, OpenReply, RefreshReply } from './replies.ts';
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
      links: z.array(z.strictObject({ url })).min(1).max(MAX_LINKS),
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
      begin: z.enum(['queued', 'paused']),
    }),
    output: output<AddReply>(),
  },
  'jobs:pause': { input: someJobs, output: output<null>() },
  'jobs:resume': { input: someJobs, output: output<null>() },
  'jobs:retry': { input: someJobs, output: output<null>() },
  'jobs:cancel': { input: someJobs, output: output<null>() },
  'jobs:remove': { input: z.strictObject({ ids: jobIds, deleteData: z.boolean() }), output: output<null>() },
  /** Answered once the link has been compared with what arrived, which takes as long as its server does. */
  'jobs:refresh-link': { input: z.strictObject({ id: jobId, url }), output: output<RefreshReply>() },
  'jobs:decide': { input: z.strictObject({ id: jobId, answer: decision }), output: output<null>() },
  'jobs:pause-all': { input: nothing, output: output<null>() },
  'jobs:resume-all': { input: nothing, output: output<null>() },
  'jobs:open': { input: oneJob, output: output<OpenReply>() },
  'jobs:show-in-folder': { input: oneJob, output: output<OpenReply>() },
  'settings:get': { input: nothing, output: output<Settings>() },
  'settings:set': { input: SETTINGS_SCHEMA.partial(), output: output<Settings>() },
  /** `system`, `none`, a proxy's URL, or the text that the settings show, which changes nothing. */
  'settings:set-proxy': { input: z.strictObject({ proxy: proxyText }), output: output<ProxyReply>() },
  'folders:choose': { input: z.strictObject({ from: path.nullable() }), output: output<ChosenFolder>() },
  'app:facts': { input: nothing, output: output<AppFacts>() },
  /** Only ever asked on the user's own click or paste. */
  'links:read-clipboard': { input: nothing, output: output<ClipboardText>() },
} as const satisfies Record<string, { readonly input: z.ZodType; readonly output: Output<unknown> }>;

export type Channel = keyof typeof CONTRACT;
export type InputOf<C extends Channel> = Immutable<z.output<(typeof CONTRACT)[C]['input']>>;
export type OutputOf<C extends Channel> = (typeof CONTRACT)[C]['output'] extends Output<infer T> ? T : never;

/** Immutability is said by types alone: zod's `readonly()` freezes whatever it is given, and throws for what can't be frozen. */
type Immutable<T> = T extends object ? { readonly [K in keyof T]: Immutable<T[K]> } : T;
