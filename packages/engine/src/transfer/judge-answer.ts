/** The answer to a request for a part, judged with all that the transfer knows (law 2). */
import { judgePart, type PartStep } from '../plan/judge-part.ts';
import type { ByteRange } from '@sluice/model';
import type { Asked } from './ask-range.ts';
import type { Continuity } from './continuity.ts';
import type { TransferJob } from './transfer-job.ts';

export type OpenAsked = Extract<Asked, { readonly kind: 'open' }>;

export function judgeAnswer(job: TransferJob, continuity: Continuity, { head, conditional }: OpenAsked, range: ByteRange): PartStep {
  const { remote, table, clock } = job;
  const resumed = table.receivedBytes > 0;
  const situation = { remote, sizeBytes: job.sizeBytes ?? 0, range, resumed, conditional, trusted: continuity.trusted };
  return judgePart(situation, head, clock.nowMs());
}
