/** Everything that the window knows. Views read it through selectors; only `window-store.ts` and `actions.ts` write it. */
import type { AppFacts, Integrations, RestReason, Settings, Throughput, UpdateState } from '@sluice/ipc';
import { countJobs, type FileKind, type JobId, type JobSnapshot, type ListCounts, type ListFilter, type ListedRows } from '@sluice/model';
import type { BrowsedPlace } from '../browse/browsed-place.ts';
import { EMPTY_FORM, type AddForm, type AddInput } from '../add/add-form.ts';
import type { RemovalPlan } from '../confirm/plan-removal.ts';
import { NOTHING_SELECTED, type Selection } from '../jobs/selection.ts';
import { NO_HISTORY, type ThroughputHistory } from '../throughput/throughput-history.ts';

export type Question =
  | { readonly kind: 'remove'; readonly plan: RemovalPlan }
  | { readonly kind: 'delete'; readonly plan: RemovalPlan }
  | { readonly kind: 'cancel'; readonly ids: readonly JobId[]; readonly losingBytes: number; readonly name: string | null };

export type OpenDialog =
  | ({ readonly kind: 'browse' } & BrowsedPlace)
  | { readonly kind: 'add' }
  | { readonly kind: 'settings' | 'export' }
  | { readonly kind: 'question'; readonly question: Question }
  /** `text`: what is typed, pasted or dropped as the new link. */
  | { readonly kind: 'refresh-link'; readonly id: JobId; readonly text: string }
  /** A link that looks like the one that the job waits for; `from` tells where to go back to. */
  | { readonly kind: 'match'; readonly id: JobId; readonly input: AddInput; readonly from: 'add' | 'window' }
  | { readonly kind: 'decide'; readonly id: JobId }
  /** Another program's unfinished file; `rest` come after it. */
  | { readonly kind: 'adopt'; readonly path: string; readonly rest: readonly string[] };

export type DetailTab = 'overview' | 'connections' | 'history' | 'source';

export interface Toast {
  readonly id: number;
  readonly text: string;
  /** Jobs that Undo takes back; none: there is nothing to undo. */
  readonly undoIds: readonly JobId[];
}

export interface WindowState {
  /** `broken`: the first questions to the main process failed. */
  readonly phase: 'loading' | 'ready' | 'broken';
  /** All jobs, or those of a long list that are in sight (`rows`). */
  readonly snapshots: ReadonlyMap<JobId, JobSnapshot>;
  /** Null while all jobs are here; else the order of the list, as the main process has it. */
  readonly rows: ListedRows | null;
  /** The rows on the screen, and some around them. */
  readonly inSight: ReadonlySet<JobId>;
  /** Derived; the same value while nothing that it depends on changed. */
  readonly listed: readonly JobId[];
  /** Of all jobs, whatever is shown. */
  readonly counts: ListCounts;
  readonly filter: ListFilter;
  /** Null: every kind of file. */
  readonly fileKind: FileKind | null;
  readonly query: string;
  readonly selection: Selection;
  readonly throughput: Throughput;
  readonly history: ThroughputHistory;
  readonly jobHistories: ReadonlyMap<JobId, ThroughputHistory>;
  /** Null until the main process has answered. */
  readonly settings: Settings | null;
  readonly facts: AppFacts | null;
  /** Null until the settings show them for the first time. */
  readonly integrations: Integrations | null;
  /** Where this copy stands with the published versions. */
  readonly update: UpdateState;
  /** Why the queue rests, the strongest reason first; none: it does not. */
  readonly resting: readonly RestReason[];
  readonly dismissedNotices: number;
  readonly dialog: OpenDialog | null;
  readonly addForm: AddForm;
  readonly toasts: readonly Toast[];
  readonly announcement: string;
  readonly detailsShown: boolean;
  readonly detailTab: DetailTab;
}

export const FIRST_STATE: WindowState = {
  phase: 'loading',
  snapshots: new Map(),
  rows: null,
  inSight: new Set(),
  listed: [],
  counts: countJobs([]),
  filter: 'all',
  fileKind: null,
  query: '',
  selection: NOTHING_SELECTED,
  throughput: { bytesPerSecond: 0, limitBytesPerSecond: null },
  history: NO_HISTORY,
  jobHistories: new Map(),
  settings: null,
  facts: null,
  integrations: null,
  update: { kind: 'current', checkedAtMs: null },
  resting: [],
  dismissedNotices: 0,
  dialog: null,
  addForm: EMPTY_FORM,
  toasts: [],
  announcement: '',
  detailsShown: true,
  detailTab: 'overview',
};
