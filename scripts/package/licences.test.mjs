import { expect, test } from 'vitest';
import { billOfMaterials } from './bill-of-materials.mjs';
import { componentsIn, notices, unfit } from './licences.mjs';

const component = (/** @type {string} */ licence) => ({ name: 'a', version: '1.0.0', licence });

test('everything that goes into a package may go into an MIT program', async () => {
  const components = componentsIn(await billOfMaterials());
  expect(unfit(components)).toEqual([]);
  expect(components.map(({ name }) => name)).toEqual(expect.arrayContaining(['better-sqlite3', 'react', 'undici', 'zod']));
  expect(notices(components)).toContain('Permission is hereby granted');
}, 60_000);

test('a licence that asks for more is found, unless there is a choice', () => {
  const licences = ['MIT', 'GPL-3.0-only', '(MIT OR GPL-3.0-only)', 'MIT AND GPL-3.0-only', 'none'];
  expect(unfit(licences.map(component)).map(({ licence }) => licence)).toEqual(['GPL-3.0-only', 'MIT AND GPL-3.0-only', 'none']);
});
