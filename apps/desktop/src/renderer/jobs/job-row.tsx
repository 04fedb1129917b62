/** One download. It renders again only when its own snapshot, its selection or its place changed. */
import type { JobId } from '@sluice/model';
import type { Language } from '@sluice/words';
import { memo, useCallback, useEffect, useRef, useState, type MouseEvent } from 'react';
import { Icon } from '../controls/icon.tsx';
import type { MenuPlace } from '../controls/menu.tsx';
import { useWords } from '../i18n/use-words.ts';
import { useParts, useWindow } from '../state/context.tsx';
import { PartStrip } from './part-strip.tsx';
import { dragRow } from './row-drag.ts';
import { MainAction, MoreButton, QuickActions } from './row-actions.tsx';
import { RowMenu } from './row-menu.tsx';
import { countsDown, rowView } from './row-view.ts';
import { select, type Reach } from './selection.ts';
import { useNow } from './use-now.ts';
import './job-row.css';

interface JobRowProps {
  readonly id: JobId;
  readonly index: number;
  readonly count: number;
  readonly top: number;
  /** Whether Tab stops here. */
  readonly reachable: boolean;
  readonly language: Language;
}

export const JobRow = memo(function JobRow({ id, index, count, top, reachable, language }: JobRowProps) {
  const parts = useParts();
  const { store, actions } = parts;
  const words = useWords();
  const snapshot = useWindow((state) => state.snapshots.get(id));
  // Only rows whose words it changes are rendered again.
  const resting = useWindow((state) => (state.snapshots.get(id)?.job.state.kind === 'queued' ? (state.resting[0] ?? null) : null));
  const selected = useWindow((state) => state.selection.ids.has(id));
  const isCursor = useWindow((state) => state.selection.cursor === id);
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const closeMenu = useCallback(() => {
    setMenu(null);
  }, []);
  const row = useRef<HTMLLIElement>(null);
  const nowMs = useNow(snapshot !== undefined && countsDown(snapshot));
  useEffect(() => {
    // The keyboard's focus follows the cursor, but is never taken from elsewhere.
    if (
      isCursor &&
      row.current?.parentElement?.contains(document.activeElement) === true &&
      !row.current.contains(document.activeElement)
    ) {
      row.current.focus({ preventScroll: true });
    }
  }, [isCursor]);
  // Its place is there already; what it is, is on its way.
  if (snapshot === undefined) return <li className="row row-coming" aria-busy="true" style={{ transform: `translateY(${top}px)` }} />;
  const view = rowView(snapshot, language, nowMs, resting);
  const pick = (reach: Reach): void => {
    store.setState(({ selection, listed }) => ({ selection: select(selection, listed, id, reach) }));
  };
  const openMenu = (place: MenuPlace): void => {
    if (!selected) pick('only');
    setMenu(place);
  };
  return (
    <li
      ref={row}
      className={`row tone-${view.tone} ${view.numbers === null ? 'row-wide' : ''}`}
      aria-label={view.name}
      aria-setsize={count}
      aria-posinset={index + 1}
      aria-current={selected ? 'true' : undefined}
      tabIndex={reachable ? 0 : -1}
      style={{ transform: `translateY(${top}px)` }}
      onClick={(event) => {
        pick(reachOf(event));
      }}
      onFocus={(event) => {
        // Reached with Tab; a pressed pointer focuses, too, and its click says itself what it selects.
        const { currentTarget } = event;
        if (event.target === currentTarget && !isCursor && currentTarget.matches(':focus-visible')) pick('only');
      }}
      draggable
      onDragStart={(event) => {
        dragRow(event, id, parts);
      }}
      onDoubleClick={() => {
        actions.act('open', [id]);
      }}
      onContextMenu={(event) => {
        event.preventDefault();
        openMenu({ x: event.clientX, y: event.clientY, alignRight: false });
      }}
    >
      <span className="badge" aria-hidden="true">
        {view.badge === '' ? <Icon name="file" /> : view.badge}
      </span>
      <div className="row-main">
        <div className="row-title">
          <span className="row-name one-line" title={view.name}>
            {view.name}
          </span>
          {view.objectTag !== null && <span className="tag object-tag">{view.objectTag}</span>}
          {view.tag !== null && <span className="tag">{view.tag}</span>}
          <span className="grow" />
          <QuickActions id={id} actions={view.actions} reachable={reachable} />
          {view.stateWord !== '' && <span className="row-state">{view.stateWord}</span>}
        </div>
        {view.bar !== null && <PartStrip bar={view.bar} tone={view.tone} label={words.list.parts} />}
        <div className="row-facts">
          <span className="row-host" title={view.host}>
            {view.host}
          </span>
          {view.size !== null && <span className="row-size">{view.size}</span>}
          {view.status !== '' && (
            <span className={`row-status ${view.warned ? 'is-warned' : ''}`} title={view.status}>
              {view.status}
            </span>
          )}
        </div>
      </div>
      {view.numbers !== null && (
        <div className="row-numbers">
          <strong>{view.numbers.throughput}</strong>
          <span>{view.numbers.timeLeft}</span>
        </div>
      )}
      <MainAction id={id} action={view.actions.main} reachable={reachable} />
      <MoreButton reachable={reachable} onOpen={openMenu} open={menu !== null} />
      {menu !== null && <RowMenu place={menu} onClose={closeMenu} />}
    </li>
  );
});

function reachOf(event: MouseEvent): Reach {
  if (event.shiftKey) return 'extend';
  return event.ctrlKey || event.metaKey ? 'toggle' : 'only';
}
