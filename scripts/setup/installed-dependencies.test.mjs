import { expect, test } from 'vitest';
import { isNodeNewEnough } from './installed-dependencies.mjs';

test.each([
  ['18.20.4', false],
  ['20.18.1', false],
  ['20.19.0', true],
  ['22.0.0', true],
])('Node %s is new enough: %s', (version, enough) => {
  expect(isNodeNewEnough(version)).toBe(enough);
});
