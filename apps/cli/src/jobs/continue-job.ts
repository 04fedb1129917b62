/** What the user wishes of a continued job goes before what was stored; what he did not say stays as it was. */
import type { JobChange } from '@sluice/engine';
import type { Job, JobSecrets } from '@sluice/model';
import type { JobWishes } from '../arguments/command.ts';
import { objectOptions } from './object-options.ts';

/** The change that brings the wishes into the stored job, or null when there is nothing to change. */
export function continueJob({ job, secrets }: { readonly job: Job; readonly secrets: JobSecrets }, wishes: JobWishes): JobChange | null {
  const { connections, partSizeBytes, conflict, digest, headers, proxy, seekChecksum } = wishes;
  const newSecrets = headers.length > 0 || proxy !== undefined || wishes.customerKey !== undefined;
  const object = objectOptions(secrets.url, wishes.object);
  if (
    !newSecrets &&
    seekChecksum === undefined &&
    object === null &&
    [connections, partSizeBytes, conflict, digest].every((wish) => wish === null)
  )
    return null;
  return {
    job: {
      ...job,
      target: { ...job.target, conflict: conflict ?? job.target.conflict },
      options: {
        ...job.options,
        connections: connections ?? job.options.connections,
        partSizeBytes: partSizeBytes ?? job.options.partSizeBytes,
        digest: digest ?? job.options.digest,
        ...(seekChecksum === undefined ? {} : { seekChecksum }),
        ...(object === null ? {} : { object: { ...job.options.object, ...object } }),
      },
    },
    ...(newSecrets ? { secrets: newer(secrets, wishes) } : {}),
  };
}

function newer(secrets: JobSecrets, { headers, proxy, customerKey }: JobWishes): JobSecrets {
  const { proxy: stored, ...rest } = secrets;
  const way = proxy === undefined ? stored : proxy === 'system' ? undefined : proxy;
  return {
    ...rest,
    ...(headers.length > 0 ? { headers } : {}),
    ...(way === undefined ? {} : { proxy: way }),
    ...(customerKey === undefined ? {} : { customerKey }),
  };
}
