// How other tools are told which Electron to use.

/**
 * The environment in which electron's package, electron-vite and the end-to-end tests find this runtime.
 * @param {import('./electron-runtime.mjs').ElectronRuntime} runtime
 * @returns {Record<string, string>}
 */
export function electronEnvironmentOf({ origin, executablePath, distPath }) {
  const executable = { ELECTRON_EXEC_PATH: executablePath };
  return origin === 'official' ? executable : { ...executable, ELECTRON_OVERRIDE_DIST_PATH: distPath };
}
