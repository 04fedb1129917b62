import { expect, test } from 'vitest';
import { meaningOf } from './list-keys.ts';

const press = (key: string, modifiers: Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...modifiers,
});

test('arrows move, with Shift they reach', () => {
  expect(meaningOf(press('ArrowDown'), true)).toEqual({ kind: 'move', rows: 1, reach: 'only' });
  expect(meaningOf(press('End', { shiftKey: true }), true)).toEqual({ kind: 'move', rows: Infinity, reach: 'extend' });
});

test('Space and Enter act on a row, and are left to the buttons in it', () => {
  expect([meaningOf(press(' '), true), meaningOf(press('Enter'), true)]).toEqual([{ kind: 'pause-or-resume' }, { kind: 'open' }]);
  expect([meaningOf(press(' '), false), meaningOf(press('Enter'), false)]).toEqual([null, null]);
});

test('Delete removes and Ctrl A selects all; other keys are not the list’s', () => {
  expect([meaningOf(press('Delete'), true), meaningOf(press('a', { ctrlKey: true }), true), meaningOf(press('a'), true)]).toEqual([
    { kind: 'remove' },
    { kind: 'select-all' },
    null,
  ]);
});

test('with Alt, arrows change the order, and other keys are the window’s', () => {
  expect(['ArrowUp', 'ArrowDown', 'Home', 'End'].map((key) => meaningOf(press(key, { altKey: true }), true))).toEqual([
    { kind: 'reorder', action: 'moveUp' },
    { kind: 'reorder', action: 'moveDown' },
    { kind: 'reorder', action: 'moveToTop' },
    { kind: 'reorder', action: 'moveToBottom' },
  ]);
  expect(meaningOf(press('Delete', { altKey: true }), true)).toBeNull();
});
