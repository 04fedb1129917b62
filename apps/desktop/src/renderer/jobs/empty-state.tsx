/** What is shown when there is nothing to show: how to begin, or how to get back. */
import { Icon } from '../controls/icon.tsx';
import { useWords } from '../i18n/use-words.ts';
import { search, showFilter } from '../state/change-jobs.ts';
import { useActions, useParts, useWindow } from '../state/context.tsx';
import './empty-state.css';

export function EmptyState() {
  const words = useWords();
  const actions = useActions();
  return (
    <div className="empty empty-target">
      <Icon name="drop" />
      <h2>{words.empty.title}</h2>
      <p>{words.empty.text}</p>
      <div className="empty-actions">
        <button type="button" className="plain-button" onClick={actions.takeClipboard}>
          {words.empty.paste}
        </button>
        <button
          type="button"
          className="plain-button"
          onClick={() => {
            actions.openAdd();
          }}
        >
          {words.empty.enter}
        </button>
      </div>
    </div>
  );
}

export function NothingFound() {
  const words = useWords();
  const { store } = useParts();
  const query = useWindow((state) => state.query);
  const narrowed = useWindow((state) => state.filter !== 'all' || state.fileKind !== null);
  return (
    <div className="empty">
      <h2>{query === '' ? words.empty.nothingHere : words.empty.noneFound(query)}</h2>
      <div className="empty-actions">
        {query !== '' && (
          <button
            type="button"
            className="plain-button"
            onClick={() => {
              store.setState((state) => search(state, ''));
            }}
          >
            {words.empty.clear}
          </button>
        )}
        {narrowed && (
          <button
            type="button"
            className="plain-button"
            onClick={() => {
              store.setState((state) => showFilter(state, 'all'));
            }}
          >
            {words.empty.showAll}
          </button>
        )}
      </div>
    </div>
  );
}
