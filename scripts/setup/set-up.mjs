// Brings this checkout to where a command can run. Quick when nothing is missing, and safe to run twice at once.
import { requireInstalledDependencies } from './installed-dependencies.mjs';
import { PURPOSES } from './purposes.mjs';
import { requireFromSystem } from './system-packages.mjs';

/**
 * Provides all that the purpose needs, in the order in which one thing needs the other: npm packages, system packages, Electron and the
 * database binding. Resolves with the Electron to use, or null for a purpose without one.
 * @param {import('./purposes.mjs').Purpose} purpose
 * @param {{ retryDownload?: boolean }} [options]
 * @returns {Promise<import('./electron-runtime.mjs').ElectronRuntime | null>}
 * @throws {import('./setup-error.mjs').SetupError}
 */
export async function setUp(purpose, { retryDownload = false } = {}) {
  const needs = PURPOSES[purpose];
  requireInstalledDependencies();
  await requireFromSystem(needs.system, needs.wished);
  const fetching = needs.electron ? provide(retryDownload) : Promise.resolve(null);
  if (!needs.sqlite) return fetching;
  const { provideNativeSqlite } = await import('./native-sqlite.mjs');
  // Where the binding has to be compiled for this Node, that goes on while Electron comes.
  const [, forNode] = await Promise.allSettled([fetching, provideNativeSqlite(null)]);
  const electron = await fetching;
  if (forNode.status === 'rejected') throw forNode.reason;
  await provideNativeSqlite(electron);
  return electron;
}

/** Loaded late: these modules import npm packages. @param {boolean} retryDownload */
async function provide(retryDownload) {
  const { provideElectron } = await import('./electron-runtime.mjs');
  return provideElectron({ retryDownload });
}
