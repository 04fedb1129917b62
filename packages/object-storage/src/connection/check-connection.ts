/** The Test button: one page with one key, and what is wrong in words that belong to the failure (issue 4). */
import type { Clock } from '@sluice/engine';
import type { Failure } from '@sluice/model';
import { listObjects, type ListOrder } from '../browse/list-objects.ts';
import type { ClientPorts } from '../client/object-client.ts';

/** Null: the bucket can be listed with this connection. What had to be corrected on the way is told to `ports.tell`. */
export async function checkConnection(
  ports: ClientPorts & { readonly clock: Clock },
  order: Pick<ListOrder, 'connection' | 'bucket'>,
  signal: AbortSignal,
): Promise<Failure | null> {
  for await (const step of listObjects(ports, { ...order, prefix: '', delimiter: '/', pageSize: 1 }, signal)) {
    return step.kind === 'failed' ? step.failure : null;
  }
  return null;
}
