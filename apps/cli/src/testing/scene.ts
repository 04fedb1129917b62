/** Where the built command is tried: a server, and a folder that takes the place of the user's. */
import { onTestFinished } from 'vitest';
import { startOrigin, tempFolder, type Origin } from '@sluice/testkit';

export interface Scene {
  readonly origin: Origin;
  readonly home: string;
}

/** Opens both, and closes them when the running test is over. */
export async function openScene(): Promise<Scene> {
  const origin = await startOrigin();
  const folder = await tempFolder();
  onTestFinished(async () => {
    await origin.close();
    await folder.remove();
  });
  return { origin, home: folder.path };
}
