/** What a command line asks for, once it is understood. */
import type { ConflictPolicy, Digest } from '@sluice/model';

export type Command = GetCommand | ResumeCommand | ListCommand | RemoveCommand | HelpCommand | { readonly kind: 'version' };

export type CommandName = 'get' | 'resume' | 'list' | 'remove';

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
}

export interface ResumeCommand {
  readonly kind: 'resume';
  /** Empty: all unfinished jobs. */
  readonly jobs: readonly string[];
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
  | { readonly kind: 'no-url' }
  | { readonly kind: 'no-job' }
  | { readonly kind: 'unexpected-argument' }
  | { readonly kind: 'one-file-for-many' }
  | { readonly kind: 'file-and-directory' }
  | { readonly kind: 'file-is-stdout' }
  | { readonly kind: 'file-is-folder'; readonly given: string };

/** Options whose value has a form that can be wrong. */
export type ValueOption = 'connections' | 'part-size' | 'limit' | 'on-conflict' | 'checksum' | 'output' | 'directory' | 'state';

export type OptionName = ValueOption | 'header' | 'json' | 'quiet' | 'delete-data' | 'help' | 'version';
