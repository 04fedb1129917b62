/** Says that links are in the list already, and offers what can be done about it. Nothing is left out silently. */
import type { JobId } from '@sluice/model';
import { useWords } from '../i18n/use-words.ts';
import { useActions } from '../state/context.tsx';

interface AlreadyListedProps {
  /** How many links there are in all. */
  readonly links: number;
  /** The jobs of those that are listed: at least one. */
  readonly jobs: readonly JobId[];
  readonly leaveOut: boolean;
  readonly onLeaveOut: (leaveOut: boolean) => void;
  /** Adds all of them once more. */
  readonly onAddAnyway: () => void;
}

export function AlreadyListed({ links, jobs, leaveOut, onLeaveOut, onAddAnyway }: AlreadyListedProps) {
  const { look } = useWords();
  const { showJobs } = useActions();
  const { listed } = look;
  const count = jobs.length;
  const all = count === links;
  const leftOut = leaveOut && links > 1;
  return (
    <div className="already-listed">
      <p role="status">
        <strong>{links === 1 ? listed.one : all ? listed.all(count) : listed.some(count, links)}</strong>{' '}
        {leftOut ? all && listed.nothingNew : listed.again(count)}
      </p>
      <div className="already-actions">
        {!all && (
          <label className="check">
            <input
              type="checkbox"
              checked={leaveOut}
              onChange={(event) => {
                onLeaveOut(event.target.checked);
              }}
            />
            {look.leaveOut}
          </label>
        )}
        <button type="button" className="plain-button" onClick={() => showJobs(jobs)}>
          {count === 1 ? listed.showOne : listed.show}
        </button>
        {all && leftOut && (
          <button type="button" className="plain-button" onClick={onAddAnyway}>
            {listed.addAnyway}
          </button>
        )}
      </div>
    </div>
  );
}
