/** Moves the basket's window: with the pointer, or a step at a time with the arrow keys. */
import { useRef, type PointerEvent } from 'react';

/** A hand that only clicks trembles this much. */
const STILL = 4;
const STEP = 16;

const DIRECTIONS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

interface Grip {
  readonly x: number;
  readonly y: number;
  readonly windowX: number;
  readonly windowY: number;
  moved: boolean;
}

/** Whether the key moved the window. */
export function moveByKey(key: string): boolean {
  const direction = DIRECTIONS[key];
  if (direction === undefined) return false;
  window.moveTo(window.screenX + direction[0], window.screenY + direction[1]);
  return true;
}

export function useCarrying(onClick: () => void) {
  const grip = useRef<Grip | null>(null);
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      grip.current = { x: event.screenX, y: event.screenY, windowX: window.screenX, windowY: window.screenY, moved: false };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const held = grip.current;
      if (held === null) return;
      const [x, y] = [event.screenX - held.x, event.screenY - held.y];
      held.moved ||= Math.hypot(x, y) > STILL;
      if (held.moved) window.moveTo(held.windowX + x, held.windowY + y);
    },
    onPointerUp: () => {
      const held = grip.current;
      grip.current = null;
      if (held?.moved === false) onClick();
    },
    onPointerCancel: () => {
      grip.current = null;
    },
  };
}
