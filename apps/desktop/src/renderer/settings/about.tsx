/** What this program is, which runtime it has, and where it keeps what it knows. */
import type { AppFacts, LogLevel, Settings } from '@sluice/ipc';
import { useEffect } from 'react';
import { Icon } from '../controls/icon.tsx';
import { Field } from '../controls/field.tsx';
import { useWords } from '../i18n/use-words.ts';
import { useActions } from '../state/context.tsx';
import { Group } from './group.tsx';
import { UpdatesGroup } from './updates-group.tsx';

/** The larger parts that it is made of, with their licences. The full texts are in the installed program. */
const PARTS: readonly (readonly [name: string, licence: string | null])[] = [
  ['Electron', 'MIT'],
  ['Chromium', 'BSD-3-Clause'],
  ['Node.js', 'MIT'],
  ['undici', 'MIT'],
  ['better-sqlite3', 'MIT'],
  ['SQLite', null],
  ['React', 'MIT'],
  ['zustand', 'MIT'],
  ['TanStack Virtual', 'MIT'],
  ['uPlot', 'MIT'],
  ['zod', 'MIT'],
];

export function AdvancedSettings({ facts }: { readonly facts: AppFacts }) {
  const { preferences } = useWords();
  return (
    <Group title={preferences.sections.advanced} hint={preferences.stateHint}>
      <dl className="plain-facts">
        <div>
          <dt>{preferences.stateFolder}</dt>
          <dd>{facts.stateFolder}</dd>
        </div>
      </dl>
    </Group>
  );
}

interface Known {
  readonly facts: AppFacts;
  readonly settings: Settings;
}

export function About({ facts, settings }: Known) {
  const { preferences } = useWords();
  const { updates } = useActions();
  useEffect(() => {
    updates.look();
  }, [updates]);
  return (
    <>
      <div className="about-head">
        <Icon name="logo" />
        <div>
          <h3>Sluice {facts.version}</h3>
          <p>{preferences.licence}</p>
        </div>
      </div>
      <UpdatesGroup settings={settings} />
      <Help settings={settings} />
      <Group title={preferences.versions}>
        <Versions
          pairs={[
            ['Electron', facts.electron],
            ['Chromium', facts.chrome],
            ['Node.js', facts.node],
          ]}
        />
      </Group>
      <Group title={preferences.licences}>
        <Versions pairs={PARTS.map(([name, licence]) => [name, licence ?? preferences.publicDomain] as const)} />
      </Group>
    </>
  );
}

const LOG_LEVELS: readonly LogLevel[] = ['error', 'warn', 'info', 'debug'];

/** For whoever looks for a fault. */
function Help({ settings }: { readonly settings: Settings }) {
  const { preferences } = useWords();
  const { copyReport, saveSettings } = useActions();
  return (
    <Group title={preferences.help} hint={preferences.reportHint}>
      <div className="about-line">
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
        <button type="button" className="plain-button" onClick={copyReport}>
          {preferences.copyReport}
        </button>
      </div>
    </Group>
  );
}

function Versions({ pairs }: { readonly pairs: readonly (readonly [name: string, text: string])[] }) {
  return (
    <dl className="plain-facts plain-columns">
      {pairs.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
