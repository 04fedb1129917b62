/** What the system tells the user of while the window is elsewhere. */
import type { Settings } from '@sluice/ipc';
import { CheckField } from '../controls/check-field.tsx';
import { useWords } from '../i18n/use-words.ts';
import { useActions } from '../state/context.tsx';
import { Group } from './group.tsx';

export function NotificationSettings({ settings: { notifications } }: { readonly settings: Settings }) {
  const { preferences } = useWords();
  const { saveSettings } = useActions();
  return (
    <Group title={preferences.notifyTitle} hint={preferences.notifyHint}>
      <CheckField
        label={preferences.notifyDone}
        checked={notifications.done}
        onCheck={(done) => saveSettings({ notifications: { ...notifications, done } })}
      />
      <CheckField
        label={preferences.notifyAttention}
        checked={notifications.attention}
        onCheck={(attention) => saveSettings({ notifications: { ...notifications, attention } })}
      />
    </Group>
  );
}
