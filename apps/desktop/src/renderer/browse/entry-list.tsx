/** The folders and objects of a level. Only the rows in sight exist, however many have been loaded. */
import { formatBytes, formatWhen } from '@sluice/words';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import type { Entry, Level } from './use-level.ts';

const ROW_HEIGHT = 34;

interface EntryListProps {
  readonly level: Level & { readonly loadMore: () => void };
  readonly prefix: string;
  readonly chosen: ReadonlySet<string>;
  readonly onToggle: (entry: Entry) => void;
  readonly onOpen: (prefix: string) => void;
}

export function EntryList({ level, prefix, chosen, onToggle, onOpen }: EntryListProps) {
  const { browse: words } = useWords();
  const language = useLanguage();
  const scroller = useRef<HTMLDivElement>(null);
  const { entries, phase, loadMore } = level;
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  const items = rows.getVirtualItems();
  const atEnd = (items.at(-1)?.index ?? -1) >= entries.length - 1;
  useEffect(() => {
    if (atEnd && phase === 'more') loadMore();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the function is made anew with every rendering
  }, [atEnd, phase]);
  return (
    <div className="browse-scroller" ref={scroller} tabIndex={0} role="group" aria-label={words.contents}>
      <ul className="browse-list" style={{ height: rows.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const entry = entries[index];
          if (entry === undefined) return null;
          const name = entry.key.slice(prefix.length);
          return (
            <li key={entry.key} className="browse-row" style={{ transform: `translateY(${start}px)` }}>
              <input type="checkbox" aria-label={name} checked={chosen.has(entry.key)} onChange={() => onToggle(entry)} />
              {entry.kind === 'folder' ? (
                <button type="button" className="browse-folder" title={entry.key} onClick={() => onOpen(entry.key)}>
                  {name}
                </button>
              ) : (
                <>
                  <span className="browse-name" title={entry.key}>
                    {name}
                  </span>
                  <span className="browse-fact">
                    {entry.storageClass === 'Standard' || entry.storageClass === 'STANDARD' ? '' : entry.storageClass}
                  </span>
                  <span className="browse-fact">
                    {entry.modifiedAtMs === null ? '' : formatWhen(entry.modifiedAtMs, language, { nowMs: Date.now() })}
                  </span>
                  <span className="browse-size">{formatBytes(entry.sizeBytes, language)}</span>
                </>
              )}
            </li>
          );
        })}
      </ul>
      {entries.length === 0 && phase === 'all' && level.failure === null && <p className="browse-empty">{words.empty}</p>}
    </div>
  );
}
