import { expect, test } from 'vitest';
import { FAILURE_LIFETIME_MS, chooseRuntime } from './choose-runtime.mjs';

const NOW_MS = 1_800_000_000_000;

/** @type {import('./choose-runtime.mjs').RuntimeFacts} */
const FRESH_LINUX = {
  overridePath: null,
  overrideWorks: false,
  officialInstalled: false,
  lastFailure: null,
  wantedVersion: '45.4.1',
  retryDownload: false,
  nowMs: NOW_MS,
  platform: 'linux',
  arch: 'x64',
};
const failedAgo = (/** @type {number} */ ageMs, version = '45.4.1') => ({ version, atMs: NOW_MS - ageMs });

test.each([
  ['a fresh machine tries the download first', {}, { kind: 'download', otherwise: 'registry' }],
  [
    'a working override wins over the official binary',
    { overridePath: '/e', overrideWorks: true, officialInstalled: true },
    { kind: 'override' },
  ],
  ['a broken override is reported, not passed over', { overridePath: '/e', officialInstalled: true }, { kind: 'broken-override' }],
  ['the official binary is used when it is there', { officialInstalled: true, lastFailure: failedAgo(1) }, { kind: 'official' }],
  ['a download that failed today is not tried again', { lastFailure: failedAgo(FAILURE_LIFETIME_MS - 1) }, { kind: 'registry' }],
  ['after a day it is', { lastFailure: failedAgo(FAILURE_LIFETIME_MS) }, { kind: 'download', otherwise: 'registry' }],
  ['and at once when asked for', { lastFailure: failedAgo(1), retryDownload: true }, { kind: 'download', otherwise: 'registry' }],
  ['and for another version', { lastFailure: failedAgo(1, '45.4.0') }, { kind: 'download', otherwise: 'registry' }],
  ['a failure from the future is not believed', { lastFailure: failedAgo(-1) }, { kind: 'download', otherwise: 'registry' }],
  [
    'arm64 has no replacement, so the download is always tried',
    { arch: 'arm64', lastFailure: failedAgo(1) },
    { kind: 'download', otherwise: 'unavailable' },
  ],
  ['nor has macOS', { platform: 'darwin', lastFailure: failedAgo(1) }, { kind: 'download', otherwise: 'unavailable' }],
])('%s', (_sentence, facts, choice) => {
  expect(chooseRuntime({ ...FRESH_LINUX, ...facts })).toEqual(choice);
});
