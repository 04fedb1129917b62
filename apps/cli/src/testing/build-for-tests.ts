/** Builds the command once for all test files of a run that start it. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where `sluice.js` is. It lies in the folder of the package, as a build does, for the manifest is looked for above it. */
    builtCliFolder: string;
  }
}

const CLI_FOLDER = fileURLToPath(new URL('../..', import.meta.url));

/** Called by vitest before the first of these files; what it returns is called after the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = join(CLI_FOLDER, `.test-build-${process.pid}`);
  await build({ root: CLI_FOLDER, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
  project.provide('builtCliFolder', folder);
  return () => rm(folder, { recursive: true, force: true });
}
