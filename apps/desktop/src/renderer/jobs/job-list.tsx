/** The downloads, virtualised: only the rows in sight exist, and the one that the keyboard is at. */
import { assertNever } from '@sluice/model';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState, type DragEvent, type KeyboardEvent } from 'react';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { useParts, useWindow } from '../state/context.tsx';
import { JobRow } from './job-row.tsx';
import { meaningOf } from './list-keys.ts';
import { carriesRows, gapAt, rowsOf } from './row-drag.ts';
import { moveBy, selectAll } from './selection.ts';
import './job-list.css';

const ROW_HEIGHT = 69;
const PADDING_TOP = 6;

export function JobList() {
  const words = useWords();
  const language = useLanguage();
  const { actions } = useParts();
  const listed = useWindow((state) => state.listed);
  const cursor = useWindow((state) => state.selection.cursor);
  const scroller = useRef<HTMLDivElement>(null);
  const cursorIndex = useMemo(() => (cursor === null ? -1 : listed.indexOf(cursor)), [cursor, listed]);
  const rows = useVirtualizer({
    count: listed.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
    paddingStart: PADDING_TOP,
    // Room for a toast below the last row.
    paddingEnd: 64,
    scrollPaddingEnd: 64,
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range);
      return cursorIndex < 0 || indexes.includes(cursorIndex) ? indexes : [...indexes, cursorIndex].sort((a, b) => a - b);
    },
  });
  useEffect(() => {
    if (cursorIndex < 0) return;
    // In a task of its own: it makes the browser lay out what has just been drawn.
    const frame = requestAnimationFrame(() => {
      rows.scrollToIndex(cursorIndex, { align: 'auto' });
    });
    return () => {
      cancelAnimationFrame(frame);
    };
    // Only a moved cursor scrolls, or one whose row has come: rows that come and go must not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [cursor, cursorIndex < 0]);
  const items = rows.getVirtualItems();
  const sight = items.flatMap(({ index }) => listed[index] ?? []);
  const inSight = sight.join(' ');
  useEffect(() => {
    actions.look(sight);
    // The text tells whether they are others.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [inSight, actions]);
  const hadFocus = useRef(false);
  useEffect(() => {
    // A removed row takes the focus with it: the row that has the cursor now gets it back.
    if (!hadFocus.current || document.activeElement !== document.body) return;
    scroller.current?.querySelector<HTMLElement>('.row[tabindex="0"]')?.focus({ preventScroll: true });
  }, [listed, cursor]);
  const onKeyDown = useListKeys();
  const { gap, ...dropping } = useRowDrop(listed.length);
  return (
    <div
      ref={scroller}
      className="list-scroller"
      onKeyDown={onKeyDown}
      {...dropping}
      onFocus={() => {
        hadFocus.current = true;
      }}
      onBlur={({ relatedTarget }) => {
        if (relatedTarget !== null) hadFocus.current = false;
      }}
    >
      <ul className="list" role="list" aria-label={words.list.title} style={{ height: rows.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const id = listed[index];
          if (id === undefined) return null;
          const reachable = cursorIndex < 0 ? index === 0 : index === cursorIndex;
          return <JobRow key={id} id={id} index={index} count={listed.length} top={start} reachable={reachable} language={language} />;
        })}
        {gap !== null && (
          <li className="drop-gap" role="presentation" style={{ transform: `translateY(${PADDING_TOP + gap * ROW_HEIGHT}px)` }} />
        )}
      </ul>
    </div>
  );
}

interface RowDrop {
  /** Between which rows they would go; null: nothing is dragged over the list. */
  readonly gap: number | null;
  readonly onDragOver: (event: DragEvent<HTMLDivElement>) => void;
  readonly onDragLeave: (event: DragEvent<HTMLDivElement>) => void;
  readonly onDrop: (event: DragEvent<HTMLDivElement>) => void;
}

/** Rows that are dragged within the list. Everything else that comes over it is the window's to take. */
function useRowDrop(rows: number): RowDrop {
  const { actions } = useParts();
  const [gap, setGap] = useState<number | null>(null);
  const gapUnder = ({ currentTarget, clientY }: DragEvent<HTMLDivElement>): number =>
    gapAt(clientY - currentTarget.getBoundingClientRect().top + currentTarget.scrollTop, ROW_HEIGHT, PADDING_TOP, rows);
  return {
    gap,
    onDragOver: (event) => {
      if (!carriesRows(event)) return;
      event.preventDefault();
      event.stopPropagation();
      event.dataTransfer.dropEffect = 'move';
      setGap(gapUnder(event));
    },
    onDragLeave: ({ currentTarget, relatedTarget }) => {
      if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) setGap(null);
    },
    onDrop: (event) => {
      if (!carriesRows(event)) return;
      event.preventDefault();
      event.stopPropagation();
      setGap(null);
      actions.moveToGap(rowsOf(event), gapUnder(event));
    },
  };
}

/** Keys that the list itself understands; those pressed on a button inside a row keep their own meaning. */
function useListKeys(): (event: KeyboardEvent<HTMLDivElement>) => void {
  const { store, actions } = useParts();
  return (event) => {
    const onRow = event.target instanceof HTMLLIElement;
    const meaning = meaningOf(event, onRow);
    if (meaning === null) return;
    event.preventDefault();
    const { selection, listed } = store.getState();
    switch (meaning.kind) {
      case 'move':
        return store.setState({ selection: moveBy(selection, listed, meaning.rows, meaning.reach) });
      case 'select-all':
        return store.setState({ selection: selectAll(selection, listed) });
      case 'reorder':
        return actions.act(meaning.action, [...selection.ids]);
      case 'remove':
        return actions.act('remove', [...selection.ids]);
      case 'open':
        return actions.act('open', selection.cursor === null ? [] : [selection.cursor]);
      case 'pause-or-resume':
        return actions.pauseOrResume([...selection.ids]);
      default:
        return assertNever(meaning);
    }
  };
}
