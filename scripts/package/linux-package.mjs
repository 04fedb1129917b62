#!/usr/bin/env node
// Stands in for the packager that electron-builder calls: takes its arguments and makes the package with the system's own tools.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runMain } from '../run/run-main.mjs';
import { SetupError } from '../setup/setup-error.mjs';
import { makeDeb } from './make-deb.mjs';
import { makeRpm } from './make-rpm.mjs';
import { readPackageArguments } from './package-arguments.mjs';
import { layOut } from './lay-out.mjs';

await runMain(async () => {
  const wish = readPackageArguments(process.argv.slice(2));
  const work = mkdtempSync(join(tmpdir(), 'sluice-package-'));
  try {
    const root = join(work, 'root');
    const installedBytes = layOut(wish.contents, root);
    const quick = process.env['SLUICE_QUICK_PACKAGE'] !== undefined;
    if (wish.type === 'deb') await makeDeb(wish, { work, root, installedBytes, quick });
    else if (wish.type === 'rpm') await makeRpm(wish, { work, root, quick });
    else throw new SetupError(`There is no way here to make a package of the type ${wish.type}.`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});
