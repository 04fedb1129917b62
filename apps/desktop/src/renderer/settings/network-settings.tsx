/** How fast, over which connections, and the way to the network: as the system says, straight, or through a proxy of the user's own. */
import type { Settings } from '@sluice/ipc';
import { useEffect, useRef } from 'react';
import { megabytesPerSecond, megabytesText } from '../add/add-form.ts';
import { CheckField } from '../controls/check-field.tsx';
import { ChoiceField, TextField } from '../controls/field.tsx';
import { NumberField } from '../controls/number-field.tsx';
import { useWords } from '../i18n/use-words.ts';
import { useActions } from '../state/context.tsx';
import { Group } from './group.tsx';
import { LimitTimes } from './limit-times.tsx';
import { useDraft } from './use-draft.ts';
import type { ProxyDraft } from './use-proxy-draft.ts';

export function NetworkSettings({ settings, draft }: { readonly settings: Settings; readonly draft: ProxyDraft }) {
  const words = useWords();
  const { saveSettings } = useActions();
  return (
    <>
      <Group title={words.preferences.limits}>
        <div className="fields">
          <NumberField
            label={words.settings.limit}
            value={megabytesText(settings.limitBytesPerSecond)}
            placeholder={words.settings.limitHint}
            fault={words.add.limitBad}
            read={megabytesPerSecond}
            onNumber={(limitBytesPerSecond) => saveSettings({ limitBytesPerSecond })}
          />
        </div>
        <CheckField
          label={words.preferences.pauseOnMetered}
          checked={settings.pauseOnMetered}
          onCheck={(pauseOnMetered) => saveSettings({ pauseOnMetered })}
        />
      </Group>
      <LimitTimes settings={settings} />
      <Group title={words.preferences.proxyGroup}>
        <ProxyFields draft={draft} />
      </Group>
      <Group title={words.settings.userAgentGroup} hint={words.settings.userAgentHint}>
        <UserAgentField settings={settings} />
      </Group>
    </>
  );
}

/** Counts once the field is left; empty: what the program is. */
function UserAgentField({ settings: { userAgent } }: { readonly settings: Settings }) {
  const words = useWords();
  const { saveSettings } = useActions();
  const draft = useDraft(userAgent ?? '', readUserAgent, (value) => saveSettings({ userAgent: value === '' ? null : value }));
  return (
    <TextField
      label={words.settings.userAgent}
      placeholder="Sluice"
      value={draft.text}
      fault={draft.value === null ? words.settings.userAgentBad : null}
      onText={draft.type}
      onBlur={draft.save}
    />
  );
}

/** Null: it can't stand in a header. */
function readUserAgent(text: string): string | null {
  const value = text.trim();
  return /^[ -~]{0,512}$/.test(value) ? value : null;
}

function ProxyFields({ draft }: { readonly draft: ProxyDraft }) {
  const { proxyWay, proxyWays, proxy } = useWords().settings;
  const fields = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (draft.fault !== null) fields.current?.scrollIntoView({ block: 'nearest' });
  }, [draft.fault]);
  const save = (): void => {
    // What is wrong is told beneath the field.
    draft.save().catch(() => undefined);
  };
  return (
    <div className="fields" ref={fields}>
      <ChoiceField
        label={proxyWay}
        value={draft.way}
        choices={[
          ['system', proxyWays.system],
          ['none', proxyWays.none],
          ['own', proxyWays.own],
        ]}
        onChoose={draft.choose}
      />
      {draft.way === 'own' && (
        <TextField
          label={proxy}
          inputMode="url"
          placeholder="socks5://host:port"
          value={draft.text}
          fault={draft.fault}
          faultIsNews
          onText={draft.type}
          onBlur={save}
        />
      )}
    </div>
  );
}
