/** The settings. Each is saved when it is changed; there is nothing to confirm. */
import type { Settings } from '@sluice/ipc';
import type { ReactNode } from 'react';
import { megabytesPerSecond, megabytesText, wholeNumber } from '../add/add-form.ts';
import { Dialog } from '../controls/dialog.tsx';
import { ChoiceField, FolderField } from '../controls/field.tsx';
import { NumberField } from '../controls/number-field.tsx';
import { useWords } from '../i18n/use-words.ts';
import { useParts, useWindow } from '../state/context.tsx';
import { CONFLICT_POLICIES } from './conflict-policies.ts';
import { NetworkSettings } from './network-settings.tsx';
import './settings-dialog.css';
import { useProxyDraft } from './use-proxy-draft.ts';

export function SettingsDialog() {
  const words = useWords();
  const { store } = useParts();
  const settings = useWindow((state) => state.settings);
  const proxy = useProxyDraft(settings?.proxy ?? 'system');
  const close = (): void => {
    store.setState({ dialog: null });
  };
  /** Stays open while a proxy that can't be used stands in its field. */
  const finish = async (): Promise<void> => {
    if (await proxy.save()) close();
  };
  return (
    <Dialog
      title={words.settings.title}
      className="settings-dialog"
      onClose={close}
      onSubmit={() => {
        finish().catch(() => undefined);
      }}
      footer={
        <button type="submit" className="primary">
          {words.settings.done}
        </button>
      }
    >
      {settings !== null && (
        <>
          <Group title={words.settings.downloads}>
            <DownloadSettings settings={settings} />
          </Group>
          <Group title={words.settings.network}>
            <NetworkSettings draft={proxy} />
          </Group>
          <Group title={words.settings.appearance}>
            <AppearanceSettings settings={settings} />
          </Group>
        </>
      )}
      <Group title={words.settings.about}>
        <About />
      </Group>
    </Dialog>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="group">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function DownloadSettings({ settings }: { readonly settings: Settings }) {
  const words = useWords();
  const { actions } = useParts();
  const chooseFolder = (): void => {
    actions.chooseFolder(settings.downloadFolder, (downloadFolder) => {
      actions.saveSettings({ downloadFolder });
    });
  };
  return (
    <>
      <FolderField label={words.settings.folder} chooseLabel={words.add.choose} path={settings.downloadFolder} onChoose={chooseFolder} />
      <div className="fields">
        <NumberField
          label={words.settings.concurrent}
          value={String(settings.concurrentJobs)}
          fault={words.settings.concurrentBad}
          read={(text) => wholeNumber(text, 1, 20)}
          onNumber={(concurrentJobs) => {
            if (concurrentJobs !== null) actions.saveSettings({ concurrentJobs });
          }}
        />
        <NumberField
          label={words.settings.connections}
          value={settings.connectionsPerJob === null ? '' : String(settings.connectionsPerJob)}
          placeholder={words.add.automatic}
          fault={words.add.connectionsBad}
          read={(text) => wholeNumber(text, 1, 64)}
          onNumber={(connectionsPerJob) => {
            actions.saveSettings({ connectionsPerJob });
          }}
        />
        <NumberField
          label={words.settings.limit}
          value={megabytesText(settings.limitBytesPerSecond)}
          placeholder={words.settings.limitHint}
          fault={words.add.limitBad}
          read={megabytesPerSecond}
          onNumber={(limitBytesPerSecond) => {
            actions.saveSettings({ limitBytesPerSecond });
          }}
        />
        <ChoiceField
          label={words.settings.conflict}
          value={settings.conflict}
          choices={CONFLICT_POLICIES.map((policy) => [policy, words.add.policies[policy]] as const)}
          onChoose={(conflict) => {
            actions.saveSettings({ conflict });
          }}
        />
        <ChoiceField
          label={words.settings.onRemoteChange}
          value={settings.onRemoteChange}
          choices={[
            ['restart', words.settings.remoteChanges.restart],
            ['ask', words.settings.remoteChanges.ask],
          ]}
          onChoose={(onRemoteChange) => {
            actions.saveSettings({ onRemoteChange });
          }}
        />
        <label className="check">
          <input
            type="checkbox"
            checked={settings.keepServerTime}
            onChange={(event) => {
              actions.saveSettings({ keepServerTime: event.target.checked });
            }}
          />
          {words.settings.keepServerTime}
        </label>
      </div>
    </>
  );
}

function AppearanceSettings({ settings }: { readonly settings: Settings }) {
  const words = useWords();
  const { actions } = useParts();
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
        onChoose={(theme) => {
          actions.saveSettings({ theme });
        }}
      />
      <ChoiceField
        label={words.settings.language}
        value={settings.language}
        choices={[
          ['system', languageSystem],
          ['en', 'English'],
          ['zh-CN', '简体中文'],
        ]}
        onChoose={(language) => {
          actions.saveSettings({ language });
        }}
      />
    </div>
  );
}

function About() {
  const words = useWords();
  const facts = useWindow((state) => state.facts);
  return facts === null ? null : <p className="about">{words.settings.runtime(facts.version, facts.electron, facts.chrome, facts.node)}</p>;
}
