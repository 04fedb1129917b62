// One description of a release for a system. electron-builder is called once for each package, and each call describes its own alone.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { REPO_FOLDER } from '../setup/repo-folder.mjs';
import { SetupError } from '../setup/setup-error.mjs';
import { FEED_FILE } from './feed-file.mjs';

/** The YAML that running copies read it with. */
const desktop = createRequire(join(REPO_FOLDER, 'apps', 'desktop', 'package.json'));
const yaml = createRequire(desktop.resolve('electron-updater'))('js-yaml');

/** @typedef {{ url: string, sha512: string, size?: number }} FeedFile */

/**
 * The descriptions that lie in a folder, by name.
 * @param {string} folder
 * @returns {Map<string, string>}
 */
export function readFeeds(folder) {
  const names = readdirSync(folder).filter((name) => FEED_FILE.test(name));
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/**
 * Writes one description for each name, made of all that were read after the calls.
 * @param {string} folder
 * @param {readonly ReadonlyMap<string, string>[]} calls in the order of the packages
 * @param {string} releasedAt ISO 8601
 * @returns {readonly string[]} what was written
 */
export function writeJoinedFeeds(folder, calls, releasedAt) {
  const names = [...new Set(calls.flatMap((feeds) => [...feeds.keys()]))];
  for (const name of names) {
    const texts = calls.flatMap((feeds) => feeds.get(name) ?? []);
    writeFileSync(join(folder, name), joinFeed(texts, releasedAt));
  }
  return names;
}

/**
 * All files of the descriptions, each once. `path` and `sha512`, for copies that read nothing else, are those of the first.
 * @param {readonly string[]} texts of one version
 * @param {string} releasedAt
 * @throws {SetupError} when they are of different versions, or give one name two digests
 */
export function joinFeed(texts, releasedAt) {
  const feeds = texts.map((text) => yaml.load(text));
  const versions = new Set(feeds.map(({ version }) => version));
  if (versions.size !== 1) throw new SetupError(`The packages are of different versions: ${[...versions].join(', ')}.`);
  /** @type {Map<string, FeedFile>} */
  const files = new Map();
  for (const file of /** @type {FeedFile[]} */ (feeds.flatMap((feed) => feed.files))) {
    const known = files.get(file.url);
    if (known !== undefined && known.sha512 !== file.sha512) throw new SetupError(`There are two packages of the name ${file.url}.`);
    files.set(file.url, file);
  }
  const [first] = files.values();
  if (first === undefined) throw new SetupError('The descriptions name no package.');
  const joined = { version: feeds[0].version, files: [...files.values()], path: first.url, sha512: first.sha512, releaseDate: releasedAt };
  return yaml.dump(joined, { lineWidth: -1 });
}
