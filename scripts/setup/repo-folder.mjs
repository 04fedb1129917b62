// The paths that every script shares.
import { join, resolve } from 'node:path';

/** The top of this checkout. */
export const REPO_FOLDER = resolve(import.meta.dirname, '..', '..');

/** Small stamps that belong to this checkout's installed dependencies and vanish with them. */
export const STAMP_FOLDER = join(REPO_FOLDER, 'node_modules', '.cache', 'sluice');
