/** Rows under the pointer: unfinished ones are dragged to another place in the queue, finished ones out of the window as files. */
import { isTerminal, type JobId } from '@sluice/model';
import type { DragEvent } from 'react';
import type { WindowParts } from '../state/context.tsx';

/** Known to this list alone, so that the window does not take its own rows for something dropped. */
const ROWS_TYPE = 'application/x-sluice-rows';

export function carriesRows({ dataTransfer }: DragEvent): boolean {
  return dataTransfer.types.includes(ROWS_TYPE);
}

/** A row outside of the selection is dragged alone. */
export function dragRow(event: DragEvent, id: JobId, { store, actions }: WindowParts): void {
  const { selection, snapshots } = store.getState();
  const ids = selection.ids.has(id) ? [...selection.ids] : [id];
  const job = snapshots.get(id)?.job;
  if (job?.state.kind === 'done') {
    // The system's own drag takes over from here.
    event.preventDefault();
    actions.dragOut(ids);
  } else if (job === undefined || isTerminal(job.state.kind)) event.preventDefault();
  else {
    event.dataTransfer.setData(ROWS_TYPE, JSON.stringify(ids));
    event.dataTransfer.effectAllowed = 'move';
  }
}

export function rowsOf({ dataTransfer }: DragEvent): readonly JobId[] {
  const ids: unknown = JSON.parse(dataTransfer.getData(ROWS_TYPE) || '[]');
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
}

/** The gap between rows that the pointer is nearest to. */
export function gapAt(y: number, rowHeight: number, paddingTop: number, rows: number): number {
  return Math.min(rows, Math.max(0, Math.round((y - paddingTop) / rowHeight)));
}
