/**
 * Run by tests as a process of its own: opens a folder, saves the jobs named with some progress, says how opening went, and stays
 * until killed. With `--on-and-on` it then saves one job after the other, and says the number of each when it is acknowledged.
 */
import { writeSync } from 'node:fs';
import { openDatabase } from './open-database.ts';
import { OPTIONS, someJob } from './test-support.ts';

const [folder = '', ...words] = process.argv.slice(2);
const jobIds = words.filter((word) => word !== '--on-and-on');
const outcome = openDatabase(folder, OPTIONS);
if (outcome.kind === 'open') {
  for (const id of jobIds) {
    const parts = [{ range: { start: 0, end: 1_000 }, durableBytes: 400 }];
    outcome.store.save([{ job: someJob(id, { durableBytes: 400 }), checkpoint: { mode: 'replace', parts, blocks: [] } }]);
  }
}
process.stdout.write(`${outcome.kind}\n`);
process.stdin.resume();
// Nothing below refers to the store: without this, the garbage collector would close it.
process.once('exit', () => outcome.kind);
if (outcome.kind === 'open' && words.includes('--on-and-on')) {
  for (let number = 0; ; number += 1) {
    outcome.store.save([{ job: someJob(`job-${number}`, { rank: number }) }]);
    writeSync(1, `${number}\n`);
  }
}
