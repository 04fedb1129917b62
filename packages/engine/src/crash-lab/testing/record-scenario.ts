/** Runs a scenario once, and keeps its log. */
import { MemoryJobStore, tempFolder, type Origin } from '@sluice/testkit';
import type { JobStore } from '@sluice/engine';
import { DiskLog, type CommittedContent } from './disk-log.ts';
import { LabQueue } from './lab-queue.ts';
import { recordDisk } from './record-disk.ts';
import { RecordingStore } from './recording-store.ts';
import type { LabFile, Scenario } from './scenarios.ts';

export interface Recording {
  readonly scenario: Scenario;
  readonly log: DiskLog;
  /** What the addresses of the scenario's files began with. */
  readonly originPrefix: string;
}

export interface LabStore {
  readonly store: JobStore;
  content(): CommittedContent;
}

/** The rows in memory; each acknowledged transaction is durable as a whole, which is what SQLite promises. */
export function rowsInMemory(): LabStore {
  const store = new MemoryJobStore();
  return { store, content: () => ({ kind: 'rows', rows: store.content }) };
}

export async function recordScenario(origin: Origin, scenario: Scenario, { store, content }: LabStore): Promise<Recording> {
  const folder = await tempFolder();
  const log = new DiskLog(folder.path);
  const stop = await recordDisk(log);
  const recording = new RecordingStore(store, log, content);
  let lab = new LabQueue(recording, folder.path);
  const url = (file: LabFile): string => `${origin.url}${file.path}`;
  for (const file of scenario.files) origin.serve(file.path, file.before);
  try {
    await scenario.run({
      origin,
      log,
      url,
      lab: () => lab,
      replace: (file) => origin.replace(file.path, file.after ?? {}),
      reopen: async () => {
        await lab.close();
        return (lab = new LabQueue(recording, folder.path));
      },
    });
  } finally {
    await lab.close();
    stop();
    await folder.remove();
  }
  return { scenario, log, originPrefix: `${origin.url}/` };
}
