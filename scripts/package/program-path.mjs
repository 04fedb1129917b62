// Where a program of the system is, if it is there.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The first executable of that name on the PATH, or null.
 * @param {string} name
 * @param {string} [path]
 * @returns {string | null}
 */
export function programPath(name, path = process.env['PATH'] ?? '') {
  const candidates = path.split(delimiter).map((folder) => join(folder, name));
  return candidates.find(isExecutable) ?? null;
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
