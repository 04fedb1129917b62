import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { joinFeed, readFeeds, writeJoinedFeeds } from './join-feed.mjs';

const WHEN = '2026-11-22T12:00:00.000Z';
const feed = (/** @type {string} */ name, sha = `${name}==`, version = '1.2.3') =>
  `version: ${version}\nfiles:\n  - url: ${name}\n    sha512: ${sha}\n    size: 7\npath: ${name}\nsha512: ${sha}\nreleaseDate: '2026-01-01T00:00:00.000Z'\n`;

test('one description names all packages of the system, and the first for copies that know no list', () => {
  expect(joinFeed([feed('a.AppImage'), feed('a.deb'), feed('a.deb'), feed('a.rpm')], WHEN)).toBe(
    `version: 1.2.3
files:
  - url: a.AppImage
    sha512: a.AppImage==
    size: 7
  - url: a.deb
    sha512: a.deb==
    size: 7
  - url: a.rpm
    sha512: a.rpm==
    size: 7
path: a.AppImage
sha512: a.AppImage==
releaseDate: '${WHEN}'
`,
  );
});

test('packages of two versions, or two of one name, are no release', () => {
  expect(() => joinFeed([feed('a'), feed('b', 'b==', '1.2.4')], WHEN)).toThrow('different versions: 1.2.3, 1.2.4');
  expect(() => joinFeed([feed('a'), feed('a', 'other==')], WHEN)).toThrow('two packages of the name a');
  expect(() => joinFeed(['version: 1.0.0\nfiles: []\n'], WHEN)).toThrow('no package');
});

test('each system keeps a description of its own, and signatures are none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-feed-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const call = (/** @type {Readonly<Record<string, string>>} */ files) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return readFeeds(folder);
  };
  const calls = [call({ 'latest-linux.yml': feed('a.deb'), 'builder-debug.yml': 'x' }), call({ 'latest-linux.yml': feed('a.rpm') })];
  calls.push(call({ 'latest.yml': feed('a.exe'), 'latest.yml.sig': 'x' }));
  expect(writeJoinedFeeds(folder, calls, WHEN).toSorted()).toEqual(['latest-linux.yml', 'latest.yml']);
  const urls = (/** @type {string} */ name) => readFileSync(join(folder, name), 'utf8').match(/url: \S+/g);
  expect([urls('latest-linux.yml'), urls('latest.yml')]).toEqual([['url: a.deb', 'url: a.rpm'], ['url: a.exe']]);
});
