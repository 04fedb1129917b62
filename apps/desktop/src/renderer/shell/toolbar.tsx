/** Search, what concerns all downloads, settings, Add. */
import { countOf } from '@sluice/model';
import { useRef } from 'react';
import { Icon, IconButton } from '../controls/icon.tsx';
import { useWords } from '../i18n/use-words.ts';
import { search } from '../state/change-jobs.ts';
import { useParts, useWindow } from '../state/context.tsx';
import { SEARCH_FIELD_ID } from './use-shortcuts.ts';
import './toolbar.css';

export function Toolbar() {
  const words = useWords();
  const { store, actions } = useParts();
  const canPause = useWindow(({ counts }) => countOf(counts, 'active') + countOf(counts, 'queued') > 0);
  // Where nothing runs although something is queued, the start may have left it to the user.
  const canResume = useWindow(({ counts }) => {
    const stopped = countOf(counts, 'paused') + countOf(counts, 'attention');
    return stopped > 0 || (countOf(counts, 'queued') > 0 && countOf(counts, 'active') === 0);
  });
  const hasJobs = useWindow(({ counts }) => countOf(counts, 'all') > 0);
  const detailsShown = useWindow((state) => state.detailsShown);
  return (
    <header className="toolbar">
      <SearchField />
      <span className="grow" />
      <IconButton icon="pause" label={words.toolbar.pauseAll} disabled={!canPause} onClick={actions.pauseAll} />
      <IconButton icon="resume" label={words.toolbar.resumeAll} disabled={!canResume} onClick={actions.resumeAll} />
      {hasJobs && (
        <IconButton
          icon="panel"
          className="details-toggle"
          label={words.toolbar.details}
          pressed={detailsShown}
          onClick={() => {
            store.setState({ detailsShown: !detailsShown });
          }}
        />
      )}
      <IconButton
        icon="settings"
        label={words.toolbar.settings}
        onClick={() => {
          store.setState({ dialog: { kind: 'settings' } });
        }}
      />
      <button
        type="button"
        className="primary"
        onClick={() => {
          actions.openAdd();
        }}
      >
        <Icon name="add" />
        {words.toolbar.add}
      </button>
    </header>
  );
}

function SearchField() {
  const words = useWords();
  const { store } = useParts();
  const query = useWindow((state) => state.query);
  const field = useRef<HTMLInputElement>(null);
  const clear = (): void => {
    store.setState((state) => search(state, ''));
    field.current?.focus();
  };
  return (
    <div className="search">
      <Icon name="search" />
      <input
        ref={field}
        id={SEARCH_FIELD_ID}
        type="text"
        role="searchbox"
        aria-label={words.toolbar.search}
        placeholder={words.toolbar.searchHint}
        spellCheck={false}
        value={query}
        onKeyDown={(event) => {
          if (event.key === 'Escape') clear();
        }}
        onChange={(event) => {
          store.setState((state) => search(state, event.target.value));
        }}
      />
      {query === '' ? (
        <kbd aria-hidden="true">{/Mac/.test(navigator.userAgent) ? '⌘ F' : 'Ctrl F'}</kbd>
      ) : (
        <button type="button" className="search-clear" aria-label={words.toolbar.clearSearch} onClick={clear}>
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}
