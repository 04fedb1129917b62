/** What this program is, what it is made of, whether there is a newer one, and what to tell who helps. */
import type { AppFacts, Settings } from '@sluice/ipc';
import { useEffect } from 'react';
import { Icon } from '../controls/icon.tsx';
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
      <Help />
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

/** For whoever looks for a fault. */
function Help() {
  const { preferences } = useWords();
  const { copyReport } = useActions();
  return (
    <Group title={preferences.help} hint={preferences.reportHint}>
      <div>
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
