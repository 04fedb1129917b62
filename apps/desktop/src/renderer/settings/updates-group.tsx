/** Where this copy stands with the published versions, and what can be done about it. */
import type { Settings, UpdateState } from '@sluice/ipc';
import { assertNever } from '@sluice/model';
import type { WindowWords } from '@sluice/words';
import { CheckField } from '../controls/check-field.tsx';
import { useWords } from '../i18n/use-words.ts';
import { useActions, useWindow } from '../state/context.tsx';
import { Group } from './group.tsx';

export function UpdatesGroup({ settings }: { readonly settings: Settings }) {
  const { preferences } = useWords();
  const { saveSettings } = useActions();
  const update = useWindow((state) => state.update);
  const supported = update.kind !== 'unsupported';
  return (
    <Group title={preferences.updatesGroup} {...(supported ? { hint: preferences.updatesHint } : {})}>
      <div className="about-line">
        <p role="status">{updateText(update, preferences)}</p>
        <UpdateButton update={update} />
      </div>
      {supported && (
        <CheckField
          label={preferences.updatesWanted}
          checked={settings.updates === 'notify'}
          onCheck={(on) => saveSettings({ updates: on ? 'notify' : 'off' })}
        />
      )}
    </Group>
  );
}

function UpdateButton({ update }: { readonly update: UpdateState }) {
  const { preferences } = useWords();
  const { updates } = useActions();
  switch (update.kind) {
    case 'unsupported':
    case 'checking':
    case 'downloading':
      return null;
    case 'current':
    case 'failed':
      return (
        <button type="button" className="plain-button" onClick={updates.check}>
          {preferences.checkUpdates}
        </button>
      );
    case 'available':
      return (
        <button type="button" className="plain-button" onClick={updates.download}>
          {preferences.downloadUpdate}
        </button>
      );
    case 'ready':
      return (
        <button type="button" className="primary" onClick={updates.restart}>
          {preferences.restartToUpdate}
        </button>
      );
    default:
      return assertNever(update);
  }
}

/** One sentence. */
function updateText(update: UpdateState, { updateStates, updateTroubles }: WindowWords['preferences']): string {
  switch (update.kind) {
    case 'unsupported':
    case 'checking':
      return updateStates[update.kind];
    case 'current':
      return update.checkedAtMs === null ? updateStates.unknown : updateStates.current;
    case 'available':
    case 'ready':
      return updateStates[update.kind](update.version);
    case 'downloading':
      return updateStates.downloading(update.version, update.percent);
    case 'failed':
      return updateTroubles[update.reason];
    default:
      return assertNever(update);
  }
}
