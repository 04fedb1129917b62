/** Which links the list has already: by the address as a job's row has it, without secrets and in one spelling. */
import { describeSource, parseAddress } from '@sluice/engine';
import { OBJECT_SCHEMES } from '@sluice/model';

/** In the order of the links, as they are written. `addressesAmong`: which of some stored addresses a job has. */
export function listedLinks(
  urls: readonly string[],
  addressesAmong: (addresses: readonly string[]) => ReadonlySet<string>,
): readonly string[] {
  const stored = urls.map((url) => {
    const address = parseAddress(url, OBJECT_SCHEMES);
    return address.kind === 'ok' ? describeSource(address.url).url : null;
  });
  const known = addressesAmong(stored.filter((address) => address !== null));
  return urls.filter((_url, index) => {
    const address = stored[index] ?? null;
    return address !== null && known.has(address);
  });
}
