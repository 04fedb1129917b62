/** Where files go, how many at once, and when. */
import type { Settings } from '@sluice/ipc';
import { megabytesText, partSizeIn, wholeNumber } from '../add/add-form.ts';
import { CheckField } from '../controls/check-field.tsx';
import { ChoiceField, FolderField } from '../controls/field.tsx';
import { NumberField } from '../controls/number-field.tsx';
import { useWords } from '../i18n/use-words.ts';
import { useActions } from '../state/context.tsx';
import { CategoryFolders } from './category-folders.tsx';
import { CONFLICT_POLICIES } from './conflict-policies.ts';
import { Group } from './group.tsx';
import { ScheduleEditor } from './schedule-editor.tsx';

export function DownloadSettings({ settings }: { readonly settings: Settings }) {
  const words = useWords();
  const { saveSettings } = useActions();
  return (
    <>
      <Group title={words.preferences.conflicts}>
        <Files settings={settings} />
      </Group>
      <CategoryFolders settings={settings} />
      <Group title={words.preferences.parallel}>
        <div className="fields">
          <NumberField
            label={words.settings.concurrent}
            value={String(settings.concurrentJobs)}
            fault={words.settings.concurrentBad}
            read={(text) => wholeNumber(text, 1, 20)}
            onNumber={(concurrentJobs) => {
              if (concurrentJobs !== null) saveSettings({ concurrentJobs });
            }}
          />
          <NumberField
            label={words.settings.connections}
            value={settings.connectionsPerJob === null ? '' : String(settings.connectionsPerJob)}
            placeholder={words.add.automatic}
            fault={words.add.connectionsBad}
            read={(text) => wholeNumber(text, 1, 64)}
            onNumber={(connectionsPerJob) => saveSettings({ connectionsPerJob })}
          />
          <NumberField
            label={words.settings.partSize}
            value={megabytesText(settings.partSizeBytes)}
            placeholder={words.add.automatic}
            fault={words.settings.partSizeBad}
            read={partSizeIn}
            onNumber={(partSizeBytes) => saveSettings({ partSizeBytes })}
          />
        </div>
      </Group>
      <Group title={words.settings.verifyGroup} hint={words.settings.verifyHint}>
        <ChoiceField
          label={words.settings.verify}
          value={settings.verify}
          choices={[
            ['needed', words.settings.verifyWays.needed],
            ['everything', words.settings.verifyWays.everything],
          ]}
          onChoose={(verify) => saveSettings({ verify })}
        />
      </Group>
      <Group title={words.preferences.times}>
        <ScheduleEditor schedule={settings.schedule} onChange={(schedule) => saveSettings({ schedule })} />
        <CheckField label={words.preferences.keepAwake} checked={settings.keepAwake} onCheck={(keepAwake) => saveSettings({ keepAwake })} />
      </Group>
    </>
  );
}

function Files({ settings }: { readonly settings: Settings }) {
  const words = useWords();
  const { chooseFolder, saveSettings } = useActions();
  return (
    <>
      <FolderField
        label={words.settings.folder}
        chooseLabel={words.add.choose}
        path={settings.downloadFolder}
        onChoose={() => {
          chooseFolder(settings.downloadFolder, (downloadFolder) => saveSettings({ downloadFolder }));
        }}
      />
      <div className="fields">
        <ChoiceField
          label={words.settings.conflict}
          value={settings.conflict}
          choices={CONFLICT_POLICIES.map((policy) => [policy, words.add.policies[policy]] as const)}
          onChoose={(conflict) => saveSettings({ conflict })}
        />
        <ChoiceField
          label={words.settings.onRemoteChange}
          value={settings.onRemoteChange}
          choices={[
            ['restart', words.settings.remoteChanges.restart],
            ['ask', words.settings.remoteChanges.ask],
          ]}
          onChoose={(onRemoteChange) => saveSettings({ onRemoteChange })}
        />
      </div>
      <CheckField
        label={words.settings.keepServerTime}
        checked={settings.keepServerTime}
        onCheck={(keepServerTime) => saveSettings({ keepServerTime })}
      />
    </>
  );
}
