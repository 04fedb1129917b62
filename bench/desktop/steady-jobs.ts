/** Jobs that run for as long as something else is measured. */
import type { PageSession } from './page-session.ts';

/** Has the app fetch `count` files of the slow server at the same time; resolves when all of them run. */
export async function runSteadyJobs(page: Pick<PageSession, 'evaluate'>, origin: string, directory: string, count: number): Promise<void> {
  const links = Array.from({ length: count }, (_unused, at) => ({ url: `${origin}/steady-${at}.bin` }));
  const rest = { chosenName: null, conflict: null, connections: 2, limitBytesPerSecond: null, checksum: null, headers: [] };
  const input = { links, directory, ...rest, begin: 'queued' };
  await page.evaluate(`(async () => {
    const running = new Set();
    const all = new Promise((resolve) => window.sluice.subscribe('jobs:changed', ({ snapshots }) => {
      for (const { job, progress } of snapshots) if (job.state.kind === 'transferring' && progress !== null) running.add(job.id);
      if (running.size >= ${count}) resolve(null);
    }));
    await window.sluice.invoke('settings:set', { concurrentJobs: ${count} });
    await window.sluice.invoke('jobs:add', ${JSON.stringify(input)});
    await all;
  })()`);
}
