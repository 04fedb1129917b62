/** Asks before bytes are thrown away. Enter and Escape keep them. */
import { formatBytes, type Language, type WindowWords } from '@sluice/words';
import { Dialog } from '../controls/dialog.tsx';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { useParts } from '../state/context.tsx';
import type { Question } from '../state/window-state.ts';

export function QuestionDialog({ question }: { readonly question: Question }) {
  const words = useWords();
  const { store, actions } = useParts();
  const close = (): void => {
    store.setState({ dialog: null });
  };
  const { title, text, action } = textsOf(question, words, useLanguage());
  const go = (): void => {
    close();
    if (question.kind === 'cancel') actions.cancel(question.ids);
    else actions.remove(question.plan);
  };
  return (
    <Dialog
      role="alertdialog"
      title={title}
      className="question-dialog"
      onClose={close}
      onSubmit={close}
      footer={
        <>
          <button type="submit" className="plain-button" data-first-focus>
            {words.actions.keep}
          </button>
          <button type="button" className="primary danger" onClick={go}>
            {action}
          </button>
        </>
      }
    >
      <p>{text}</p>
    </Dialog>
  );
}

interface QuestionTexts {
  readonly title: string;
  readonly text: string;
  readonly action: string;
}

function textsOf(question: Question, { confirm, actions }: WindowWords, language: Language): QuestionTexts {
  const what = (name: string | null, count: number): string => (name === null ? confirm.several(count) : confirm.one(name));
  switch (question.kind) {
    case 'remove': {
      const { withData, rowOnly, losing, losingBytes, name } = question.plan;
      return {
        title: confirm.removeTitle(what(name, withData.length + rowOnly.length)),
        text: confirm.removeUnfinished(losing, formatBytes(losingBytes, language)),
        action: actions.remove,
      };
    }
    case 'delete': {
      const { withData, name } = question.plan;
      return {
        title: confirm.deleteTitle(what(name, withData.length)),
        text: confirm.deleteText(withData.length),
        action: actions.removeAndDelete,
      };
    }
    case 'cancel':
      return {
        title: confirm.cancelTitle(what(question.name, question.ids.length)),
        text: confirm.cancelText(formatBytes(question.losingBytes, language)),
        action: actions.cancel,
      };
  }
}
