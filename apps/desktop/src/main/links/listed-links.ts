/** Which links the list has already: by the address as a job's row has it, without secrets and in one spelling. */
import { describeSource, parseAddress } from '@sluice/engine';
import type { ListedLink } from '@sluice/ipc';
import { OBJECT_SCHEMES, type JobId } from '@sluice/model';

/** In the order of the links, as they are written. `jobsAt`: the jobs that have some stored addresses. */
export function listedLinks(
  urls: readonly string[],
  jobsAt: (addresses: readonly string[]) => ReadonlyMap<string, JobId>,
): readonly ListedLink[] {
  const stored = urls.map((url) => {
    const address = parseAddress(url, OBJECT_SCHEMES);
    return address.kind === 'ok' ? describeSource(address.url).url : null;
  });
  const known = jobsAt(stored.filter((address) => address !== null));
  return urls.flatMap((url, index) => {
    const id = known.get(stored[index] ?? '');
    return id === undefined ? [] : [{ url, id }];
  });
}
