// Licences of what a package holds: read from the bill of materials, judged, and printed with their texts.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPO_FOLDER } from '../setup/repo-folder.mjs';

/** @typedef {{ name: string, version: string, licence: string }} Component */

/** Licences that ask for no more than to be named. */
const FIT = new Set([
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'Python-2.0',
  'Unlicense',
  'CC0-1.0',
]);
/** Packages whose manifest names no licence in the way that tools read, with what their own files say. */
const KNOWN_LICENCES = new Map([['pause-stream', 'MIT']]);

/**
 * The packages of others in a CycloneDX document, by name.
 * @param {string} bill
 * @returns {Component[]}
 */
export function componentsIn(bill) {
  const found = new Map();
  for (const { group, name, version, licenses = [] } of JSON.parse(bill).components) {
    const fullName = group === undefined ? name : `${group}/${name}`;
    if (group === '@sluice') continue;
    const said = licenses.map((/** @type {any} */ entry) => entry.license?.id ?? entry.license?.name ?? entry.expression).join(' AND ');
    found.set(`${fullName} ${version}`, { name: fullName, version, licence: said || (KNOWN_LICENCES.get(name) ?? 'none') });
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * Those whose licence is not known to be fit. Of several that one may choose from (`OR`), one fit is enough.
 * @param {readonly Component[]} components
 */
export function unfit(components) {
  const isFit = (/** @type {string} */ licence) => FIT.has(licence.replace(/[()]/g, '').trim());
  return components.filter(({ licence }) => !licence.split(' OR ').some((choice) => choice.split(' AND ').every(isFit)));
}

/** @param {readonly Component[]} components */
export function notices(components) {
  const head =
    'Sluice is under the MIT licence (LICENSE.txt). It contains parts of these works; Electron and Chromium have their own lists.\n';
  return [
    head,
    ...components.map(
      (component) => `${'-'.repeat(72)}\n${component.name} ${component.version} (${component.licence})\n\n${textOf(component)}`,
    ),
  ].join('\n');
}

/** @param {Component} component */
function textOf({ name }) {
  const folder = join(REPO_FOLDER, 'node_modules', name);
  const file = existsSync(folder) ? readdirSync(folder).find((entry) => /^(?:licen[cs]e|copying)/i.test(entry)) : undefined;
  return file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim() + '\n';
}
