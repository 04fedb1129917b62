// What electron-builder tells its Linux packager, read into a value.
import { parseArgs } from 'node:util';
import { SetupError } from '../setup/setup-error.mjs';

/**
 * @typedef {object} PackageWish
 * @property {string} type `deb` or `rpm`
 * @property {string} name
 * @property {string} version
 * @property {string} architecture as the packaging system calls it
 * @property {string} maintainer
 * @property {string} url
 * @property {string} license
 * @property {string} description the first line is the summary
 * @property {string} category
 * @property {string} output path of the package
 * @property {string | null} afterInstall path of a script
 * @property {string | null} afterRemove path of a script
 * @property {readonly string[]} depends
 * @property {readonly string[]} recommends
 * @property {readonly { from: string, to: string }[]} contents `from` ending with a slash: what is in that folder
 */

/**
 * @param {string[]} args
 * @returns {PackageWish}
 * @throws {SetupError} when something that every package needs is missing
 */
export function readPackageArguments(args) {
  const text = { type: /** @type {const} */ ('string') };
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      type: { ...text, short: 't' },
      source: { ...text, short: 's' },
      force: { type: 'boolean' },
      depends: { ...text, short: 'd', multiple: true, default: [] },
      'deb-recommends': { ...text, multiple: true, default: [] },
      'deb-compression': text,
      'deb-priority': text,
      'rpm-os': text,
      'rpm-compression': text,
      'rpm-summary': text,
      architecture: text,
      'after-install': text,
      'after-remove': text,
      description: text,
      version: text,
      package: text,
      name: text,
      maintainer: text,
      vendor: text,
      url: text,
      license: text,
      category: text,
      iteration: text,
    },
  });
  const required = (/** @type {'type' | 'name' | 'version' | 'architecture' | 'maintainer' | 'package'} */ key) => {
    const value = values[key];
    if (value === undefined) throw new SetupError(`The packager was called without --${key}.`);
    return value;
  };
  return {
    type: required('type'),
    name: required('name'),
    version: required('version'),
    architecture: required('architecture'),
    maintainer: required('maintainer'),
    output: required('package'),
    url: values.url ?? '',
    license: values.license ?? 'MIT',
    category: values.category ?? 'net',
    description: `${values['rpm-summary'] === undefined ? '' : `${values['rpm-summary']}\n`}${values.description ?? ''}`,
    afterInstall: values['after-install'] ?? null,
    afterRemove: values['after-remove'] ?? null,
    depends: values.depends,
    recommends: values['deb-recommends'],
    contents: positionals.map(readContent),
  };
}

/** @param {string} text */
function readContent(text) {
  const place = text.indexOf('=');
  if (place <= 0) throw new SetupError(`The packager was called with ${text}, which is no FROM=TO.`);
  return { from: text.slice(0, place), to: text.slice(place + 1) };
}
