/** What is known of the selected download. */
import { countOf, displayName, isRunning, type JobId, type JobSnapshot } from '@sluice/model';
import { describeState, formatPercent } from '@sluice/words';
import type { ReactNode } from 'react';
import { IconButton } from '../controls/icon.tsx';
import { Tabs } from '../controls/tabs.tsx';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { barView, sizeText, totalOf } from '../jobs/bar-view.ts';
import { countsDown, rowView } from '../jobs/row-view.ts';
import { useNow } from '../jobs/use-now.ts';
import { useParts, useWindow } from '../state/context.tsx';
import type { DetailTab } from '../state/window-state.ts';
import { ConnectionsTab } from './connections-tab.tsx';
import './details.css';
import { HistoryTab } from './history-tab.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { SourceTab } from './source-tab.tsx';

export function Details() {
  const words = useWords();
  const { store } = useParts();
  const shown = useWindow((state) => state.detailsShown && countOf(state.counts, 'all') > 0);
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
  const words = useWords();
  const { store } = useParts();
  const snapshot = useWindow((state) => state.snapshots.get(id));
  const tab = useWindow((state) => state.detailTab);
  if (snapshot === undefined) return null;
  const { overview, connections, history, source } = words.detailTabs;
  return (
    <>
      <DetailsHead snapshot={snapshot} />
      <Tabs
        label={words.details.title}
        tabs={[
          ['overview', overview],
          ['connections', connections],
          ['history', history],
          ['source', source],
        ]}
        chosen={tab}
        onChoose={(detailTab) => {
          store.setState({ detailTab });
        }}
      >
        {tabContent(tab, snapshot)}
      </Tabs>
    </>
  );
}

function tabContent(tab: DetailTab, snapshot: JobSnapshot): ReactNode {
  switch (tab) {
    case 'overview':
      return <OverviewTab snapshot={snapshot} />;
    case 'connections':
      return <ConnectionsTab snapshot={snapshot} />;
    case 'history':
      return <HistoryTab job={snapshot.job} running={isRunning(snapshot.job.state.kind)} />;
    case 'source':
      return <SourceTab job={snapshot.job} />;
  }
}

function DetailsHead({ snapshot }: { readonly snapshot: JobSnapshot }) {
  const language = useLanguage();
  const nowMs = useNow(countsDown(snapshot));
  const name = displayName(snapshot.job);
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
    </>
  );
}
