/** Where the program keeps what it knows, and how much it writes down of what it does. */
import type { AppFacts, LogLevel, Settings } from '@sluice/ipc';
import { ChoiceField } from '../controls/field.tsx';
import { useWords } from '../i18n/use-words.ts';
import { useActions } from '../state/context.tsx';
import { Group } from './group.tsx';

const LOG_LEVELS: readonly LogLevel[] = ['error', 'warn', 'info', 'debug'];

interface AdvancedProps {
  readonly facts: AppFacts;
  readonly settings: Settings;
}

export function AdvancedSettings({ facts, settings }: AdvancedProps) {
  const { preferences } = useWords();
  const { saveSettings } = useActions();
  return (
    <>
      <Group title={preferences.stateGroup} hint={preferences.stateHint}>
        <dl className="plain-facts">
          <div>
            <dt>{preferences.stateFolder}</dt>
            <dd>{facts.stateFolder}</dd>
          </div>
        </dl>
      </Group>
      <Group title={preferences.logGroup}>
        <div className="fields">
          <ChoiceField
            label={preferences.logLevel}
            value={settings.logLevel}
            choices={LOG_LEVELS.map((level) => [level, preferences.logLevels[level]] as const)}
            onChoose={(logLevel) => saveSettings({ logLevel })}
          />
        </div>
      </Group>
    </>
  );
}
