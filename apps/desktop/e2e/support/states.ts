/** How many jobs are in each state, as the main process says. */
import type { Page } from '@playwright/test';

export async function statesOf(page: Page): Promise<Readonly<Record<string, number>>> {
  const kinds = await page.evaluate(async () => {
    const reply = (await window.sluice.invoke('jobs:list', {})) as {
      readonly value: {
        readonly snapshots: readonly {
          readonly job: { readonly state: { readonly kind: string; readonly reason?: { readonly kind: string } } };
        }[];
      };
    };
    return reply.value.snapshots.map(({ job }) =>
      job.state.reason === undefined ? job.state.kind : `${job.state.kind} ${job.state.reason.kind}`,
    );
  });
  return kinds.reduce<Record<string, number>>((counts, kind) => ({ ...counts, [kind]: (counts[kind] ?? 0) + 1 }), {});
}
