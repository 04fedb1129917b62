// Which Electron to use, decided from facts alone; electron-runtime.mjs gathers the facts and acts.

/**
 * @typedef {object} RuntimeFacts
 * @property {string | null} overridePath what ELECTRON_OVERRIDE_DIST_PATH names
 * @property {boolean} overrideWorks
 * @property {boolean} officialInstalled
 * @property {{ version: string, atMs: number } | null} lastFailure the last download that failed, of whatever version
 * @property {string} wantedVersion the version in package.json
 * @property {boolean} retryDownload asked for by the person
 * @property {number} nowMs
 * @property {string} platform
 * @property {string} arch
 *
 * @typedef {{ kind: 'override' } | { kind: 'broken-override' } | { kind: 'official' } | { kind: 'registry' } | { kind: 'unavailable' }
 *   | { kind: 'download', otherwise: 'registry' | 'unavailable' }} RuntimeChoice
 */

/** How long a failed download is believed to fail again. */
export const FAILURE_LIFETIME_MS = 24 * 60 * 60_000;

/**
 * An explicit override wins; then the official binary that is there; then its download, unless that failed within the last day;
 * then, on x64 Linux, the distribution that the package registry has.
 * @param {RuntimeFacts} facts
 * @returns {RuntimeChoice}
 */
export function chooseRuntime(facts) {
  if (facts.overridePath) return { kind: facts.overrideWorks ? 'override' : 'broken-override' };
  if (facts.officialInstalled) return { kind: 'official' };
  const otherwise = facts.platform === 'linux' && facts.arch === 'x64' ? 'registry' : 'unavailable';
  return isDownloadWorthTrying(facts) ? { kind: 'download', otherwise } : { kind: otherwise };
}

/** Where nothing can replace it, the download is tried each time. @param {RuntimeFacts} facts */
function isDownloadWorthTrying({ lastFailure, wantedVersion, retryDownload, nowMs, platform, arch }) {
  if (retryDownload || lastFailure === null || lastFailure.version !== wantedVersion) return true;
  if (platform !== 'linux' || arch !== 'x64') return true;
  const ageMs = nowMs - lastFailure.atMs;
  return ageMs < 0 || ageMs >= FAILURE_LIFETIME_MS;
}
