/** What every language must say; a missing entry does not compile. */
import type { Finding } from '../doctor/finding.ts';
import type { CommandName, HiddenOption, UsageProblem, ValueOption } from '../arguments/command.ts';
import type { LinkFileTrouble } from '../jobs/linked-files.ts';

/** `finding` is the kind of what was found, and carries its facts. */
export type DoctorSentences = { readonly [K in Finding['kind']]: (finding: Extract<Finding, { readonly kind: K }>) => string };

/** What a value must look like. */
export type ValueForms = Readonly<Record<ValueOption | HiddenOption, string>>;

export interface Sentences {
  readonly usage: { readonly [K in UsageProblem['kind']]: (problem: Extract<UsageProblem, { readonly kind: K }>) => string };
  /** Follows a sentence directly. */
  readonly seeHelp: (command: CommandName | null) => string;
  readonly saved: (file: {
    readonly name: string;
    readonly size: string;
    readonly checkedWith: string | null;
    readonly noneFound: boolean;
  }) => string;
  readonly kept: (path: string) => string;
  readonly continues: (name: string, percent: string) => string;
  readonly restarted: (name: string, cause: string) => string;
  readonly wasCancelled: string;
  readonly stopping: string;
  readonly stopped: string;
  readonly moreJobs: (count: number) => string;
  readonly nothingToResume: string;
  /** Sentences that end with a command. */
  readonly nextSteps: { readonly [K in 'refresh' | 'decideTarget' | 'decideChange']: (command: string) => string };
  readonly waitsForLink: (name: string, command: string) => string;
  readonly refreshed: (name: string) => string;
  /** A sentence before and one after another program's file was looked at; `path` may be any. */
  readonly adoptReading: (path: string) => string;
  readonly adopted: (facts: { readonly kept: string; readonly samples: number; readonly path: string; readonly copied: boolean }) => string;
  readonly leftUnfinished: (path: string, command: string) => string;
  /** A file that was to hold links. */
  readonly linkFileRefused: (path: string, reason: LinkFileTrouble) => string;
  readonly nobodyAsks: string;
  readonly noJobs: string;
  /** What became of links for the app. */
  readonly handedOver: (count: number) => string;
  readonly noApp: string;
  readonly appSilent: string;
  readonly appOtherVersion: string;
  readonly columns: readonly [job: string, arrived: string, name: string, state: string];
  readonly removed: (name: string) => string;
  readonly removedKeeping: (name: string, path: string) => string;
  readonly removedWithData: (name: string) => string;
  readonly unknownJob: (given: string) => string;
  readonly ambiguousJob: (given: string) => string;
  readonly alreadyOver: (name: string, cancelled: boolean) => string;
  readonly locked: (folder: string) => string;
  readonly newer: (folder: string) => string;
  readonly unusable: (folder: string, code: string) => string;
  readonly setAside: (path: string, restoredFrom: 'backup' | 'nothing') => string;
  readonly backupUsed: string;
  readonly walMissing: string;
  readonly progressChecked: (count: number) => string;
  readonly progressDoubted: (count: number) => string;
  readonly rowsUnreadable: (count: number) => string;
  readonly backupFailed: (code: string) => string;
  /** The bucket is at another endpoint than was said; it is used from here on. */
  readonly endpointFollowed: (bucket: string, host: string) => string;
  /** Sentences around connections and prefixes. */
  readonly objects: {
    readonly connectionSaved: (name: string) => string;
    readonly connectionRemoved: (name: string) => string;
    readonly noConnection: (name: string) => string;
    readonly noConnections: string;
    readonly tooMany: string;
    readonly bucketNeeded: string;
    readonly works: (name: string, bucket: string) => string;
    readonly secretPrompt: (accessKeyId: string) => string;
    readonly secretMissing: string;
    readonly unreadable: (path: string) => string;
    readonly columns: readonly [name: string, bucket: string, where: string, keys: string];
    readonly keys: { readonly [K in 'environment' | 'anonymous' | 'lost']: string };
    readonly clockDiffers: (minutes: number) => string;
    readonly listed: (count: number) => string;
    readonly alreadyThere: (count: number) => string;
  };
  readonly proxyVariable: (variable: string) => string;
  /** What `sluice doctor` found, a sentence each. */
  readonly doctor: DoctorSentences;
  readonly internal: (detail: string) => string;
}

export type HelpTexts = Readonly<Record<CommandName | 'overview', string>>;
