/** Which other programs may ask Sluice, and what they need to know for it. */
import { assertNever } from '@sluice/model';
import type { WindowWords } from '@sluice/words';
import type { BrowserHosts, RpcSettings, RpcState, Settings } from '@sluice/ipc';
import { useEffect, useId } from 'react';
import { CheckField } from '../controls/check-field.tsx';
import { Field, TextField } from '../controls/field.tsx';
import { useWords } from '../i18n/use-words.ts';
import { useActions, useWindow } from '../state/context.tsx';
import { Group } from './group.tsx';
import './integrations.css';
import { readOriginLines } from './origin-lines.ts';
import { useDraft } from './use-draft.ts';

export function IntegrationSettings({ settings }: { readonly settings: Settings }) {
  const words = useWords().preferences.integrations;
  const { saveSettings, loadIntegrations } = useActions();
  const { rpc } = settings;
  useEffect(loadIntegrations, [loadIntegrations]);
  const save = (change: Partial<RpcSettings>): void => saveSettings({ rpc: { ...rpc, ...change } });
  return (
    <>
      <BrowserGroup settings={settings} />
      <Group title={words.rpcGroup}>
        <CheckField label={words.rpcEnabled} hint={words.rpcHint} checked={rpc.enabled} onCheck={(enabled) => save({ enabled })} />
        {rpc.enabled && <RpcFields rpc={rpc} onChange={save} />}
      </Group>
    </>
  );
}

function BrowserGroup({ settings }: { readonly settings: Settings }) {
  const words = useWords().preferences.integrations;
  const { saveSettings } = useActions();
  const hosts = useWindow(({ integrations }) => integrations?.browsers ?? null);
  const state = hosts === null ? null : browserState(hosts, words);
  return (
    <Group title={words.browserGroup}>
      <CheckField
        label={words.browserEnabled}
        hint={words.browserHint}
        checked={settings.browserExtension}
        onCheck={(browserExtension) => saveSettings({ browserExtension })}
      />
      {settings.browserExtension && state !== null && (
        <p className="check-hint" role="status">
          {state}
        </p>
      )}
    </Group>
  );
}

function browserState(hosts: BrowserHosts, words: WindowWords['preferences']['integrations']): string | null {
  switch (hosts.kind) {
    case 'off':
      return null;
    case 'on':
      return hosts.browsers.length === 0 ? words.noBrowser : words.browsersFound(hosts.browsers.join(', '));
    case 'failed':
      return words.browserFailed;
    case 'unsupported':
      return words.browserUnsupported;
    default:
      return assertNever(hosts);
  }
}

interface RpcFieldsProps {
  readonly rpc: RpcSettings;
  readonly onChange: (change: Partial<RpcSettings>) => void;
}

function RpcFields({ rpc, onChange }: RpcFieldsProps) {
  const words = useWords().preferences.integrations;
  const status = useWindow(({ integrations }) => integrations?.rpc ?? null);
  const { newRpcToken } = useActions();
  return (
    <>
      <div className="fields">
        <PortField port={rpc.port} state={status?.state ?? null} onPort={(port) => onChange({ port })} />
      </div>
      <CopyField label={words.address} copyLabel={words.copyAddress} text={`http://127.0.0.1:${rpc.port}/jsonrpc`} />
      <CopyField label={words.token} copyLabel={words.copyToken} text={status?.token ?? ''} hint={words.newTokenHint}>
        <button type="button" className="plain-button" onClick={newRpcToken}>
          {words.newToken}
        </button>
      </CopyField>
      <OriginsField origins={rpc.allowedOrigins} onOrigins={(allowedOrigins) => onChange({ allowedOrigins })} />
    </>
  );
}

interface PortFieldProps {
  readonly port: number;
  readonly state: RpcState | null;
  readonly onPort: (port: number) => void;
}

function PortField({ port, state, onPort }: PortFieldProps) {
  const words = useWords().preferences.integrations;
  const draft = useDraft(String(port), readPort, onPort);
  const failed = state?.kind === 'failed' && draft.text === String(state.port) ? words.failures[state.reason](state.port) : null;
  return (
    <div className="port-field">
      <TextField
        label={words.port}
        inputMode="numeric"
        value={draft.text}
        fault={draft.value === null ? words.portBad : failed}
        faultIsNews
        onText={draft.type}
        onBlur={draft.save}
        onKeyDown={(event) => {
          if (event.key === 'Enter') draft.save();
        }}
      />
      {state?.kind === 'on' && draft.text === String(state.port) && (
        <p className="field-hint" role="status">
          {words.listening(state.port)}
        </p>
      )}
    </div>
  );
}

function readPort(text: string): number | null {
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : null;
}

interface CopyFieldProps {
  readonly label: string;
  readonly copyLabel: string;
  readonly text: string;
  readonly hint?: string;
  readonly children?: React.ReactNode;
}

/** Shown to be copied, not to be typed over. */
function CopyField({ label, copyLabel, text, hint, children }: CopyFieldProps) {
  const { copyText } = useActions();
  const hintId = useId();
  return (
    <Field label={label}>
      {({ id }) => (
        <>
          <div className="copy-row">
            <input
              id={id}
              type="text"
              readOnly
              value={text}
              aria-describedby={hint === undefined ? undefined : hintId}
              onFocus={(event) => {
                event.target.select();
              }}
            />
            <button type="button" className="plain-button" onClick={() => copyText(text)}>
              {copyLabel}
            </button>
            {children}
          </div>
          {hint !== undefined && (
            <p className="field-hint" id={hintId}>
              {hint}
            </p>
          )}
        </>
      )}
    </Field>
  );
}

function OriginsField({
  origins,
  onOrigins,
}: {
  readonly origins: readonly string[];
  readonly onOrigins: (origins: readonly string[]) => void;
}) {
  const words = useWords().preferences.integrations;
  const draft = useDraft(origins.join('\n'), originsIn, onOrigins);
  const lines = readOriginLines(draft.text);
  const fault = lines.kind === 'bad' ? words.originsBad(lines.line) : null;
  return (
    <Field label={words.origins} fault={fault}>
      {({ id, describedBy }) => (
        <>
          <textarea
            id={id}
            rows={2}
            spellCheck={false}
            autoComplete="off"
            aria-invalid={fault !== null}
            aria-describedby={describedBy ?? `${id}-hint`}
            value={draft.text}
            onChange={(event) => {
              draft.type(event.target.value);
            }}
            onBlur={draft.save}
          />
          {fault === null && (
            <p className="field-hint" id={`${id}-hint`}>
              {words.originsHint}
            </p>
          )}
        </>
      )}
    </Field>
  );
}

function originsIn(text: string): readonly string[] | null {
  const lines = readOriginLines(text);
  return lines.kind === 'bad' ? null : lines.origins;
}
