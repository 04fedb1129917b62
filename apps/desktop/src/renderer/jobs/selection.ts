/** Which rows are selected, where the keyboard is, and from where Shift reaches. Pure: the list's order is an argument. */
import type { JobId } from '@sluice/model';

export interface Selection {
  readonly ids: ReadonlySet<JobId>;
  /** Where Shift reaches from. */
  readonly anchor: JobId | null;
  /** The row that the keyboard is at; the only one in the tab order. */
  readonly cursor: JobId | null;
}

export const NOTHING_SELECTED: Selection = { ids: new Set(), anchor: null, cursor: null };

/** How a click or a key changes the selection. */
export type Reach = 'only' | 'toggle' | 'extend';

export function select(selection: Selection, order: readonly JobId[], id: JobId, reach: Reach): Selection {
  switch (reach) {
    case 'only':
      return { ids: new Set([id]), anchor: id, cursor: id };
    case 'toggle':
      return { ids: toggled(selection.ids, id), anchor: id, cursor: id };
    case 'extend': {
      const anchor = selection.anchor !== null && order.includes(selection.anchor) ? selection.anchor : id;
      const [from, to] = [order.indexOf(anchor), order.indexOf(id)].sort((a, b) => a - b);
      return { ids: new Set(order.slice(from, (to ?? 0) + 1)), anchor, cursor: id };
    }
  }
}

/** Moves the cursor by rows, or to an end with ±Infinity. */
export function moveBy(selection: Selection, order: readonly JobId[], rows: number, reach: Reach): Selection {
  const last = order.length - 1;
  if (last < 0) return selection;
  const here = selection.cursor === null ? -1 : order.indexOf(selection.cursor);
  const from = here < 0 ? (rows > 0 ? -1 : order.length) : here;
  const id = order[Math.min(last, Math.max(0, from + rows))];
  return id === undefined ? selection : select(selection, order, id, reach);
}

export function selectAll(selection: Selection, order: readonly JobId[]): Selection {
  return { ids: new Set(order), anchor: order[0] ?? null, cursor: selection.cursor ?? order[0] ?? null };
}

/** Drops what is no longer listed; the cursor goes to the row that took the place of its own. */
export function keepListed(selection: Selection, before: readonly JobId[], after: readonly JobId[]): Selection {
  const listed = new Set(after);
  const ids = [...selection.ids].filter((id) => listed.has(id));
  const cursor = selection.cursor === null || listed.has(selection.cursor) ? selection.cursor : neighbour(selection.cursor, before, listed);
  const anchor = selection.anchor !== null && listed.has(selection.anchor) ? selection.anchor : cursor;
  if (ids.length === selection.ids.size && cursor === selection.cursor && anchor === selection.anchor) return selection;
  return { ids: new Set(ids), anchor, cursor };
}

function neighbour(gone: JobId, before: readonly JobId[], listed: ReadonlySet<JobId>): JobId | null {
  const place = before.indexOf(gone);
  const following = before.slice(place + 1).find((id) => listed.has(id));
  return following ?? before.slice(0, Math.max(0, place)).findLast((id) => listed.has(id)) ?? null;
}

function toggled(ids: ReadonlySet<JobId>, id: JobId): ReadonlySet<JobId> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}
