/** How far a download is, how fast, and what can be relied on. */
import type { JobId, JobSnapshot } from '@sluice/model';
import { formatPercent, formatThroughput } from '@sluice/words';
import { lazy, Suspense } from 'react';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { barView, totalOf } from '../jobs/bar-view.ts';
import { countsDown } from '../jobs/row-view.ts';
import { useNow } from '../jobs/use-now.ts';
import { useWindow } from '../state/context.tsx';
import { NO_HISTORY } from '../throughput/throughput-history.ts';
import { detailFacts } from './detail-facts.ts';
import { FactList } from './fact-list.tsx';
import { PartMap } from './part-map.tsx';

const SpeedChart = lazy(() => import('./speed-chart.tsx').then((module) => ({ default: module.SpeedChart })));

export function OverviewTab({ snapshot }: { readonly snapshot: JobSnapshot }) {
  const words = useWords();
  const language = useLanguage();
  const { job, progress } = snapshot;
  const nowMs = useNow(countsDown(snapshot));
  const homeFolder = useWindow((state) => state.facts?.homeFolder ?? null);
  const bar = barView(snapshot, language);
  const fraction = totalOf(snapshot) === null ? null : (bar?.fraction ?? null);
  return (
    <>
      {bar !== null && fraction !== null && (
        <>
          <PartMap
            segments={bar.segments}
            label={words.details.map(
              formatPercent((progress?.durableBytes ?? job.durableBytes) / Math.max(1, job.remote?.sizeBytes ?? 1), language),
            )}
          />
          <div className="legend" aria-hidden="true">
            <span className="legend-durable">{words.details.onDisk}</span>
            <span className="legend-arriving">{words.details.arriving}</span>
            <span className="legend-missing">{words.details.notYet}</span>
          </div>
        </>
      )}
      {progress !== null && job.state.kind === 'transferring' && <JobChart id={job.id} />}
      <FactList facts={detailFacts(snapshot, { language, nowMs, homeFolder })} />
    </>
  );
}

function JobChart({ id }: { readonly id: JobId }) {
  const words = useWords();
  const language = useLanguage();
  const history = useWindow((state) => state.jobHistories.get(id) ?? NO_HISTORY);
  const label = words.throughput.chart(formatThroughput(history.at(-1) ?? 0, language));
  return (
    <div className="chart-place">
      <Suspense>
        <SpeedChart history={history} language={language} label={label} />
      </Suspense>
    </div>
  );
}
