/** The list, or what stands in its place when there is nothing to list. */
import { countOf } from '@sluice/model';
import { useWindow } from '../state/context.tsx';
import { EmptyState, NothingFound } from './empty-state.tsx';
import { JobList } from './job-list.tsx';
import './job-area.css';

export function JobArea() {
  const phase = useWindow((state) => state.phase);
  const none = useWindow((state) => countOf(state.counts, 'all') === 0);
  const nothingListed = useWindow((state) => state.listed.length === 0);
  if (phase !== 'ready') return <div className="job-area" aria-busy={phase === 'loading'} />;
  return <div className="job-area">{none ? <EmptyState /> : nothingListed ? <NothingFound /> : <JobList />}</div>;
}
