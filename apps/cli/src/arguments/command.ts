/** What a command line asks for, once it is understood. */
import type { Connection, ConflictPolicy, Digest, ObjectOptions, VerifyPolicy } from '@sluice/model';

export type Command =
  | GetCommand
  | AddCommand
  | AdoptCommand
  | ResumeCommand
  | RefreshCommand
  | ListCommand
  | HistoryCommand
  | ConnectionsCommand
  | LsCommand
  | RemoveCommand
  | DoctorCommand
  | HelpCommand
  | { readonly kind: 'version' };

export type CommandName = 'get' | 'add' | 'resume' | 'refresh' | 'adopt' | 'list' | 'history' | 'remove' | 'doctor' | 'connections' | 'ls';

/** How a command reports: objects for programs, sentences for people, or only what went wrong. */
export interface Output {
  readonly json: boolean;
  readonly quiet: boolean;
}

export interface GetCommand {
  readonly kind: 'get';
  /** Exactly as given, and parsed strictly by the engine; or files on this machine that hold links. */
  readonly urls: readonly string[];
  /** The file that `-o` names; only with one URL and without `directory`. */
  readonly file: string | null;
  readonly directory: string | null;
  /** Null where the option was not given: a continued job then keeps what it has. */
  readonly wishes: JobWishes;
  readonly limitBytesPerSecond: number | null;
  /** Absent: what must be read again is. */
  readonly verify?: VerifyPolicy;
  readonly stateFolder: string | null;
  readonly output: Output;
  /** Further addresses of the one URL. */
  readonly mirrors?: readonly string[];
  /** The URLs are prefixes: everything below them is fetched. */
  readonly recursive?: true;
}

/** Links for the app that runs; nothing is fetched here. */
export interface AddCommand {
  readonly kind: 'add';
  /** Exactly as given; parsed strictly by the app. */
  readonly urls: readonly string[];
  readonly directory: string | null;
  readonly headers: JobWishes['headers'];
  /** The app's, not the command line's own. */
  readonly stateFolder: string | null;
  readonly output: Output;
}

/** What `get` takes, for a file that another program has begun. */
export interface AdoptCommand extends Omit<GetCommand, 'kind' | 'urls'> {
  readonly kind: 'adopt';
  /** The unfinished file, or the other program's record of it. */
  readonly path: string;
  /** Where it comes from, exactly as given; null: as the record says. */
  readonly source: string | null;
  readonly keepOriginal: boolean;
}

/** What may be asked of a job, new or continued. */
export interface JobWishes {
  readonly connections: number | null;
  readonly partSizeBytes: number | null;
  readonly conflict: ConflictPolicy | null;
  readonly digest: Digest | null;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Look for a published checksum. */
  readonly seekChecksum?: boolean;
  /** `none`, a proxy's URL, or `system` for what the environment says. */
  readonly proxy?: string;
  /** Absent: nothing was said of objects. */
  readonly object?: ObjectWishes;
  /** SSE-C: 32 bytes in base64. */
  readonly customerKey?: string;
}

/** For oss:// and s3://; null where the option was not given. */
export interface ObjectWishes {
  /** A saved connection. It goes before what else says where. */
  readonly connection: string | null;
  readonly endpoint: string | null;
  readonly region: string | null;
  readonly addressing: Connection['addressing'] | null;
  readonly network: Connection['network'] | null;
  readonly signature: Connection['signature'] | null;
  readonly anonymous: boolean;
  readonly asked: Omit<ObjectOptions, 'connection'>;
}

export interface ResumeCommand {
  readonly kind: 'resume';
  /** Empty: all unfinished jobs. */
  readonly jobs: readonly string[];
  /** The answer to jobs that ask what to do with a file that is there already; null: none. */
  readonly conflict: SettledPolicy | null;
  /** The answer to jobs that ask whether to begin again with the changed file. */
  readonly restart: boolean;
  readonly limitBytesPerSecond: number | null;
  /** Absent: what must be read again is. */
  readonly verify?: VerifyPolicy;
  readonly stateFolder: string | null;
  readonly output: Output;
}

/** A policy that asks nothing any more. */
export type SettledPolicy = Exclude<ConflictPolicy, 'ask'>;

export interface RefreshCommand {
  readonly kind: 'refresh';
  readonly job: string;
  /** Exactly as given; parsed strictly by the engine. */
  readonly url: string;
  readonly limitBytesPerSecond: number | null;
  /** Absent: what must be read again is. */
  readonly verify?: VerifyPolicy;
  readonly stateFolder: string | null;
  readonly output: Output;
}

export interface ListCommand {
  readonly kind: 'list';
  readonly stateFolder: string | null;
  readonly json: boolean;
}

export interface HistoryCommand {
  readonly kind: 'history';
  readonly job: string;
  readonly stateFolder: string | null;
  readonly json: boolean;
}

export interface RemoveCommand {
  readonly kind: 'remove';
  readonly jobs: readonly string[];
  readonly deleteData: boolean;
  readonly stateFolder: string | null;
  readonly quiet: boolean;
}

/** Saved connections: `add` and `remove` change the list, `test` asks the store. */
export type ConnectionsCommand = { readonly kind: 'connections'; readonly stateFolder: string | null } & (
  | { readonly action: 'list'; readonly json: boolean }
  | { readonly action: 'remove'; readonly name: string }
  | { readonly action: 'test'; readonly name: string; /** `oss://BUCKET`; null: the one that is saved. */ readonly place: string | null }
  | AddConnection
);

export interface AddConnection {
  readonly action: 'add';
  readonly name: string;
  /** `oss://BUCKET` or `s3://BUCKET`. */
  readonly place: string;
  readonly wishes: ObjectWishes | null;
  /** Null: the keys are the environment's. */
  readonly keys: GivenKeys | null;
}

export interface GivenKeys {
  readonly accessKeyId: string;
  /** Null: it is asked for. */
  readonly secret: string | null;
  readonly token: string | null;
}

export interface LsCommand {
  readonly kind: 'ls';
  /** `oss://BUCKET/PREFIX`, exactly as given. */
  readonly place: string;
  readonly recursive: boolean;
  readonly json: boolean;
  readonly wishes: ObjectWishes | null;
  readonly stateFolder: string | null;
}

export interface DoctorCommand {
  readonly kind: 'doctor';
  /** Where downloads go; null: the current folder. */
  readonly directory: string | null;
  /** What to reach, exactly as given; null: nothing is asked of the network. */
  readonly url: string | null;
  readonly stateFolder: string | null;
  readonly json: boolean;
}

interface HelpCommand {
  readonly kind: 'help';
  /** Null: the overview. */
  readonly about: CommandName | null;
}

/** Wrong usage as facts; the sentence is made where it is shown. */
export interface UsageError {
  readonly kind: 'usage-error';
  readonly command: CommandName | null;
  readonly problem: UsageProblem;
}

export type UsageProblem =
  | { readonly kind: 'no-command' }
  | { readonly kind: 'unknown-command'; readonly given: string }
  /** An address where a command was expected; it may carry secrets and is never repeated. */
  | { readonly kind: 'url-without-command' }
  | { readonly kind: 'unknown-option'; readonly option: string }
  | { readonly kind: 'option-elsewhere'; readonly option: OptionName; readonly command: CommandName }
  | { readonly kind: 'value-missing'; readonly option: string }
  | { readonly kind: 'value-unwanted'; readonly option: string }
  | { readonly kind: 'invalid-value'; readonly option: ValueOption; readonly given: string }
  /** Only the name: the value of a header may be a secret. */
  | { readonly kind: 'invalid-header'; readonly name: string }
  /** The value is, or may hold, a secret and is never repeated. */
  | { readonly kind: 'invalid-hidden'; readonly option: HiddenOption }
  /** Of two options that make the same header, no one could say which counts. */
  | { readonly kind: 'header-twice'; readonly name: string }
  | { readonly kind: 'file-unreadable'; readonly option: HiddenOption | 'header'; readonly path: string }
  | { readonly kind: 'no-url' }
  | { readonly kind: 'no-job' }
  | { readonly kind: 'refresh-operands' }
  | { readonly kind: 'adopt-operand' }
  | { readonly kind: 'history-operand' }
  | { readonly kind: 'connections-operands' }
  | { readonly kind: 'not-a-place' }
  | { readonly kind: 'unexpected-argument' }
  | { readonly kind: 'one-file-for-many' }
  | { readonly kind: 'mirrors-for-many' }
  | { readonly kind: 'file-and-directory' }
  | { readonly kind: 'file-is-stdout' }
  | { readonly kind: 'file-is-folder'; readonly given: string };

/** Options whose value has a form that can be wrong. */
export type ValueOption =
  'connections' | 'part-size' | 'limit' | 'on-conflict' | 'checksum' | 'verify' | 'output' | 'directory' | 'state' | ObjectValueOption;

export type ObjectValueOption =
  | 'connection'
  | 'access-key-id'
  | 'endpoint'
  | 'region'
  | 'addressing'
  | 'network'
  | 'signature'
  | 'version-id'
  | 'traffic-limit'
  | 'sub-range';

/** Options whose value is not to be shown. */
export type HiddenOption = 'user' | 'bearer' | 'cookie' | 'proxy' | 'sse-c-key-file' | 'secret-file' | 'token-file';

type ObjectFlag = 'anonymous' | 'request-payer' | 'restore';

export type OptionName =
  | ValueOption
  | HiddenOption
  | ObjectFlag
  | 'header'
  | 'mirror'
  | 'json'
  | 'quiet'
  | 'restart'
  | 'source'
  | 'copy'
  | 'recursive'
  | 'delete-data'
  | 'url'
  | 'help'
  | 'version';
