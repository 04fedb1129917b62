/** Adding by hand: any text in, every link in it out. A refused link stays in the box with its sentence; the rest is queued. */
import type { Failure } from '@sluice/model';
import { describeFailure } from '@sluice/words';
import { useMemo, useState } from 'react';
import { Dialog } from '../controls/dialog.tsx';
import { Field } from '../controls/field.tsx';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { useParts, useWindow } from '../state/context.tsx';
import { EMPTY_FORM, addInput, faultsOf, headersOf, isObjectLink } from './add-form.ts';
import { AddOptions } from './add-options.tsx';
import { AlreadyListed } from './already-listed.tsx';
import { BrowseOffer, isFolderLink } from './browse-offer.tsx';
import { ObjectOptions, RecognisedLinks } from './object-options.tsx';
import './add-dialog.css';
import { expandPatterns, type Expanded } from './expand-patterns.ts';
import { LinkList } from './link-list.tsx';
import { linksInText, type LinksInText } from './links-in-text.ts';
import { useListed } from './use-listed.ts';
import { useLooks } from './use-looks.ts';

interface RefusedLink {
  readonly text: string;
  readonly failure: Failure;
}

interface Refusals {
  readonly refused: readonly RefusedLink[];
  readonly added: number;
}

export function AddDialog() {
  const words = useWords();
  const { store, actions } = useParts();
  const form = useWindow((state) => state.addForm);
  const [result, setResult] = useState<Refusals | null>(null);
  const [phase, setPhase] = useState<'filling' | 'asking' | 'unanswered'>('filling');
  const found = useMemo(() => linksInText(form.text), [form.text]);
  const expanded = useMemo(() => expandPatterns(found.links), [found]);
  const looks = useLooks(expanded.links, headersOf(form));
  const listed = useListed(expanded.links, phase === 'asking');
  const several = expanded.links.length > 1;
  const without = (known: ReadonlyMap<string, unknown>, leaveOut = form.leaveOut): readonly string[] =>
    several && leaveOut ? expanded.links.filter((link) => !known.has(link)) : expanded.links;
  const links = without(listed);
  const duplicates = new Set(expanded.links.filter((link) => listed.has(link)));
  const nothingNew = expanded.links.length > 0 && links.length === 0;
  const mayAdd = faultsOf(form).length === 0 && form.text.trim() !== '' && phase !== 'asking';
  const ready = mayAdd && !nothingNew;
  const close = (): void => {
    store.setState({ dialog: null });
  };
  const setLeaveOut = (leaveOut: boolean): void => {
    store.setState(({ addForm }) => ({ addForm: { ...addForm, leaveOut } }));
  };
  const submit = async (leaveOut = form.leaveOut): Promise<void> => {
    setPhase('asking');
    // What was typed a moment ago has not been asked about yet.
    const links = without(await actions.listedAmong(expanded.links), leaveOut);
    // The dialog will say so: to close it would look as if something had been added.
    if (links.length === 0 && expanded.links.length > 0 && found.otherLines.length === 0) return setPhase('filling');
    if (found.otherLines.length === 0 && actions.offerMatch(addInput(form, links), 'add')) return;
    const reply = links.length === 0 ? { outcomes: [] } : await actions.add(addInput(form, links));
    if (reply === null) return setPhase('unanswered');
    setPhase('filling');
    const refused: readonly RefusedLink[] = [
      ...reply.outcomes.flatMap((outcome, index) =>
        outcome.kind === 'refused' ? [{ text: links[index] ?? outcome.url, failure: outcome.failure }] : [],
      ),
      ...found.otherLines.map((text) => ({ text, failure: { kind: 'invalid-url', text: shortened(text) } as const })),
    ];
    const stays = { ...form, text: refused.map(({ text }) => text).join('\n') };
    store.setState({ addForm: refused.length > 0 ? stays : { ...EMPTY_FORM, directory: null } });
    if (refused.length === 0) return close();
    setResult({ refused, added: reply.outcomes.length + found.otherLines.length - refused.length });
  };
  // A reply that does not come is told by `actions.add`.
  const send = (leaveOut?: boolean): void => {
    submit(leaveOut).catch(() => setPhase('unanswered'));
  };
  return (
    <Dialog
      title={words.add.title}
      className="add-dialog"
      onClose={close}
      onSubmit={() => {
        if (ready) send();
      }}
      footer={
        <>
          <span className="dialog-note" role="status">
            {phase === 'unanswered' ? words.add.failed : ''}
          </span>
          <button type="button" className="plain-button" onClick={close}>
            {words.actions.cancel}
          </button>
          <button type="submit" className="primary" disabled={!ready}>
            {words.add.download}
          </button>
        </>
      }
    >
      <LinksField
        text={form.text}
        found={found}
        expanded={expanded}
        onText={(text) => {
          setResult(null);
          store.setState(({ addForm }) => ({ addForm: { ...addForm, text } }));
        }}
      />
      <LinkList links={expanded.links} looks={looks} duplicates={duplicates} />
      {duplicates.size > 0 && (
        <AlreadyListed
          links={expanded.links.length}
          jobs={[...duplicates].flatMap((link) => listed.get(link) ?? [])}
          leaveOut={form.leaveOut}
          onLeaveOut={setLeaveOut}
          onAddAnyway={() => {
            if (mayAdd) send(false);
          }}
        />
      )}
      {result !== null && <RefusedLinks {...result} />}
      {!several && links[0] !== undefined && isFolderLink(links[0]) && <BrowseOffer link={links[0]} />}
      <RecognisedLinks
        links={links}
        onTake={({ url, address, connectionId }) => {
          store.setState(({ addForm }) => ({
            addForm: { ...addForm, text: addForm.text.replace(url, () => address), object: { ...addForm.object, connectionId } },
          }));
        }}
      />
      {links.some(isObjectLink) && (
        <ObjectOptions
          form={form.object}
          onChange={(object) => {
            store.setState(({ addForm }) => ({ addForm: { ...addForm, object } }));
          }}
        />
      )}
      <AddOptions form={form} links={links} single={!several} />
    </Dialog>
  );
}

interface LinksFieldProps {
  readonly text: string;
  readonly found: LinksInText;
  readonly expanded: Expanded;
  readonly onText: (text: string) => void;
}

function LinksField({ text, found, expanded, onText }: LinksFieldProps) {
  const words = useWords();
  const { repeated, otherLines } = found;
  const { links, fromPatterns } = expanded;
  const first = otherLines[0];
  return (
    <Field label={words.add.links}>
      {({ id }) => (
        <>
          <textarea
            id={id}
            data-first-focus
            rows={4}
            spellCheck={false}
            placeholder={words.add.linksHint}
            aria-describedby={`${id}-found`}
            value={text}
            onChange={(event) => {
              onText(event.target.value);
            }}
          />
          <p className="links-found" id={`${id}-found`} role="status">
            <span className={links.length > 0 ? 'found-some' : ''}>{words.add.found(links.length)}</span>
            {links.length === 0 && text.trim() === '' && <span>{words.look.patternHint}</span>}
            {fromPatterns > 0 && <span>{words.look.pattern(fromPatterns)}</span>}
            {repeated > 0 && <span>{words.add.duplicates(repeated)}</span>}
            {first !== undefined && (
              <span className="found-other" title={otherLines.slice(0, 20).join('\n')}>
                {words.add.notLinks(otherLines.length)} {shortened(first)}
              </span>
            )}
          </p>
        </>
      )}
    </Field>
  );
}

function RefusedLinks({ refused, added }: Refusals) {
  const words = useWords();
  const language = useLanguage();
  return (
    <div className="refused" role="alert">
      <p>
        {words.add.refused(refused.length)} {added > 0 && words.add.othersAdded(added)}
      </p>
      <ul>
        {refused.slice(0, 50).map(({ text, failure }) => (
          <li key={text}>
            {failure.kind !== 'invalid-url' && (
              <span className="refused-link one-line" title={text}>
                {text}
              </span>
            )}
            {describeFailure(failure, language)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
