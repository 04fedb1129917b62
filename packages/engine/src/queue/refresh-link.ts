/** A job that does not run gets another link, if it leads to the same file (spec D2). */
import { isTerminal, type JobId } from '@sluice/model';
import { describeSource, newLinkOf } from '../source/describe-source.ts';
import type { FoundSource } from '../source/find-source.ts';
import { checkLink } from './check-link.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { JobRows } from './job-rows.ts';
import type { RefreshOutcome } from './new-job.ts';

export interface RefreshContext {
  readonly ports: EnginePorts;
  readonly rows: JobRows;
  readonly signal: AbortSignal;
}

/** What arrived is kept. A refusal changes nothing: the link leads elsewhere or nowhere, or there is no job that could take one. */
export async function refreshLink(
  { ports, rows, signal }: RefreshContext,
  id: JobId,
  { source, url }: Extract<FoundSource, { readonly kind: 'found' }>,
): Promise<RefreshOutcome> {
  const stored = ports.store.read(id);
  if (stored === null || isTerminal(stored.job.state.kind)) return { kind: 'refused', failure: { kind: 'no-such-job' } };
  const secrets = { ...stored.secrets, url };
  const checked = await checkLink({ ports, source, stored, secrets, signal });
  if (checked.kind === 'refused') return checked;
  const row = rows.of(stored.job);
  row.note({ kind: 'link-refreshed', host: describeSource(url).host });
  row.update({ source: newLinkOf(stored.job.source, url), remote: checked.remote }, { secrets });
  return { kind: 'accepted' };
}
