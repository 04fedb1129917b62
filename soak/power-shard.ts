/** One process of `soak:power`: records every scenario again and again, and recovers the disks that cuts leave, until it has enough. */
import { startOrigin, tempFolder } from '@sluice/testkit';
import { cutsOf, emptyTally, runCuts, sampleOf, type Tally } from '../packages/engine/src/crash-lab/testing/lab-run.ts';
import { seededRandom } from '../packages/engine/src/crash-lab/testing/power-cut.ts';
import { recordScenario, rowsInMemory } from '../packages/engine/src/crash-lab/testing/record-scenario.ts';
import { allScenarios } from '../packages/engine/src/crash-lab/testing/scenarios.ts';
import { rowsInFiles, runTears } from '../packages/engine/src/crash-lab/testing/torn-wal.ts';
import { numberArgument } from './arguments.ts';

const wanted = numberArgument('states', 5_000);
const seed = numberArgument('seed', 1);
const PER_RECORDING = 120;
const CHANCES = 6;
const tallies: Record<string, Tally> = {};
const random = seededRandom(seed);
const states = (): number => Object.values(tallies).reduce((sum, { states: some }) => sum + some, 0);
const tallyOf = (name: string): Tally => (tallies[name] ??= emptyTally());

for (let round = 0; states() < wanted; round += 1) {
  // A new origin each time: it remembers every request that it ever got.
  const origin = await startOrigin();
  for (const scenario of allScenarios()) {
    if (states() >= wanted) break;
    const recording = await recordScenario(origin, scenario, rowsInMemory());
    const cuts = cutsOf(recording, CHANCES, Math.floor(random() * 0xffff_ffff));
    await runCuts(origin, recording, sampleOf(cuts, PER_RECORDING, random), tallyOf(scenario.name));
    process.send?.({ tallies });
  }
  for (const scenario of allScenarios()) {
    if (states() >= wanted) break;
    const state = await tempFolder();
    const files = rowsInFiles(state.path);
    const recording = await recordScenario(origin, scenario, files);
    files.close();
    await state.remove();
    await runTears(origin, recording, 25, random, tallyOf(`torn database: ${scenario.name}`));
    process.send?.({ tallies });
  }
  await origin.close();
}
process.send?.({ tallies });
process.disconnect?.();
