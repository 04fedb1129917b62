/** A small body, read whole: errors, lists. Bounded, whatever the server sends. */
import type { OpenResponse } from '@sluice/engine';

export type Collected =
  /** `whole`: to its end, and within the bound. */
  { readonly kind: 'read'; readonly bytes: Uint8Array; readonly whole: boolean } | { readonly kind: 'aborted' };

/** At most `maxBytes`; a connection that breaks off leaves what came before. */
export async function collectBody(response: OpenResponse, maxBytes: number): Promise<Collected> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const outcome = await response.read((chunk) => {
    const taken = chunk.slice(0, maxBytes - size);
    size += taken.byteLength;
    chunks.push(taken);
    return size >= maxBytes ? 'enough' : 'more';
  });
  if (outcome.kind === 'aborted') return outcome;
  return { kind: 'read', bytes: Buffer.concat(chunks), whole: outcome.kind === 'ended' && size < maxBytes };
}
