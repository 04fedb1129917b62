/** What a command line asks for, once it is understood. */
import type { ConflictPolicy, Digest } from '@sluice/model';

export type Command =
  GetCommand | ResumeCommand | RefreshCommand | ListCommand | RemoveCommand | HelpCommand | { readonly kind: 'version' };

export type CommandName = 'get' | 'resume' | 'refresh' | 'list' | 'remove';

/** How a command reports: objects for programs, sentences for people, or only what went wrong. */
export interface Output {
  readonly json: boolean;
  readonly quiet: boolean;
}

export interface GetCommand {
  readonly kind: 'get';
  /** Exactly as given; parsed strictly by the engine. */
  readonly urls: readonly string[];
  /** The file that `-o` names; only with one URL and without `directory`. */
  readonly file: string | null;
  readonly directory: string | null;
  /** Null where the option was not given: a continued job then keeps what it has. */
  readonly wishes: JobWishes;
  readonly limitBytesPerSecond: number | null;
  readonly stateFolder: string | null;
  readonly output: Output;
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
  readonly stateFolder: string | null;
  readonly output: Output;
}

export interface ListCommand {
  readonly kind: 'list';
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
  | { readonly kind: 'unexpected-argument' }
  | { readonly kind: 'one-file-for-many' }
  | { readonly kind: 'file-and-directory' }
  | { readonly kind: 'file-is-stdout' }
  | { readonly kind: 'file-is-folder'; readonly given: string };

/** Options whose value has a form that can be wrong. */
export type ValueOption = 'connections' | 'part-size' | 'limit' | 'on-conflict' | 'checksum' | 'output' | 'directory' | 'state';

/** Options whose value is not to be shown. */
export type HiddenOption = 'user' | 'bearer' | 'cookie' | 'proxy';

export type OptionName = ValueOption | HiddenOption | 'header' | 'json' | 'quiet' | 'restart' | 'delete-data' | 'help' | 'version';
