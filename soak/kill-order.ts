/** What `soak:kill` and its children tell each other. */
export interface KillOrder {
  readonly stateFolder: string;
  readonly downloadFolder: string;
  readonly seed: number;
  readonly files: readonly { readonly url: string; readonly name: string }[];
  /** Where the child ends itself; null: the parent does it. */
  readonly aim: Aim | null;
}

/** The `count`th time that something of `kind` begins, or is over. */
export interface Aim {
  readonly kind: AimKind;
  readonly count: number;
  readonly side: 'before' | 'after';
}

export const AIM_KINDS = [
  'create',
  'truncate',
  'write',
  'sync',
  'link',
  'unlink',
  'commit to probing',
  'commit to transferring',
  'commit to verifying',
  'commit to committing',
  'commit to done',
  'commit to paused',
  'commit',
] as const;

export type AimKind = (typeof AIM_KINDS)[number];

export interface RowReport {
  readonly name: string;
  readonly state: string;
  readonly durableBytes: number;
  readonly restarts: number;
}

/** One JSON line each on the child's standard output. */
export type ChildMessage =
  /** Before anything is done: what the last run left. */
  | { readonly kind: 'ready'; readonly rows: readonly RowReport[]; readonly notices: readonly string[] }
  | { readonly kind: 'state'; readonly state: string }
  | { readonly kind: 'trouble'; readonly detail: string }
  | { readonly kind: 'finished'; readonly rows: readonly RowReport[] };
