/** What the user can do: each action asks the main process and shows what came of it. News come back as pushes. */
import type { AddReply, Client, InputOf, OpenReply, ProbeReply } from '@sluice/ipc';
import { assertNever, type HistoryEvent, type JobId, type JobSnapshot } from '@sluice/model';
import { windowWords, type WindowWords } from '@sluice/words';
import type { AddForm, AddInput } from '../add/add-form.ts';
import { linksInText } from '../add/links-in-text.ts';
import { arrivedInAll, cancelNeedsQuestion, onlyName, planRemoval, type RemovalPlan } from '../confirm/plan-removal.ts';
import { readDrop, type ReadDrop } from '../drop/read-drop.ts';
import { languageOf } from '../i18n/language-of.ts';
import { actionsOf, type JobAction } from '../jobs/job-actions.ts';
import { createAdding } from './adding.ts';
import { createIntegrating, type Integrating } from './integrating.ts';
import { createListFiles, type ListFiles } from './list-files.ts';
import { createMoving, isMove, type Moving } from './moving.ts';
import { readSnapshots } from './read-snapshots.ts';
import { createAdopting, type Adopting } from './adopting.ts';
import { createSourcing, type Sourcing } from './sourcing.ts';
import { createRefreshing, type Refreshing } from './refreshing.ts';
import type { Question } from './window-state.ts';
import type { WindowStore } from './window-store.ts';

export interface Actions extends Refreshing, Adopting, Moving, Integrating, Sourcing, ListFiles {
  /** To the clipboard; a toast says whether it is there. */
  readonly copyText: (text: string) => void;
  readonly act: (action: JobAction, ids: readonly JobId[]) => void;
  /** Pauses those that can be paused; where none can, goes on with all. */
  readonly pauseOrResume: (ids: readonly JobId[]) => void;
  /** The finished ones of these jobs leave the window under the pointer, as files. */
  readonly dragOut: (ids: readonly JobId[]) => void;
  /** Oldest first. Rejects when the main process refuses. */
  readonly history: (id: JobId) => Promise<readonly HistoryEvent[]>;
  /** What is sent along to the server, by name. Rejects when the main process refuses. */
  readonly headerNames: (id: JobId) => Promise<readonly string[]>;
  /** What a link leads to. Rejects when the main process refuses. */
  readonly probe: (url: string, headers: InputOf<'links:probe'>['headers']) => Promise<ProbeReply>;
  /** Those of some links that the list has already. Never rejects. */
  readonly listedAmong: (links: readonly string[]) => Promise<ReadonlyMap<string, JobId>>;
  readonly showJobs: (ids: readonly JobId[]) => void;
  readonly stopProbes: () => void;
  readonly pauseAll: () => void;
  readonly resumeAll: () => void;
  readonly remove: (plan: RemovalPlan) => void;
  readonly cancel: (ids: readonly JobId[]) => void;
  /** Queues what a drop or a paste brought, with an Undo; opens the dialog for much or doubtful. */
  readonly takeText: (text: string) => void;
  readonly takeDrop: (drop: ReadDrop) => void;
  /** Must be called while the drop event is handled. Null: it brings only what is here already. */
  readonly readDrop: (data: DataTransfer) => Promise<ReadDrop> | null;
  readonly takeClipboard: () => void;
  readonly undo: (ids: readonly JobId[]) => void;
  /** Null: the main process refused the whole message. Never rejects. */
  readonly add: (input: AddInput) => Promise<AddReply | null>;
  /** Queues links without asking whether they belong to a waiting download, with an Undo. */
  readonly addNew: (input: AddInput) => void;
  readonly openAdd: (change?: Partial<AddForm>) => void;
  readonly saveSettings: (patch: InputOf<'settings:set'>) => void;
  /** Why it was refused is for the field to say; only an unanswered message is told here. Never rejects. */
  readonly saveProxy: (proxy: string) => Promise<'saved' | 'not-a-proxy' | 'hidden-password' | 'unanswered'>;
  /** Calls back only when a folder was chosen. */
  readonly chooseFolder: (from: string | null, onChosen: (path: string) => void) => void;
  readonly copyReport: () => void;
  readonly updates: Readonly<Record<'look' | 'check' | 'download' | 'restart', () => void>>;
  readonly say: (text: string, undoIds?: readonly JobId[]) => void;
  /** The rows that are on the screen now: of a long list only these are kept whole. */
  readonly look: (ids: readonly JobId[]) => void;
}

/** As many as one message may name. */
const IDS_AT_ONCE = 10_000;

export function createActions(store: WindowStore, client: Client): Actions {
  let toastId = 0;
  const words = (): WindowWords => windowWords(languageOf(store.getState()));

  function say(text: string, undoIds: readonly JobId[] = []): void {
    toastId += 1;
    const toast = { id: toastId, text, undoIds };
    store.setState(({ toasts }) => ({ toasts: [...toasts.slice(-2), toast] }));
  }

  /** The only place that lets go of a promise: a refused message is told, and nothing has changed. */
  function background<T>(task: Promise<T>, then: (value: T) => void = () => undefined): void {
    task.then(then).catch(() => {
      say(words().trouble.refused);
    });
  }

  function snapshotsOf(ids: readonly JobId[]): readonly JobSnapshot[] {
    const { snapshots } = store.getState();
    return ids.flatMap((id) => snapshots.get(id) ?? []);
  }

  function told(reply: OpenReply): void {
    if (reply.kind === 'opened') return;
    const { trouble } = words();
    const { failure } = reply;
    switch (failure.kind) {
      case 'not-done':
        return say(trouble.notDone);
      case 'file-missing':
        return say(trouble.fileMissing(failure.path));
      case 'not-opened':
        return say(trouble.notOpened(failure.path));
      case 'declined':
        return;
      default:
        return assertNever(failure);
    }
  }

  function act(action: JobAction, ids: readonly JobId[]): void {
    withJobs(ids, (jobs) => {
      actOn(action, jobs);
    });
  }

  /** At once with what is here; jobs of a long list that are not are asked for first. */
  function withJobs(ids: readonly JobId[], then: (jobs: readonly JobSnapshot[]) => void): void {
    const { rows, snapshots } = store.getState();
    const missing = rows === null ? [] : ids.filter((id) => !snapshots.has(id));
    if (missing.length === 0) return then(snapshotsOf(ids));
    background(readSnapshots(client, missing), (found) => {
      then([...snapshotsOf(ids), ...found]);
    });
  }

  function pauseOrResume(jobs: readonly JobSnapshot[]): void {
    const pausable = jobs.filter(({ job }) => actionsOf(job.state).main === 'pause');
    if (pausable.length > 0) return actOn('pause', pausable);
    actOn('resume', jobs);
    actOn(
      'retry',
      jobs.filter(({ job }) => job.state.kind === 'failed'),
    );
  }

  function actOn(action: JobAction, jobs: readonly JobSnapshot[]): void {
    const able = jobs.filter(({ job }) => actionsOf(job.state).all.includes(action));
    const first = able[0]?.job;
    if (first === undefined) return;
    const ableIds = able.map(({ job }) => job.id);
    if (isMove(action)) return moving.move(action, ableIds);
    switch (action) {
      case 'pause':
      case 'resume':
      case 'retry':
        return inParts(ableIds, (part) => client.invoke(`jobs:${action}`, { ids: part }));
      case 'open':
        return background(client.invoke('jobs:open', { id: first.id }), told);
      case 'showInFolder':
        return background(client.invoke('jobs:show-in-folder', { id: first.id }), told);
      case 'copyLink':
        return copy(able.map(({ job }) => job.source.url).join('\n'));
      case 'refreshLink':
        return store.setState({ dialog: { kind: 'refresh-link', id: first.id, text: '' } });
      case 'decide':
        return store.setState({ dialog: { kind: 'decide', id: first.id } });
      case 'cancel':
        return cancelNeedsQuestion(able)
          ? ask({ kind: 'cancel', ids: ableIds, losingBytes: arrivedInAll(able), name: onlyName(able) })
          : cancel(ableIds);
      case 'remove': {
        const plan = planRemoval(able, false);
        return plan.losing > 0 ? ask({ kind: 'remove', plan }) : remove(plan);
      }
      case 'removeAndDelete':
        return ask({ kind: 'delete', plan: planRemoval(able, true) });
      default:
        return assertNever(action);
    }
  }

  function ask(question: Question): void {
    store.setState({ dialog: { kind: 'question', question } });
  }

  function copy(text: string): void {
    navigator.clipboard.writeText(text).then(
      () => {
        say(words().trouble.copied);
      },
      () => {
        say(words().trouble.notCopied);
      },
    );
  }

  function remove({ withData, rowOnly }: RemovalPlan): void {
    inParts(withData, (ids) => client.invoke('jobs:remove', { ids, deleteData: true }));
    inParts(rowOnly, (ids) => client.invoke('jobs:remove', { ids, deleteData: false }));
  }

  function cancel(ids: readonly JobId[]): void {
    inParts(ids, (part) => client.invoke('jobs:cancel', { ids: part }));
  }

  /** As many messages as the jobs need, all under way at once: the main process takes one after the other. */
  function inParts(ids: readonly JobId[], ask: (part: readonly JobId[]) => Promise<unknown>): void {
    for (let at = 0; at < ids.length; at += IDS_AT_ONCE) background(ask(ids.slice(at, at + IDS_AT_ONCE)));
  }

  /** Whether the file is one that a finished download left there. */
  function isOwn(path: string): boolean {
    return [...store.getState().snapshots.values()].some(({ job: { state } }) => state.kind === 'done' && state.path === path);
  }

  const refreshing = createRefreshing({ store, client, words, say, background });
  const moving = createMoving({ store, client, words, background });
  const adding = createAdding({ store, client, words, say, background, refreshing });

  return {
    ...refreshing,
    ...createAdopting({ store, client, words, say }),
    ...moving,
    ...createSourcing(client),
    ...createIntegrating({ client, store, background }),
    ...createListFiles({ client, words, say, background }),
    copyText: copy,
    act,
    pauseOrResume: (ids) => {
      withJobs(ids, pauseOrResume);
    },
    dragOut: (ids) => {
      background(client.invoke('jobs:drag-out', { ids }));
    },
    remove,
    cancel,
    listedAmong: adding.listedAmong,
    showJobs: adding.showJobs,
    takeText: adding.takeText,
    takeDrop: adding.takeDrop,
    readDrop: (data) =>
      readDrop(data, {
        pathOf: (file) => client.pathOf(file),
        readFiles: (paths) => client.invoke('links:read-files', { paths }),
        isOwn,
      }),
    add: adding.add,
    addNew: adding.addNew,
    openAdd: adding.openAdd,
    say,
    look: (ids) => {
      const { inSight } = store.getState();
      if (ids.length !== inSight.size || ids.some((id) => !inSight.has(id))) store.setState({ inSight: new Set(ids) });
    },
    history: async (id) => (await client.invoke('jobs:history', { id })).events,
    headerNames: async (id) => (await client.invoke('jobs:header-names', { id })).names,
    probe: (url, headers) => client.invoke('links:probe', { url, headers }),
    stopProbes: () => {
      background(client.invoke('links:stop-probes', {}));
    },
    pauseAll: () => {
      background(client.invoke('jobs:pause-all', {}));
    },
    resumeAll: () => {
      background(client.invoke('jobs:resume-all', {}));
    },
    takeClipboard: () => {
      background(client.invoke('links:read-clipboard', {}), ({ text }) => {
        if (linksInText(text).links.length === 0) say(words().empty.nothingPasted);
        else adding.takeText(text);
      });
    },
    undo: (ids) => {
      background(client.invoke('jobs:remove', { ids, deleteData: true }), () => {
        say(words().drop.undone);
      });
    },
    saveSettings: (patch) => {
      background(client.invoke('settings:set', patch), (settings) => {
        store.setState({ settings });
      });
    },
    saveProxy: async (proxy) => {
      try {
        const reply = await client.invoke('settings:set-proxy', { proxy });
        if (reply.kind === 'refused') return reply.reason;
        store.setState({ settings: reply.settings });
        return 'saved';
      } catch {
        say(words().trouble.refused);
        return 'unanswered';
      }
    },
    copyReport: () => {
      background(client.invoke('app:copy-report', {}), () => {
        say(words().preferences.reportCopied);
      });
    },
    updates: {
      look: () => {
        background(client.invoke('updates:get', {}), (update) => {
          store.setState({ update });
        });
      },
      check: () => {
        background(client.invoke('updates:check', {}));
      },
      download: () => {
        background(client.invoke('updates:download', {}));
      },
      restart: () => {
        background(client.invoke('updates:restart', {}));
      },
    },
    chooseFolder: (from, onChosen) => {
      background(client.invoke('folders:choose', { from }), ({ path }) => {
        if (path !== null) onChosen(path);
      });
    },
  };
}
