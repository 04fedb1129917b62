/** The way to the network: as the system says, straight, or through a proxy of the user's own. */
import { useEffect, useRef } from 'react';
import { ChoiceField, TextField } from '../controls/field.tsx';
import { useWords } from '../i18n/use-words.ts';
import type { ProxyDraft } from './use-proxy-draft.ts';

export function NetworkSettings({ draft }: { readonly draft: ProxyDraft }) {
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
