/** Where the window opens: where it was, when that is still on a screen. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowPlace {
  readonly bounds: Rectangle;
  readonly maximised: boolean;
}

export const MIN_SIZE = { width: 760, height: 480 } as const;
export const DEFAULT_SIZE = { width: 1180, height: 740 } as const;

/** How much of the window must be on one screen for its title bar to be caught with the mouse. */
const REACHABLE = { width: 120, height: 40 } as const;

/**
 * Reads a place that was saved once. Null when it is none, or lies outside all work areas: a screen may be gone.
 * A window larger than its screen shrinks to it.
 */
export function readPlace(saved: unknown, workAreas: readonly Rectangle[]): WindowPlace | null {
  const place = parsePlace(saved);
  const area = place === null ? undefined : workAreas.find((candidate) => reaches(place.bounds, candidate));
  if (place === null || area === undefined) return null;
  const width = clamp(place.bounds.width, MIN_SIZE.width, area.width);
  const height = clamp(place.bounds.height, MIN_SIZE.height, area.height);
  return { bounds: { ...place.bounds, width, height }, maximised: place.maximised };
}

function parsePlace(saved: unknown): WindowPlace | null {
  if (!isRecord(saved) || !isRecord(saved['bounds']) || typeof saved['maximised'] !== 'boolean') return null;
  const { x, y, width, height } = saved['bounds'];
  if (!isWhole(x) || !isWhole(y) || !isWhole(width) || !isWhole(height)) return null;
  return { bounds: { x, y, width, height }, maximised: saved['maximised'] };
}

function reaches(bounds: Rectangle, area: Rectangle): boolean {
  const overlapX = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const titleBarIsInside = bounds.y >= area.y && bounds.y + REACHABLE.height <= area.y + area.height;
  return overlapX >= REACHABLE.width && titleBarIsInside;
}

function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(value, max));
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
