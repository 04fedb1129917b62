/** Another program's unfinished file that was dropped here: what it is, where it comes from, and whether to go on with it. */
import type { UnfinishedReply } from '@sluice/ipc';
import { describeFailure, formatBytes, type Language, type WindowWords } from '@sluice/words';
import { useEffect, useRef, useState } from 'react';
import { isWebLink } from '../add/links-in-text.ts';
import { Dialog } from '../controls/dialog.tsx';
import { TextField } from '../controls/field.tsx';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { useParts } from '../state/context.tsx';
import './adopt.css';

interface AdoptDialogProps {
  readonly path: string;
  /** Files that were dropped with it, and come after it. */
  readonly rest: readonly string[];
}

export function AdoptDialog({ path, rest }: AdoptDialogProps) {
  const words = useWords();
  const language = useLanguage();
  const { store, actions } = useParts();
  const look = useLook(path);
  const [source, setSource] = useState('');
  const [asking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [wasRefused, setWasRefused] = useState(false);
  const field = useRef<HTMLDivElement>(null);
  const close = (): void => {
    const [next, ...others] = rest;
    store.setState({ dialog: next === undefined ? null : { kind: 'adopt', path: next, rest: others } });
  };
  const unfinished = look?.kind === 'unfinished' ? look : null;
  const asksLink = unfinished !== null && (unfinished.url === null || wasRefused);
  const link = source.trim();
  const isLink = isWebLink(link) || /^(?:oss|s3):\/\/./i.test(link);
  const wrong = link !== '' && !isLink;
  const ready = unfinished !== null && !asking && !wrong && (unfinished.url !== null || isLink);
  useEffect(() => {
    // What is asked for appears only once the file was looked at; after a refusal it is what has to be changed.
    if (asksLink) field.current?.querySelector('input')?.focus();
  }, [asksLink]);
  useEffect(() => {
    if (refusal !== null) field.current?.querySelector('input')?.select();
  }, [refusal]);
  const submit = async (): Promise<void> => {
    setAsking(true);
    setRefusal(null);
    const reply = await actions.adopt(path, link === '' ? null : link);
    setAsking(false);
    if (reply?.kind === 'added') return close();
    setWasRefused(true);
    setRefusal(reply?.kind === 'refused' ? describeFailure(reply.failure, language) : words.trouble.refused);
  };
  return (
    <Dialog
      title={words.adopt.title}
      className="adopt-dialog"
      onClose={close}
      onSubmit={() => {
        // What does not end well is told by itself.
        if (ready) submit().catch(close);
      }}
      footer={
        <>
          <span className="dialog-progress" role="status">
            {asking ? words.adopt.comparing : ''}
          </span>
          <button type="button" className="plain-button" onClick={close}>
            {words.actions.cancel}
          </button>
          <button type="submit" className="primary" disabled={!ready}>
            {words.adopt.use}
          </button>
        </>
      }
    >
      <p className="adopt-file">
        <strong title={path}>{unfinished?.name ?? path.slice(path.search(/[^/\\]*$/))}</strong>
        {look === undefined && <span role="status">{words.adopt.looking}</span>}
        {unfinished !== null && factsOf(unfinished, words, language).map((fact) => <span key={fact}>{fact}</span>)}
      </p>
      {look !== undefined && unfinished === null && (
        <p className="refusal" role="alert">
          {look?.kind === 'refused' ? describeFailure(look.failure, language) : words.trouble.refused}
        </p>
      )}
      <div ref={field}>
        {asksLink && (
          <TextField
            label={words.adopt.link}
            type="url"
            readOnly={asking}
            placeholder={words.adopt.linkHint}
            value={source}
            fault={refusal ?? (wrong ? words.adopt.noLink : null)}
            faultIsNews={refusal !== null}
            onText={(typed) => {
              setRefusal(null);
              setSource(typed);
            }}
          />
        )}
      </div>
      {unfinished !== null && <p className="adopt-promise">{words.adopt.promise}</p>}
    </Dialog>
  );
}

/** Undefined while it is looked at; null: nobody could say. */
function useLook(path: string): UnfinishedReply | null | undefined {
  const { actions } = useParts();
  const [look, setLook] = useState<UnfinishedReply | null | undefined>(undefined);
  useEffect(() => {
    let wanted = true;
    actions.lookAtUnfinished(path).then(
      (reply) => {
        if (wanted) setLook(reply);
      },
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [actions, path]);
  return look;
}

type Unfinished = Extract<UnfinishedReply, { readonly kind: 'unfinished' }>;

function factsOf({ claimedBytes, program, sizeBytes, url }: Unfinished, words: WindowWords, language: Language): readonly string[] {
  const size = sizeBytes === null ? null : formatBytes(sizeBytes, language);
  const begun = `${words.adopt.begun[program]} · ${words.adopt.arrived(formatBytes(claimedBytes, language), size)}`;
  return url === null ? [begun] : [begun, words.adopt.from(url)];
}
