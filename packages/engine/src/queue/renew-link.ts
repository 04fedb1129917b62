/** A link that expired, to an object that a connection can sign for: the job goes on by itself (spec G4). */
import type { JobSecrets } from '@sluice/model';
import { newLinkOf } from '../source/describe-source.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { JobRow } from './job-row.ts';

/** Queues a job again that waits for a new link, where there is one; the ETag proves the object. Changes nothing else. */
export function renewLink(row: JobRow, given: JobSecrets, ports: Pick<EnginePorts, 'renewLink'>): void {
  const { options, source, state } = row.job;
  if (state.kind !== 'waiting' || state.reason.kind !== 'new-link') return;
  const renewed = ports.renewLink?.(given.url) ?? null;
  if (renewed === null) return;
  // The headers were for the link's own site, and might hold what opens it.
  const secrets: JobSecrets = { ...given, url: renewed.url, headers: [] };
  const facts = {
    source: newLinkOf(source, renewed.url),
    options: { ...options, object: { ...options.object, ...renewed.object } },
  };
  row.applyPlain('continue', 'queued', facts, { secrets });
}
