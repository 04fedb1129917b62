// A file fetched over a network is used only when its bytes are exactly the ones that were pinned.
import { createHash } from 'node:crypto';
import { createReadStream, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { SetupError } from './setup-error.mjs';

/**
 * The file's digest in the form that package locks use: `sha512-<base64>`.
 * @param {string} path
 */
export async function integrityOf(path) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(path), hash);
  return `sha512-${hash.digest('base64')}`;
}

/**
 * Returns when the file has the expected digest; otherwise deletes it and fails.
 * @param {string} path
 * @param {string} expected
 * @throws {SetupError} when the bytes differ
 */
export async function requireIntegrity(path, expected) {
  const actual = await integrityOf(path);
  if (actual === expected) return;
  rmSync(path, { force: true });
  throw new SetupError(
    `The downloaded file is not the one that was expected, so it was deleted and nothing was installed.\n` +
      `  expected ${expected}\n  received ${actual}\n` +
      'Run the same command again. If it happens again, something between you and the package registry changes files: try another network.',
  );
}
