/** The filters with their counts. */
import { useWords } from '../i18n/use-words.ts';
import { showFilter } from '../state/change-jobs.ts';
import { useParts, useWindow } from '../state/context.tsx';
import { FILTERS } from './filter-jobs.ts';
import './filter-nav.css';

export function FilterNav() {
  const words = useWords();
  const { store } = useParts();
  const counts = useWindow((state) => state.counts);
  const chosen = useWindow((state) => state.filter);
  return (
    <nav className="filters" aria-label={words.filters.title}>
      {FILTERS.filter((filter) => filter !== 'attention' || counts.attention > 0 || chosen === filter).map((filter) => (
        <a
          key={filter}
          href={`#${filter}`}
          draggable={false}
          className={`filter filter-${filter}`}
          aria-current={chosen === filter ? 'page' : undefined}
          onClick={(event) => {
            event.preventDefault();
            store.setState((state) => showFilter(state, filter));
          }}
        >
          <span className="filter-name">{words.filters[filter]}</span>
          <span className="filter-count">{counts[filter]}</span>
        </a>
      ))}
    </nav>
  );
}
