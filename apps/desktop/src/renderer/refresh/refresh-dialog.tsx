/** A new link for a download whose old one died. What was typed stays until a link is taken. */
import { displayName, type JobSnapshot } from '@sluice/model';
import { keptOf, keptSentence } from '@sluice/words';
import { useEffect, useRef } from 'react';
import { isWebLink, linksInText } from '../add/links-in-text.ts';
import { Dialog } from '../controls/dialog.tsx';
import { TextField } from '../controls/field.tsx';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { useParts } from '../state/context.tsx';
import './refresh.css';
import { useLinkCheck } from './use-link-check.ts';

interface RefreshDialogProps {
  readonly snapshot: JobSnapshot;
  readonly text: string;
}

export function RefreshDialog({ snapshot, text }: RefreshDialogProps) {
  const words = useWords();
  const language = useLanguage();
  const { store } = useParts();
  const { id } = snapshot.job;
  const { checking, refusal, check, forget } = useLinkCheck(id);
  const field = useRef<HTMLDivElement>(null);
  const close = (): void => {
    store.setState(({ dialog }) => (dialog?.kind === 'refresh-link' ? { dialog: null } : {}));
  };
  const link = linksInText(text).links[0] ?? '';
  const wrong = text.trim() !== '' && !isWebLink(link);
  useEffect(() => {
    // Pressing the button moved the focus to it; what has to be changed is the link.
    if (refusal !== null) field.current?.querySelector('input')?.select();
  }, [refusal]);
  const submit = async (): Promise<void> => {
    if (await check(link)) close();
  };
  return (
    <Dialog
      title={words.refresh.title}
      className="refresh-dialog"
      onClose={close}
      onSubmit={() => {
        // A check that does not end well is told by itself.
        if (isWebLink(link) && !checking) submit().catch(close);
      }}
      footer={
        <>
          <span className="dialog-progress" role="status">
            {checking ? words.refresh.checking : ''}
          </span>
          <button type="button" className="plain-button" onClick={close}>
            {words.actions.cancel}
          </button>
          <button type="submit" className="primary" disabled={!isWebLink(link) || checking}>
            {words.refresh.use}
          </button>
        </>
      }
    >
      <JobInNeed snapshot={snapshot} kept={keptSentence(keptOf(snapshot), language) || words.refresh.nothingKept} />
      <div ref={field} aria-busy={checking}>
        <TextField
          label={words.refresh.link}
          data-first-focus
          type="url"
          readOnly={checking}
          placeholder={words.refresh.linkHint}
          value={text}
          fault={refusal ?? (wrong ? words.refresh.noLink : null)}
          faultIsNews={refusal !== null}
          onText={(typed) => {
            forget();
            store.setState({ dialog: { kind: 'refresh-link', id, text: typed } });
          }}
        />
      </div>
      <p className="refresh-promise">{words.refresh.promise}</p>
    </Dialog>
  );
}

/** Which download it is about, and what it has. */
export function JobInNeed({ snapshot, kept }: { readonly snapshot: JobSnapshot; readonly kept: string }) {
  const name = displayName(snapshot.job);
  return (
    <p className="job-in-need">
      <strong className="one-line" title={name}>
        {name}
      </strong>
      <span>{kept}</span>
    </p>
  );
}
