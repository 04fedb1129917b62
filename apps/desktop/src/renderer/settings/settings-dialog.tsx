/** The settings, in sections. Each is saved when it is changed; there is nothing to confirm. */
import { useState, type ReactNode } from 'react';
import { Dialog } from '../controls/dialog.tsx';
import { Tabs } from '../controls/tabs.tsx';
import { useWords } from '../i18n/use-words.ts';
import { ListFileGroup } from '../list-file/list-file-group.tsx';
import { useParts, useWindow } from '../state/context.tsx';
import { About } from './about.tsx';
import { AdvancedSettings } from './advanced-settings.tsx';
import { DownloadSettings } from './download-settings.tsx';
import { GeneralSettings } from './general-settings.tsx';
import { IntegrationSettings } from './integrations.tsx';
import { NetworkSettings } from './network-settings.tsx';
import { SourcesSettings } from './sources/sources-settings.tsx';
import { NotificationSettings } from './notification-settings.tsx';
import './settings-dialog.css';
import { useProxyDraft, type ProxyDraft } from './use-proxy-draft.ts';

const SECTIONS = ['general', 'downloads', 'network', 'sources', 'notifications', 'integrations', 'advanced', 'about'] as const;

type Section = (typeof SECTIONS)[number];

export function SettingsDialog() {
  const words = useWords();
  const { store } = useParts();
  const settings = useWindow((state) => state.settings);
  const proxy = useProxyDraft(settings?.proxy ?? 'system');
  const [section, setSection] = useState<Section>('general');
  const close = (): void => {
    store.setState({ dialog: null });
  };
  /** Stays open, and shows it, while a proxy that can't be used stands in its field. */
  const finish = async (): Promise<void> => {
    if (await proxy.save()) close();
    else setSection('network');
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
      <Tabs
        label={words.settings.title}
        direction="vertical"
        tabs={SECTIONS.map((key) => [key, words.preferences.sections[key]] as const)}
        chosen={section}
        onChoose={setSection}
      >
        <SectionContent section={section} proxy={proxy} />
      </Tabs>
    </Dialog>
  );
}

function SectionContent({ section, proxy }: { readonly section: Section; readonly proxy: ProxyDraft }): ReactNode {
  const settings = useWindow((state) => state.settings);
  const facts = useWindow((state) => state.facts);
  if (settings === null || facts === null) return null;
  switch (section) {
    case 'general':
      return <GeneralSettings settings={settings} />;
    case 'downloads':
      return <DownloadSettings settings={settings} />;
    case 'network':
      return <NetworkSettings settings={settings} draft={proxy} />;
    case 'sources':
      return <SourcesSettings />;
    case 'notifications':
      return <NotificationSettings settings={settings} />;
    case 'integrations':
      return <IntegrationSettings settings={settings} />;
    case 'advanced':
      return (
        <>
          <AdvancedSettings facts={facts} settings={settings} />
          <ListFileGroup />
        </>
      );
    case 'about':
      return <About facts={facts} settings={settings} />;
  }
}
