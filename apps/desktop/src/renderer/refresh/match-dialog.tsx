/** A link came that looks like the one a download waits for. Only the bytes can tell, so the user is asked and the link is checked. */
import { displayName, type JobSnapshot } from '@sluice/model';
import { keptOf, keptSentence } from '@sluice/words';
import { useEffect, useRef } from 'react';
import { EMPTY_FORM, type AddInput } from '../add/add-form.ts';
import { Dialog } from '../controls/dialog.tsx';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { useParts } from '../state/context.tsx';
import { JobInNeed } from './refresh-dialog.tsx';
import './refresh.css';
import { useLinkCheck } from './use-link-check.ts';

interface MatchDialogProps {
  readonly snapshot: JobSnapshot;
  readonly input: AddInput;
  readonly from: 'add' | 'window';
}

export function MatchDialog({ snapshot, input, from }: MatchDialogProps) {
  const words = useWords();
  const language = useLanguage();
  const { store, actions } = useParts();
  const { checking, refusal, check } = useLinkCheck(snapshot.job.id);
  const addNew = useRef<HTMLButtonElement>(null);
  const name = displayName(snapshot.job);
  useEffect(() => {
    if (refusal !== null) addNew.current?.focus();
  }, [refusal]);
  /** Closed without a choice, it gives back what was typed. */
  const close = (): void => {
    leave(from === 'add' ? { kind: 'add' } : null);
  };
  const leave = (next: { readonly kind: 'add' } | null): void => {
    store.setState(({ dialog }) => (dialog?.kind === 'match' ? { dialog: next } : {}));
  };
  const finish = (): void => {
    leave(null);
    if (from === 'add') store.setState({ addForm: EMPTY_FORM });
  };
  const submit = async (): Promise<void> => {
    if (await check(input.links[0]?.url ?? '')) finish();
  };
  return (
    <Dialog
      role="alertdialog"
      title={words.match.title}
      className="refresh-dialog"
      onClose={close}
      onSubmit={() => {
        // A check that does not end well is told by itself.
        if (!checking) submit().catch(close);
      }}
      footer={
        <>
          <span className="dialog-progress" role="status">
            {checking ? words.refresh.checking : ''}
          </span>
          <button
            ref={addNew}
            type="button"
            className={refusal === null ? 'plain-button' : 'primary'}
            disabled={checking}
            onClick={() => {
              finish();
              actions.addNew(input);
            }}
          >
            {words.match.addNew}
          </button>
          <button type="submit" className={refusal === null ? 'primary' : 'plain-button'} data-first-focus disabled={checking}>
            {words.match.use}
          </button>
        </>
      }
    >
      <p>{words.match.text(name)}</p>
      <JobInNeed snapshot={snapshot} kept={keptSentence(keptOf(snapshot), language) || words.refresh.nothingKept} />
      {refusal !== null && (
        <p className="refusal" role="alert">
          {refusal}
        </p>
      )}
    </Dialog>
  );
}
