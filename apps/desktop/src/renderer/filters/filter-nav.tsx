/**
 * The filters: states first, then the kinds of files that there are. A state and a kind narrow each other down, so each count is what
 * choosing it would show.
 */
import { countOf, FILE_KINDS, LIST_FILTERS, type FileKind, type ListFilter } from '@sluice/model';
import { Icon, type IconName } from '../controls/icon.tsx';
import { useWords } from '../i18n/use-words.ts';
import { showFilter, showKind } from '../state/change-jobs.ts';
import { useParts, useWindow } from '../state/context.tsx';
import './filter-nav.css';

const KIND_ICONS: Readonly<Record<FileKind, IconName>> = {
  archives: 'archive',
  documents: 'document',
  video: 'video',
  audio: 'audio',
  images: 'image',
  programs: 'program',
  other: 'file',
};

export function FilterNav() {
  const words = useWords();
  const counts = useWindow((state) => state.counts);
  const filter = useWindow((state) => state.filter);
  const fileKind = useWindow((state) => state.fileKind);
  const kinds = FILE_KINDS.filter((kind) => fileKind === kind || countOf(counts, 'all', kind) > 0);
  const filters = LIST_FILTERS.filter((one) => one !== 'attention' || filter === one || countOf(counts, one) > 0);
  return (
    <nav className="filters" aria-label={words.filters.title}>
      {filters.map((one) => (
        <StateLink key={one} filter={one} name={words.filters[one]} />
      ))}
      {kinds.length > 0 && (
        <section className="filter-group" aria-labelledby="filter-kinds">
          <h2 id="filter-kinds">{words.kinds.title}</h2>
          {kinds.map((kind) => (
            <KindLink key={kind} kind={kind} name={words.kinds[kind]} />
          ))}
        </section>
      )}
    </nav>
  );
}

/** All shows every state of every kind; it is the chosen one only where nothing narrows the list down. */
function StateLink({ filter, name }: { readonly filter: ListFilter; readonly name: string }) {
  const { store } = useParts();
  const count = useWindow(({ counts, fileKind }) => countOf(counts, filter, filter === 'all' ? null : fileKind));
  const chosen = useWindow((state) => state.filter === filter && (filter !== 'all' || state.fileKind === null));
  return (
    <FilterLink
      target={filter}
      look={`filter-state filter-${filter}`}
      {...{ name, count, chosen }}
      onChoose={() => {
        store.setState((state) => showFilter(state, filter));
      }}
    />
  );
}

function KindLink({ kind, name }: { readonly kind: FileKind; readonly name: string }) {
  const { store } = useParts();
  const count = useWindow(({ counts, filter }) => countOf(counts, filter, kind));
  const chosen = useWindow((state) => state.fileKind === kind);
  return (
    <FilterLink
      target={kind}
      look=""
      icon={KIND_ICONS[kind]}
      {...{ name, count, chosen }}
      onChoose={() => {
        store.setState((state) => showKind(state, kind));
      }}
    />
  );
}

interface FilterLinkProps {
  readonly target: string;
  readonly look: string;
  readonly name: string;
  readonly count: number;
  readonly chosen: boolean;
  readonly icon?: IconName;
  readonly onChoose: () => void;
}

function FilterLink({ target, look, name, count, chosen, icon, onChoose }: FilterLinkProps) {
  return (
    <a
      href={`#${target}`}
      draggable={false}
      className={`filter ${look}`}
      aria-current={chosen ? 'true' : undefined}
      onClick={(event) => {
        event.preventDefault();
        onChoose();
      }}
    >
      {icon !== undefined && <Icon name={icon} />}
      <span className="filter-name one-line" title={name}>
        {name}
      </span>
      <span className="filter-count">{count}</span>
    </a>
  );
}
