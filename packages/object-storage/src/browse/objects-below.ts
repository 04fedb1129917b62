/** All objects below a prefix, page by page, with the place on the disk that each of them gets (spec G9). */
import type { Clock } from '@sluice/engine';
import { objectAddress, type Failure } from '@sluice/model';
import type { ClientPorts } from '../client/object-client.ts';
import { listObjects, type ListOrder } from './list-objects.ts';
import { LocalPaths, type LocalPath } from './local-path.ts';
import type { ListedObject } from './parse-listing.ts';

export interface PlacedObject extends LocalPath {
  readonly url: string;
  readonly sizeBytes: number;
}

/** With what the list says of the version that is there now. */
export interface BelowObject extends PlacedObject, Pick<ListedObject, 'etag' | 'modifiedAtMs'> {}

export type BelowStep =
  | { readonly kind: 'objects'; readonly objects: readonly BelowObject[] }
  /** What came before is right, but not all. */
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface BelowOrder extends Omit<ListOrder, 'delimiter'> {
  /** What stays out of local paths. */
  readonly base: string;
  /** Keys that get a file beside those of the list. */
  readonly files?: ReadonlySet<string>;
}

/** Asks for the next page while the one before is worked on; never further ahead, so that memory has a bound. Quiet when `signal` aborts. */
export async function* objectsBelow(
  ports: ClientPorts & { readonly clock: Clock },
  order: BelowOrder,
  signal: AbortSignal,
): AsyncGenerator<BelowStep, void> {
  const paths = new LocalPaths(order.base, order.files);
  const pages = listObjects(ports, { ...order, delimiter: null }, signal);
  let coming = pages.next();
  try {
    for (;;) {
      const { value: step, done } = await coming;
      if (done === true || step === undefined) return;
      if (step.kind === 'failed') {
        yield step;
        return;
      }
      coming = pages.next();
      // Whoever stops early does not wait for it.
      coming.catch(() => undefined);
      yield { kind: 'objects', objects: step.objects.flatMap((object) => placed(order, paths.place(object.key), object)) };
    }
  } finally {
    await pages.return();
  }
}

function placed(
  { connection, bucket }: BelowOrder,
  path: LocalPath | null,
  { key, sizeBytes, etag, modifiedAtMs }: ListedObject,
): readonly BelowObject[] {
  if (path === null) return [];
  const url = objectAddress({ provider: connection.provider, bucket, key, versionId: null });
  return [{ ...path, url, sizeBytes, etag, modifiedAtMs }];
}
