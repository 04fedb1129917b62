/** What is known of the selected download. */
import { displayName, type JobId, type JobSnapshot } from '@sluice/model';
import { describeState, formatPercent, formatThroughput } from '@sluice/words';
import { IconButton } from '../controls/icon.tsx';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { barView, sizeText, totalOf } from '../jobs/bar-view.ts';
import { countsDown, rowView } from '../jobs/row-view.ts';
import { useNow } from '../jobs/use-now.ts';
import { useParts, useWindow } from '../state/context.tsx';
import { ThroughputChart } from '../throughput/throughput-chart.tsx';
import { NO_HISTORY } from '../throughput/throughput-history.ts';
import { detailFacts } from './detail-facts.ts';
import './details.css';
import { PartMap } from './part-map.tsx';

export function Details() {
  const words = useWords();
  const { store } = useParts();
  const shown = useWindow((state) => state.detailsShown && state.counts.all > 0);
  const several = useWindow((state) => state.selection.ids.size);
  const id = useWindow((state) => (state.selection.ids.size === 1 ? ([...state.selection.ids][0] ?? null) : null));
  if (!shown) return null;
  return (
    <aside className="details" aria-label={words.details.title}>
      <IconButton
        icon="close"
        className="details-close"
        label={words.actions.close}
        onClick={() => {
          store.setState({ detailsShown: false });
        }}
      />
      {id === null ? (
        <p className="details-none">{several > 1 ? words.details.several(several) : words.details.none}</p>
      ) : (
        <JobDetails key={id} id={id} />
      )}
    </aside>
  );
}

function JobDetails({ id }: { readonly id: JobId }) {
  const snapshot = useWindow((state) => state.snapshots.get(id));
  return snapshot === undefined ? null : <Overview snapshot={snapshot} />;
}

function Overview({ snapshot }: { readonly snapshot: JobSnapshot }) {
  const words = useWords();
  const language = useLanguage();
  const { job, progress } = snapshot;
  const nowMs = useNow(countsDown(snapshot));
  const name = displayName(job);
  const bar = barView(snapshot, language);
  const fraction = totalOf(snapshot) === null ? null : (bar?.fraction ?? null);
  const tone = rowView(snapshot, language, nowMs).tone;
  const reason = describeState(snapshot, language, nowMs);
  const troubled = tone === 'trouble' || tone === 'waiting';
  const line = [sizeText(snapshot, language), fraction === null ? null : formatPercent(fraction, language), troubled ? null : reason];
  return (
    <>
      <h2 title={name}>{name}</h2>
      <p className="details-line">{line.filter((part) => part !== null).join(' · ')}</p>
      {troubled && <p className={`details-reason reason-${tone}`}>{reason}</p>}
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
      <dl>
        {detailFacts(snapshot, language, nowMs).map((fact) => (
          <div key={fact.key} className={`fact fact-${fact.key}`}>
            <dt>{fact.name}</dt>
            <dd title={fact.text}>{fact.text}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function JobChart({ id }: { readonly id: JobId }) {
  const words = useWords();
  const language = useLanguage();
  const history = useWindow((state) => state.jobHistories.get(id) ?? NO_HISTORY);
  const label = words.throughput.chart(formatThroughput(history.at(-1) ?? 0, language));
  return <ThroughputChart history={history} height={80} label={label} />;
}
