/** One connection, typed and tried out before it is saved. */
import type { ConnectionView, TestReply } from '@sluice/ipc';
import { describeFailure, type WindowWords } from '@sluice/words';
import { useState } from 'react';
import { ChoiceField, TextField } from '../../controls/field.tsx';
import { useLanguage, useWords } from '../../i18n/use-words.ts';
import { useParts } from '../../state/context.tsx';
import { Group } from '../group.tsx';
import { connectionInput, type ConnectionForm } from './connection-form.ts';
import { KeyFields } from './key-fields.tsx';
import { noteText } from './note-text.ts';

interface ConnectionEditorProps {
  readonly first: ConnectionForm;
  /** Null: nothing was saved. */
  readonly onClose: (saved: readonly ConnectionView[] | null) => void;
}

interface Told {
  readonly tone: 'good' | 'bad' | 'plain';
  readonly lines: readonly string[];
}

export function ConnectionEditor({ first, onClose }: ConnectionEditorProps) {
  const { trouble, sources: words } = useWords();
  const language = useLanguage();
  const { sources } = useParts().actions;
  const [form, setForm] = useState(first);
  const [told, setTold] = useState<Told | null>(null);
  const [isBusy, setBusy] = useState(false);
  const change = (part: Partial<ConnectionForm>): void => {
    setForm((before) => ({ ...before, ...part }));
    setTold(null);
  };
  const ask = (work: (input: NonNullable<ReturnType<typeof connectionInput>>) => Promise<Told | null>): void => {
    const input = connectionInput(form);
    if (input === null) return setTold({ tone: 'bad', lines: [words.incomplete] });
    setBusy(true);
    work(input)
      .then(setTold, () => setTold({ tone: 'bad', lines: [trouble.refused] }))
      .finally(() => setBusy(false));
  };
  const test = (): void => {
    setTold({ tone: 'plain', lines: [words.testing] });
    ask(async (input) => toldOf(await sources.test(input), words, (failure) => describeFailure(failure, language)));
  };
  const save = (): void => {
    ask(async (input) => {
      const reply = await sources.save(input);
      if (reply.kind === 'refused') return { tone: 'bad', lines: [words.refused[reply.reason]] };
      onClose(reply.connections);
      return null;
    });
  };
  return (
    <Group title={form.id === null ? words.newTitle : words.editTitle(first.name)}>
      <div className="fields">
        <TextField label={words.name} value={form.name} maxLength={64} onText={(name) => change({ name })} />
        <ChoiceField
          label={words.provider}
          value={form.provider}
          choices={[
            ['oss', words.providers.oss],
            ['s3', words.providers.s3],
          ]}
          onChoose={(provider) => change({ provider })}
        />
        <TextField
          label={words.region}
          placeholder={form.provider === 'oss' ? 'cn-hangzhou' : 'eu-west-1'}
          value={form.region}
          onText={(region) => change({ region })}
        />
        <TextField
          label={words.endpoint}
          placeholder={words.endpointHint}
          value={form.endpoint}
          onText={(endpoint) => change({ endpoint })}
        />
        <TextField label={words.bucket} placeholder={words.bucketHint} value={form.bucket} onText={(bucket) => change({ bucket })} />
      </div>
      <KeyFields form={form} onChange={change} />
      <WayFields form={form} onChange={change} />
      <div className="connection-end">
        <div className={`connection-told ${told?.tone ?? ''}`} role="status">
          {told?.lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
        <div className="connection-buttons">
          <button type="button" className="plain-button" disabled={isBusy} onClick={test}>
            {words.test}
          </button>
          <span className="grow" />
          <button type="button" className="plain-button" onClick={() => onClose(null)}>
            {words.cancel}
          </button>
          <button type="button" className="primary" disabled={isBusy} onClick={save}>
            {words.save}
          </button>
        </div>
      </div>
    </Group>
  );
}

function toldOf(
  reply: TestReply,
  words: WindowWords['sources'],
  failureText: (failure: Extract<TestReply, { kind: 'failed' }>['failure']) => string,
): Told {
  if (reply.kind === 'refused') return { tone: 'bad', lines: [words.refused[reply.reason]] };
  const notes = reply.notes.map((note) => noteText(note, words));
  return reply.kind === 'works'
    ? { tone: 'good', lines: [words.works, ...notes] }
    : { tone: 'bad', lines: [failureText(reply.failure), ...notes] };
}

function WayFields({ form, onChange }: { readonly form: ConnectionForm; readonly onChange: (part: Partial<ConnectionForm>) => void }) {
  const { sources: words } = useWords();
  return (
    <details className="connection-way">
      <summary>{words.more}</summary>
      <div className="fields">
        <ChoiceField
          label={words.addressing}
          value={form.addressing}
          choices={(['virtual-host', 'path', 'cname'] as const).map((key) => [key, words.addressings[key]] as const)}
          onChoose={(addressing) => onChange({ addressing })}
        />
        <ChoiceField
          label={words.network}
          value={form.network}
          choices={(['public', 'internal', 'accelerate', 'dual-stack'] as const).map((key) => [key, words.networks[key]] as const)}
          onChoose={(network) => onChange({ network })}
        />
        {form.provider === 'oss' && (
          <ChoiceField
            label={words.signature}
            value={form.signature}
            choices={(['v4', 'v1'] as const).map((key) => [key, words.signatures[key]] as const)}
            onChoose={(signature) => onChange({ signature })}
          />
        )}
      </div>
    </details>
  );
}
