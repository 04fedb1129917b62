// The CycloneDX bill of materials of the desktop app: every package whose code can be inside.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installedProgram } from '../run/installed-program.mjs';
import { runCaptured } from '../run/run-command.mjs';
import { REPO_FOLDER } from '../setup/repo-folder.mjs';
import { SetupError, lastLines } from '../setup/setup-error.mjs';

/** @returns {Promise<string>} JSON, the same for the same lock file */
export async function billOfMaterials() {
  const work = mkdtempSync(join(tmpdir(), 'sluice-bill-'));
  try {
    const file = join(work, 'bill.json');
    const args = ['--omit', 'dev', '--workspace', 'apps/desktop', '--output-reproducible', '--output-file', file];
    const [command, fullArgs] = installedProgram('@cyclonedx/cyclonedx-npm', 'cyclonedx-npm', args);
    const { code, output } = await runCaptured(command, fullArgs, { cwd: REPO_FOLDER });
    if (code !== 0) throw new SetupError(`The bill of materials could not be made:\n${lastLines(output, 10)}`);
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
