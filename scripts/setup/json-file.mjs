// Small state files: a missing or damaged one means "nothing known", never an error.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * The parsed content, or null when the file is missing or is not JSON.
 * @param {string} path
 * @returns {any}
 */
export function readJsonFile(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * Writes the value so that a reader sees either the old content or the new one.
 * @param {string} path
 * @param {unknown} value
 */
export function writeJsonFile(path, value) {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.draft`;
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(draft, path);
}
