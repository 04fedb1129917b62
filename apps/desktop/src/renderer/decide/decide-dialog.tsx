/** What a job asks before it goes on. Closing leaves it waiting: nothing is lost by not deciding. */
import { displayName, type JobSnapshot, type WaitReason } from '@sluice/model';
import { formatPercent, keptOf } from '@sluice/words';
import { useId } from 'react';
import { Dialog } from '../controls/dialog.tsx';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { useParts } from '../state/context.tsx';
import type { Answer } from '../state/refreshing.ts';
import './decide.css';

type AskedQuestion = Extract<WaitReason, { kind: 'decision' }>['question'];

interface DecideDialogProps {
  readonly snapshot: JobSnapshot;
  readonly question: AskedQuestion;
}

export function DecideDialog({ snapshot, question }: DecideDialogProps) {
  const { store, actions } = useParts();
  const close = (): void => {
    store.setState(({ dialog }) => (dialog?.kind === 'decide' ? { dialog: null } : {}));
  };
  const answer = (given: Answer): void => {
    close();
    actions.decide(snapshot.job.id, given);
  };
  const props = { snapshot, onAnswer: answer, onClose: close };
  switch (question) {
    case 'target-exists':
      return <TargetExists {...props} />;
    case 'remote-changed':
      return <RemoteChanged {...props} />;
  }
}

interface QuestionProps {
  readonly snapshot: JobSnapshot;
  readonly onAnswer: (answer: Answer) => void;
  readonly onClose: () => void;
}

function TargetExists({ snapshot, onAnswer, onClose }: QuestionProps) {
  const words = useWords().decide;
  const { cancel } = useWords().actions;
  const { job } = snapshot;
  const answerWith = (conflict: 'keep-both' | 'overwrite' | 'skip') => () => {
    onAnswer({ question: 'target-exists', conflict });
  };
  const keepBoth = answerWith('keep-both');
  return (
    <Dialog
      role="alertdialog"
      title={words.targetTitle}
      className="decide-dialog"
      onClose={onClose}
      onSubmit={onClose}
      footer={
        <button type="submit" className="plain-button">
          {cancel}
        </button>
      }
    >
      <p className="decide-text">
        <strong>{displayName(job)}</strong>
        {words.targetText(job.target.directory)}
      </p>
      <div className="choices">
        <Choice name={words.keepBoth} text={words.keepBothText} onChoose={keepBoth} first />
        <Choice name={words.replace} text={words.replaceText} onChoose={answerWith('overwrite')} danger />
        <Choice name={words.keepExisting} text={words.keepExistingText} onChoose={answerWith('skip')} />
      </div>
    </Dialog>
  );
}

function RemoteChanged({ snapshot, onAnswer, onClose }: QuestionProps) {
  const words = useWords().decide;
  const { cancel } = useWords().actions;
  const language = useLanguage();
  const { keptFraction = 0 } = keptOf(snapshot);
  return (
    <Dialog
      role="alertdialog"
      title={words.changedTitle}
      className="decide-dialog"
      onClose={onClose}
      onSubmit={onClose}
      footer={
        <>
          <button type="submit" className="plain-button" data-first-focus>
            {cancel}
          </button>
          <button
            type="button"
            className="primary danger"
            onClick={() => {
              onAnswer({ question: 'remote-changed', choice: 'restart' });
            }}
          >
            {words.restart}
          </button>
        </>
      }
    >
      <p className="decide-text">
        <strong>{displayName(snapshot.job)}</strong>
        {words.changedText(formatPercent(keptFraction, language))}
      </p>
      <p className="decide-text">{words.changedAdvice}</p>
    </Dialog>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly text: string;
  readonly onChoose: () => void;
  readonly first?: boolean;
  readonly danger?: boolean;
}

function Choice({ name, text, onChoose, first = false, danger = false }: ChoiceProps) {
  const id = useId();
  return (
    <div className={`choice ${danger ? 'danger' : ''}`}>
      <button type="button" aria-describedby={id} {...(first ? { 'data-first-focus': true } : {})} onClick={onChoose}>
        {name}
      </button>
      <span id={id}>{text}</span>
    </div>
  );
}
