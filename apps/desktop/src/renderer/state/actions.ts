/** What the user can do: each action asks the main process and shows what came of it. News come back as pushes. */
import type { AddReply, Client, InputOf, OpenReply } from '@sluice/ipc';
import { assertNever, type JobId, type JobSnapshot } from '@sluice/model';
import { windowWords, type WindowWords } from '@sluice/words';
import type { AddForm, AddInput } from '../add/add-form.ts';
import { linksInText } from '../add/links-in-text.ts';
import { arrivedInAll, cancelNeedsQuestion, onlyName, planRemoval, type RemovalPlan } from '../confirm/plan-removal.ts';
import { languageOf } from '../i18n/language-of.ts';
import { actionsOf, type JobAction } from '../jobs/job-actions.ts';
import { createAdding } from './adding.ts';
import { createRefreshing, type Refreshing } from './refreshing.ts';
import type { Question } from './window-state.ts';
import type { WindowStore } from './window-store.ts';

export interface Actions extends Refreshing {
  readonly act: (action: JobAction, ids: readonly JobId[]) => void;
  readonly pauseAll: () => void;
  readonly resumeAll: () => void;
  readonly remove: (plan: RemovalPlan) => void;
  readonly cancel: (ids: readonly JobId[]) => void;
  /** Queues what a drop or a paste brought, with an Undo; opens the dialog for much or doubtful. */
  readonly takeText: (text: string) => void;
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
  readonly say: (text: string, undoIds?: readonly JobId[]) => void;
}

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
    const able = snapshotsOf(ids).filter(({ job }) => actionsOf(job.state).all.includes(action));
    const first = able[0]?.job;
    if (first === undefined) return;
    const ableIds = able.map(({ job }) => job.id);
    switch (action) {
      case 'pause':
      case 'resume':
      case 'retry':
        return background(client.invoke(`jobs:${action}`, { ids: ableIds }));
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
    if (withData.length > 0) background(client.invoke('jobs:remove', { ids: withData, deleteData: true }));
    if (rowOnly.length > 0) background(client.invoke('jobs:remove', { ids: rowOnly, deleteData: false }));
  }

  function cancel(ids: readonly JobId[]): void {
    background(client.invoke('jobs:cancel', { ids }));
  }

  const refreshing = createRefreshing({ store, client, words, say, background });
  const adding = createAdding({ store, client, words, say, background, refreshing });

  return {
    ...refreshing,
    act,
    remove,
    cancel,
    takeText: adding.takeText,
    add: adding.add,
    addNew: adding.addNew,
    openAdd: adding.openAdd,
    say,
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
    chooseFolder: (from, onChosen) => {
      background(client.invoke('folders:choose', { from }), ({ path }) => {
        if (path !== null) onChosen(path);
      });
    },
  };
}
