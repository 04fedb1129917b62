/** What is in a bucket, to be chosen and queued: single objects, folders, or everything below a prefix (spec G9). */
import { MAX_CHOSEN, type InputOf } from '@sluice/ipc';
import { describeFailure } from '@sluice/words';
import { useEffect, useRef, useState } from 'react';
import { Dialog } from '../controls/dialog.tsx';
import { TextField } from '../controls/field.tsx';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { useParts } from '../state/context.tsx';
import './browse.css';
import type { BrowsedPlace } from './browsed-place.ts';
import { EntryList } from './entry-list.tsx';
import { useLevel, type Entry } from './use-level.ts';

export function BrowseDialog({ place }: { readonly place: BrowsedPlace }) {
  const words = useWords();
  const language = useLanguage();
  const { store } = useParts();
  const [bucket, setBucket] = useState(place.bucket);
  const [typed, setTyped] = useState('');
  const [prefix, setPrefix] = useState(place.prefix);
  const [chosen, setChosen] = useState<ReadonlyMap<string, Entry>>(new Map());
  const level = useLevel(place.connectionId, bucket, prefix);
  const adding = useAdding();
  const open = (to: string): void => {
    setPrefix(to);
    setChosen(new Map());
  };
  const toggle = (entry: Entry): void => {
    const next = new Map(chosen);
    if (!next.delete(entry.key) && next.size < MAX_CHOSEN) next.set(entry.key, entry);
    setChosen(next);
  };
  const add = (entries: readonly Entry[]): void => {
    adding.begin({
      ...{ connectionId: place.connectionId, bucket, level: prefix, directory: null },
      prefixes: entries.flatMap((entry) => (entry.kind === 'folder' ? [entry.key] : [])),
      objects: entries.flatMap((entry) => (entry.kind === 'object' ? [{ key: entry.key, sizeBytes: entry.sizeBytes }] : [])),
    });
  };
  const close = (): void => {
    store.setState({ dialog: null });
  };
  return (
    <Dialog
      title={words.browse.title(bucket === '' ? place.name : bucket)}
      className="browse-dialog"
      onClose={close}
      onSubmit={() => {
        if (bucket === '') setBucket(typed.trim());
        else if (chosen.size > 0 && !adding.isRunning) add([...chosen.values()]);
      }}
      footer={
        <>
          <span className="dialog-note" role="status">
            {adding.note ?? (bucket === '' ? '' : words.browse.loaded(level.entries.length, level.phase === 'all'))}
          </span>
          {adding.isRunning ? (
            <button type="button" className="plain-button" onClick={adding.stop}>
              {words.browse.stop}
            </button>
          ) : (
            bucket !== '' && (
              <button type="button" className="plain-button" onClick={() => add([{ kind: 'folder', key: prefix }])}>
                {words.browse.downloadAll}
              </button>
            )
          )}
          <button type="submit" className="primary" disabled={bucket === '' ? typed.trim() === '' : chosen.size === 0 || adding.isRunning}>
            {bucket === '' ? words.browse.open : words.browse.download(chosen.size)}
          </button>
        </>
      }
    >
      {bucket === '' ? (
        <TextField label={words.browse.bucket} data-first-focus value={typed} onText={setTyped} />
      ) : (
        <>
          <Crumbs bucket={bucket} prefix={prefix} onOpen={open} />
          <EntryList key={prefix} level={level} prefix={prefix} chosen={new Set(chosen.keys())} onToggle={toggle} onOpen={open} />
          {level.phase === 'loading' && <p className="browse-note">{words.browse.loading}</p>}
          {level.failure !== null && (
            <p className="browse-fault" role="alert">
              {describeFailure(level.failure, language)}
            </p>
          )}
        </>
      )}
    </Dialog>
  );
}

interface CrumbsProps {
  readonly bucket: string;
  readonly prefix: string;
  readonly onOpen: (prefix: string) => void;
}

function Crumbs({ bucket, prefix, onOpen }: CrumbsProps) {
  const { browse: words } = useWords();
  const names = prefix.split('/').slice(0, -1);
  const steps = [
    { name: bucket, to: '' },
    ...names.map((name, index) => ({ name: name === '' ? '/' : name, to: `${names.slice(0, index + 1).join('/')}/` })),
  ];
  return (
    <nav className="crumbs" aria-label={words.path}>
      {steps.map(({ name, to }) => (
        <button key={to} type="button" aria-current={to === prefix ? 'location' : undefined} onClick={() => onOpen(to)}>
          {name}
        </button>
      ))}
    </nav>
  );
}

interface Adding {
  readonly isRunning: boolean;
  /** What has come of it so far; null: nothing was asked for. */
  readonly note: string | null;
  readonly begin: (chosen: InputOf<'objects:add'>) => void;
  readonly stop: () => void;
}

function useAdding(): Adding {
  const { browse: words, trouble } = useWords();
  const language = useLanguage();
  const { sources } = useParts().actions;
  const [isRunning, setRunning] = useState(false);
  const [note, setNote] = useState<string | null>(null);
  // News may come after the answer, which is the last word.
  const expected = useRef(false);
  useEffect(
    () =>
      sources.onAdding((added) => {
        if (expected.current) setNote(words.adding(added));
      }),
    [sources, words],
  );
  return {
    isRunning,
    note,
    begin(chosen) {
      expected.current = true;
      setRunning(true);
      setNote(words.adding(0));
      sources
        .addObjects(chosen)
        .then(
          ({ added, refused, stopped, failure }) => {
            expected.current = false;
            const parts = [stopped ? words.stopped(added) : words.added(added)];
            if (refused > 0) parts.push(words.refused(refused));
            if (failure !== null) parts.push(describeFailure(failure, language));
            setNote(parts.join(' '));
          },
          () => {
            expected.current = false;
            setNote(trouble.refused);
          },
        )
        .finally(() => setRunning(false));
    },
    stop: () => void sources.stopAdding().catch(() => undefined),
  };
}
