import { expect, test } from 'vitest';
import { whatClosingDoes } from './close-window.ts';

test.each([
  ['who chose to quit quits, whatever runs', { setting: 'quit', hasTray: true, hasWork: true }, 'quit'],
  ['who chose the tray gets it, also when nothing runs', { setting: 'tray', hasTray: true, hasWork: false }, 'hide'],
  ['without a tray a working window stays in reach', { setting: 'tray', hasTray: false, hasWork: true }, 'minimise'],
  ['without a tray and without work there is nothing to stay for', { setting: 'tray', hasTray: false, hasWork: false }, 'quit'],
  ['the question comes when there is something to lose', { setting: 'ask', hasTray: true, hasWork: true }, 'ask'],
  ['also where the answer can only be to minimise', { setting: 'ask', hasTray: false, hasWork: true }, 'ask'],
  ['and not when nothing is downloading', { setting: 'ask', hasTray: true, hasWork: false }, 'quit'],
] as const)('%s', (_sentence, facts, what) => {
  expect(whatClosingDoes(facts)).toBe(what);
});
