/** One level of a bucket, a page at a time: the next page is asked for when somebody gets to the end of this one. */
import type { ListedKey } from '@sluice/ipc';
import type { Failure } from '@sluice/model';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useActions } from '../state/context.tsx';

export type Entry = { readonly kind: 'folder'; readonly key: string } | (ListedKey & { readonly kind: 'object' });

export interface Level {
  readonly entries: readonly Entry[];
  readonly phase: 'loading' | 'more' | 'all';
  readonly failure: Failure | null;
}

type Placed = Level & { readonly place: string };

const LOADING: Placed = { place: '', entries: [], phase: 'loading', failure: null };
const UNANSWERED: Failure = { kind: 'fault', detail: 'the request was not answered' };

export function useLevel(connectionId: string, bucket: string, prefix: string): Level & { readonly loadMore: () => void } {
  const { sources } = useActions();
  const [level, setLevel] = useState<Placed>(LOADING);
  const next = useRef<string | null>(null);
  const place = useRef('');
  const load = useCallback(
    (from: string | null) => {
      const mine = `${connectionId} ${bucket} ${prefix}`;
      place.current = mine;
      const isOld = (): boolean => place.current !== mine;
      sources.page({ connectionId, bucket, prefix, from }).then(
        (page) => {
          if (isOld()) return;
          if (page.kind === 'failed') return setLevel((before) => ({ ...at(before, mine), phase: 'all', failure: page.failure }));
          next.current = page.next;
          const folders = page.prefixes.map((key) => ({ kind: 'folder', key }) as const);
          const objects = page.objects.map((object) => ({ kind: 'object', ...object }) as const);
          setLevel((before) => ({
            place: mine,
            entries: [...at(before, mine).entries, ...folders, ...objects],
            phase: page.next === null ? 'all' : 'more',
            failure: null,
          }));
        },
        () => {
          if (!isOld()) setLevel((before) => ({ ...at(before, mine), phase: 'all', failure: UNANSWERED }));
        },
      );
    },
    [sources, connectionId, bucket, prefix],
  );
  useEffect(() => {
    if (bucket !== '') load(null);
  }, [bucket, load]);
  const shown = at(level, `${connectionId} ${bucket} ${prefix}`);
  const loadMore = (): void => {
    setLevel((before) => ({ ...before, phase: 'loading' }));
    load(next.current);
  };
  return { ...shown, loadMore };
}

/** What is known of this place: of another one, nothing. */
function at(level: Placed, place: string): Placed {
  return level.place === place ? level : { ...LOADING, place };
}
