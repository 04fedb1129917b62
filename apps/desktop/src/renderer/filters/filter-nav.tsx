/** The filters with their counts: states first, then the kinds of files that there are. */
import { FILE_KINDS, type FileKind } from '@sluice/model';
import { Icon, type IconName } from '../controls/icon.tsx';
import { useWords } from '../i18n/use-words.ts';
import { showFilter } from '../state/change-jobs.ts';
import { useParts, useWindow } from '../state/context.tsx';
import { FILTERS, type Filter } from './filter-jobs.ts';
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
  const chosen = useWindow((state) => state.filter);
  const kinds = FILE_KINDS.filter((kind) => counts[kind] > 0 || chosen === kind);
  return (
    <nav className="filters" aria-label={words.filters.title}>
      {FILTERS.filter((filter) => filter !== 'attention' || counts.attention > 0 || chosen === filter).map((filter) => (
        <FilterLink key={filter} filter={filter} name={words.filters[filter]} />
      ))}
      {kinds.length > 0 && (
        <section className="filter-group" aria-labelledby="filter-kinds">
          <h2 id="filter-kinds">{words.kinds.title}</h2>
          {kinds.map((kind) => (
            <FilterLink key={kind} filter={kind} name={words.kinds[kind]} icon={KIND_ICONS[kind]} />
          ))}
        </section>
      )}
    </nav>
  );
}

interface FilterLinkProps {
  readonly filter: Filter;
  readonly name: string;
  readonly icon?: IconName;
}

function FilterLink({ filter, name, icon }: FilterLinkProps) {
  const { store } = useParts();
  const count = useWindow((state) => state.counts[filter]);
  const chosen = useWindow((state) => state.filter === filter);
  return (
    <a
      href={`#${filter}`}
      draggable={false}
      className={`filter filter-${filter} ${icon === undefined ? 'filter-state' : ''}`}
      aria-current={chosen ? 'page' : undefined}
      onClick={(event) => {
        event.preventDefault();
        store.setState((state) => showFilter(state, filter));
      }}
    >
      {icon !== undefined && <Icon name={icon} />}
      <span className="filter-name" title={name}>
        {name}
      </span>
      <span className="filter-count">{count}</span>
    </a>
  );
}
