import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MIN_SIZE, readPlace } from './window-place.ts';

const SCREEN = { x: 0, y: 25, width: 1920, height: 1055 };
const SECOND = { x: 1920, y: 0, width: 1280, height: 1024 };
const PLACE = { bounds: { x: 100, y: 80, width: 1000, height: 700 }, maximised: false };

test('a place on a screen is taken as it is', () => {
  expect(readPlace(PLACE, [SCREEN])).toEqual(PLACE);
});

test('a window that was maximised is so again', () => {
  expect(readPlace({ ...PLACE, maximised: true }, [SCREEN])).toEqual({ ...PLACE, maximised: true });
});

test('a place on a screen that is gone is none', () => {
  const place = { ...PLACE, bounds: { ...PLACE.bounds, x: 2000 } };
  expect(readPlace(place, [SCREEN, SECOND])).toEqual(place);
  expect(readPlace(place, [SCREEN])).toBeNull();
});

test('a title bar above the screen is out of reach', () => {
  expect(readPlace({ ...PLACE, bounds: { ...PLACE.bounds, y: 0 } }, [SCREEN])).toBeNull();
});

test('a window larger than its screen shrinks to it', () => {
  const large = { x: 0, y: 25, width: 4000, height: 3000 };
  expect(readPlace({ bounds: large, maximised: false }, [SCREEN])?.bounds).toEqual({ x: 0, y: 25, width: 1920, height: 1055 });
});

test('anything else is no place, and never throws', () => {
  fc.assert(
    fc.property(fc.anything(), (saved) => {
      expect(readPlace(saved, [SCREEN])).toBeNull();
    }),
  );
});

test('whatever place is accepted, the window has its least size', () => {
  const number = fc.integer({ min: -5000, max: 5000 });
  const bounds = fc.record({ x: number, y: number, width: number, height: number });
  fc.assert(
    fc.property(bounds, fc.boolean(), (saved, maximised) => {
      const place = readPlace({ bounds: saved, maximised }, [SCREEN, SECOND]);
      expect(place === null || (place.bounds.width >= MIN_SIZE.width && place.bounds.height >= MIN_SIZE.height)).toBe(true);
    }),
  );
});
