/** Why nothing runs although there is something to do: a calm line, gone by itself. */
import { countOf } from '@sluice/model';
import { Icon } from '../controls/icon.tsx';
import { useWords } from '../i18n/use-words.ts';
import { useParts, useWindow } from '../state/context.tsx';
import './resting.css';

export function Resting() {
  const words = useWords().resting;
  const { store } = useParts();
  const reason = useWindow((state) => state.resting[0] ?? null);
  const hasWork = useWindow(({ counts }) => countOf(counts, 'queued') + countOf(counts, 'active') > 0);
  if (reason === null || !hasWork) return null;
  const isSetting = reason === 'schedule' || reason === 'metered';
  return (
    <div className="resting" role="note">
      <Icon name="pause" />
      <span>{words[reason].notice}</span>
      {isSetting && (
        <button
          type="button"
          className="text-button"
          onClick={() => {
            store.setState({ dialog: { kind: 'settings' } });
          }}
        >
          {words.settings}
        </button>
      )}
    </div>
  );
}
