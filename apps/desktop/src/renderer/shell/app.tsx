/** The window's layout, and what belongs to the whole of it. */
import { isTerminal, type JobId } from '@sluice/model';
import { useEffect } from 'react';
import { AddDialog } from '../add/add-dialog.tsx';
import { AdoptDialog } from '../adopt/adopt-dialog.tsx';
import { BrowseDialog } from '../browse/browse-dialog.tsx';
import { QuestionDialog } from '../confirm/question-dialog.tsx';
import { DecideDialog } from '../decide/decide-dialog.tsx';
import { Details } from '../details/details.tsx';
import { DropOverlay } from '../drop/drop-overlay.tsx';
import { ExportDialog } from '../list-file/export-dialog.tsx';
import { FilterNav } from '../filters/filter-nav.tsx';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { JobArea } from '../jobs/job-area.tsx';
import { MatchDialog } from '../refresh/match-dialog.tsx';
import { RefreshDialog } from '../refresh/refresh-dialog.tsx';
import { SettingsDialog } from '../settings/settings-dialog.tsx';
import { useParts, useWindow } from '../state/context.tsx';
import type { OpenDialog } from '../state/window-state.ts';
import { ThroughputMeter } from '../throughput/throughput-meter.tsx';
import './app.css';
import { Icon } from '../controls/icon.tsx';
import { Notices } from './notices.tsx';
import { Resting } from './resting.tsx';
import { Toasts } from './toasts.tsx';
import { Toolbar } from './toolbar.tsx';
import { useDocument } from './use-document.ts';
import { useShortcuts } from './use-shortcuts.ts';

export function App() {
  const language = useLanguage();
  useDocument(language);
  useShortcuts();
  return (
    <div className="window">
      <div className="sidebar">
        <header className="brand">
          <Icon name="logo" />
          <h1>Sluice</h1>
        </header>
        <FilterNav />
        <div className="grow" />
        <ThroughputMeter />
      </div>
      <main>
        <Toolbar />
        <Notices />
        <Resting />
        <div className="body">
          <JobArea />
          <Details />
        </div>
      </main>
      <Dialogs />
      <Toasts />
      <LiveRegion />
      <DropOverlay />
    </div>
  );
}

function Dialogs() {
  const dialog = useWindow((state) => state.dialog);
  switch (dialog?.kind) {
    case undefined:
      return null;
    case 'add':
      return <AddDialog />;
    case 'settings':
      return <SettingsDialog />;
    case 'browse':
      return <BrowseDialog place={dialog} />;
    case 'export':
      return <ExportDialog />;
    case 'question':
      return <QuestionDialog question={dialog.question} />;
    case 'adopt':
      return <AdoptDialog key={dialog.path} path={dialog.path} rest={dialog.rest} />;
    case 'refresh-link':
    case 'match':
    case 'decide':
      return <JobDialog dialog={dialog} />;
  }
}

type DialogOfJob = Extract<OpenDialog, { readonly id: JobId }>;

/** Closes by itself when its job no longer needs it: finished, removed, or answered elsewhere. */
function JobDialog({ dialog }: { readonly dialog: DialogOfJob }) {
  const { store } = useParts();
  const snapshot = useWindow((state) => state.snapshots.get(dialog.id));
  const reason = snapshot?.job.state.kind === 'waiting' ? snapshot.job.state.reason : null;
  const question = reason?.kind === 'decision' ? reason.question : null;
  const over = snapshot === undefined || isTerminal(snapshot.job.state.kind) || (dialog.kind === 'decide' && question === null);
  useEffect(() => {
    if (over) store.setState({ dialog: null });
  }, [over, store]);
  if (over) return null;
  switch (dialog.kind) {
    case 'refresh-link':
      return <RefreshDialog snapshot={snapshot} text={dialog.text} />;
    case 'match':
      return <MatchDialog snapshot={snapshot} input={dialog.input} from={dialog.from} />;
    case 'decide':
      return question === null ? null : <DecideDialog snapshot={snapshot} question={question} />;
  }
}

/** Says state changes, never every tick. */
function LiveRegion() {
  const announcement = useWindow((state) => state.announcement);
  const trouble = useWindow((state) => state.phase === 'broken');
  const words = useWords();
  return (
    <div className="unseen" role="status" aria-live="polite">
      {trouble ? words.trouble.start : announcement}
    </div>
  );
}
