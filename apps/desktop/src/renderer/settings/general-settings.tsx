/** How the program looks, starts, ends, and takes links. */
import type { Settings } from '@sluice/ipc';
import { CheckField } from '../controls/check-field.tsx';
import { ChoiceField, Field } from '../controls/field.tsx';
import { useWords } from '../i18n/use-words.ts';
import { useActions } from '../state/context.tsx';
import { Group } from './group.tsx';

export function GeneralSettings({ settings }: { readonly settings: Settings }) {
  const { places, preferences } = useWords();
  const { saveSettings } = useActions();
  return (
    <>
      <Group title={preferences.looks}>
        <Appearance settings={settings} />
      </Group>
      <Group title={preferences.startUp}>
        <CheckField
          label={preferences.startAtLogin}
          checked={settings.startAtLogin}
          onCheck={(startAtLogin) => saveSettings({ startAtLogin })}
        />
        {settings.startAtLogin && (
          <CheckField
            label={preferences.openAtLoginHidden}
            checked={settings.openAtLoginHidden}
            onCheck={(openAtLoginHidden) => saveSettings({ openAtLoginHidden })}
          />
        )}
        <CheckField
          label={places.resumeAtStart}
          hint={places.resumeAtStartHint}
          checked={settings.resumeAtStart}
          onCheck={(resumeAtStart) => saveSettings({ resumeAtStart })}
        />
        <div className="fields">
          <ChoiceField
            label={preferences.closeToTray}
            value={settings.closeToTray}
            choices={[
              ['ask', preferences.closeWays.ask],
              ['tray', preferences.closeWays.tray],
              ['quit', preferences.closeWays.quit],
            ]}
            onChoose={(closeToTray) => saveSettings({ closeToTray })}
          />
          <WhenDone settings={settings} />
        </div>
      </Group>
      <Group title={preferences.linksGroup}>
        <CheckField
          label={preferences.clipboardOffer}
          hint={preferences.clipboardHint}
          checked={settings.clipboardOffer}
          onCheck={(clipboardOffer) => saveSettings({ clipboardOffer })}
        />
        <CheckField label={preferences.dropBasket} checked={settings.dropBasket} onCheck={(dropBasket) => saveSettings({ dropBasket })} />
      </Group>
    </>
  );
}

const WHEN_DONE = ['nothing', 'quit', 'sleep', 'shut-down'] as const;

function WhenDone({ settings }: { readonly settings: Settings }) {
  const { preferences } = useWords();
  const { saveSettings } = useActions();
  return (
    <Field label={preferences.whenDone}>
      {({ id }) => (
        <>
          <select
            id={id}
            value={settings.whenDone}
            aria-describedby={`${id}-hint`}
            onChange={(event) => {
              const whenDone = WHEN_DONE.find((way) => way === event.target.value);
              if (whenDone !== undefined) saveSettings({ whenDone });
            }}
          >
            {WHEN_DONE.map((way) => (
              <option key={way} value={way}>
                {preferences.whenDoneWays[way]}
              </option>
            ))}
          </select>
          {settings.whenDone !== 'nothing' && (
            <p className="field-hint" id={`${id}-hint`}>
              {preferences.whenDoneHint}
            </p>
          )}
        </>
      )}
    </Field>
  );
}

function Appearance({ settings }: { readonly settings: Settings }) {
  const words = useWords();
  const { saveSettings } = useActions();
  const { themes, languageSystem } = words.settings;
  return (
    <div className="fields">
      <ChoiceField
        label={words.settings.theme}
        value={settings.theme}
        choices={[
          ['system', themes.system],
          ['light', themes.light],
          ['dark', themes.dark],
        ]}
        onChoose={(theme) => saveSettings({ theme })}
      />
      <ChoiceField
        label={words.settings.language}
        value={settings.language}
        choices={[
          ['system', languageSystem],
          ['en', 'English'],
          ['zh-CN', '简体中文'],
        ]}
        onChoose={(language) => saveSettings({ language })}
      />
    </div>
  );
}
