// The arguments with which the development runtime starts the app.

/**
 * Chromium refuses to sandbox for root on Linux, so there, and only there, the sandbox is off.
 * @param {{ platform: string, isRoot: boolean, appFolder: string, extra: readonly string[] }} request
 * @returns {string[]}
 */
export function composeLaunchArguments({ platform, isRoot, appFolder, extra }) {
  const sandbox = platform === 'linux' && isRoot ? ['--no-sandbox'] : [];
  return [...sandbox, appFolder, ...extra];
}
