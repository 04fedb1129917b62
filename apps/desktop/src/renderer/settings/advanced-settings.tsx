/** Where the program keeps what it knows, and how much it writes down of what it does. */
import type { AppFacts, LogLevel, Settings } from '@sluice/ipc';
import { Field } from '../controls/field.tsx';
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
    <Group title={preferences.sections.advanced} hint={preferences.stateHint}>
      <dl className="plain-facts">
        <div>
          <dt>{preferences.stateFolder}</dt>
          <dd>{facts.stateFolder}</dd>
        </div>
      </dl>
      <Field label={preferences.logLevel}>
        {({ id }) => (
          <select
            id={id}
            value={settings.logLevel}
            onChange={(event) => {
              const logLevel = LOG_LEVELS.find((level) => level === event.target.value);
              if (logLevel !== undefined) saveSettings({ logLevel });
            }}
          >
            {LOG_LEVELS.map((level) => (
              <option key={level} value={level}>
                {preferences.logLevels[level]}
              </option>
            ))}
          </select>
        )}
      </Field>
    </Group>
  );
}
