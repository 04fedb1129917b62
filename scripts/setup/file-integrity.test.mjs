import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { integrityOf, requireIntegrity } from './file-integrity.mjs';
import { SetupError } from './setup-error.mjs';

const SHA512_OF_ABC = 'sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-integrity-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the digest has the form that package locks use', async () => {
  const file = join(folder, 'abc');
  writeFileSync(file, 'abc');
  expect(await integrityOf(file)).toBe(SHA512_OF_ABC);
});

test('a file with the pinned bytes is accepted and kept', async () => {
  const file = join(folder, 'abc');
  writeFileSync(file, 'abc');
  await requireIntegrity(file, SHA512_OF_ABC);
  expect(existsSync(file)).toBe(true);
});

test('a file with other bytes is refused with advice, and not kept', async () => {
  const file = join(folder, 'abd');
  writeFileSync(file, 'abd');
  await expect(requireIntegrity(file, SHA512_OF_ABC)).rejects.toThrow(SetupError);
  expect(existsSync(file)).toBe(false);
});
