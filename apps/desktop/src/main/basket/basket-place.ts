/** Where the drop basket stands: where it was left, when that is still on a screen, else in a corner. */
import type { Rectangle } from '../window-place.ts';

export const BASKET_SIZE = 84;
/** From the edges of the screen, where nobody has put it yet. */
const MARGIN = 24;

export interface BasketPlace {
  readonly x: number;
  readonly y: number;
}

/** `workAreas`: the first is the primary screen's. */
export function readBasketPlace(saved: unknown, workAreas: readonly Rectangle[]): BasketPlace | null {
  const place = parsed(saved);
  const lies = place !== null && workAreas.some((area) => isInside(place, area));
  if (lies) return place;
  const [area] = workAreas;
  return area === undefined ? null : { x: area.x + area.width - BASKET_SIZE - MARGIN, y: area.y + area.height - BASKET_SIZE - MARGIN };
}

/** All of it: a corner alone can't be caught with the pointer. */
function isInside({ x, y }: BasketPlace, area: Rectangle): boolean {
  return x >= area.x && y >= area.y && x + BASKET_SIZE <= area.x + area.width && y + BASKET_SIZE <= area.y + area.height;
}

function parsed(saved: unknown): BasketPlace | null {
  if (typeof saved !== 'object' || saved === null || !('x' in saved) || !('y' in saved)) return null;
  const { x, y } = saved;
  return isWhole(x) && isWhole(y) ? { x, y } : null;
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
