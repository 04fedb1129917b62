/** The power goes off at every moment of a run; what the disk had not synced is lost, torn, or there. `npm run soak:power` does the same at length. */
import { expect, onTestFinished, test } from 'vitest';
import { startOrigin, tempFolder } from '@sluice/testkit';
import { cutsOf, emptyTally, runCuts, sampleOf, type Tally } from './testing/lab-run.ts';
import { seededRandom } from './testing/power-cut.ts';
import { recordScenario, rowsInMemory } from './testing/record-scenario.ts';
import { allScenarios } from './testing/scenarios.ts';
import { rowsInFiles, runTears } from './testing/torn-wal.ts';

const STATES = 25;
const SEED = 1;

/** An empty file, or one that was to be deleted, which the cut brought back. */
const LEFT_OVER = /litter: |done under another name: /;

function verdictOf({ wrongs, troubles, needlessRestarts, restarts }: Tally): unknown {
  return {
    wrongs,
    troubles: Object.keys(troubles).filter((trouble) => !LEFT_OVER.test(trouble)),
    needlessRestarts: needlessRestarts > 0 ? restarts : {},
  };
}

const NOTHING_WRONG = { wrongs: [], troubles: [], needlessRestarts: {} };

test.each(allScenarios())('after a power cut at any moment of $name every file is right', async (scenario) => {
  const origin = await startOrigin();
  onTestFinished(() => origin.close());
  const recording = await recordScenario(origin, scenario, rowsInMemory());
  const tally = emptyTally();
  await runCuts(origin, recording, sampleOf(cutsOf(recording, 3, SEED), STATES, seededRandom(SEED)), tally);
  expect(verdictOf(tally)).toEqual(NOTHING_WRONG);
  expect(tally.states).toBeGreaterThanOrEqual(scenario.files.some(({ before }) => before.sizeBytes > 0) ? STATES : 5);
});

test('a torn log of the database is the state before or after its last transaction, and the file is right either way', async () => {
  const [scenario] = allScenarios();
  if (scenario === undefined) throw new Error('no scenario');
  const [origin, folder] = await Promise.all([startOrigin(), tempFolder()]);
  onTestFinished(async () => {
    await origin.close();
    await folder.remove();
  });
  const files = rowsInFiles(folder.path);
  const recording = await recordScenario(origin, scenario, files);
  files.close();
  const tally = emptyTally();
  await runTears(origin, recording, 15, seededRandom(SEED), tally);
  expect(verdictOf(tally)).toEqual(NOTHING_WRONG);
  expect(tally.states).toBeGreaterThan(10);
});
