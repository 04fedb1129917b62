/** Whose keys sign. What is kept is never shown: an empty field leaves it as it is. */
import { ChoiceField, TextField } from '../../controls/field.tsx';
import { useWords } from '../../i18n/use-words.ts';
import type { ConnectionForm } from './connection-form.ts';

interface KeyFieldsProps {
  readonly form: ConnectionForm;
  readonly onChange: (part: Partial<ConnectionForm>) => void;
}

export function KeyFields({ form, onChange }: KeyFieldsProps) {
  const { sources: words } = useWords();
  const kept = form.keptKeyId !== null && form.keptKeyId === form.accessKeyId;
  return (
    <div className="fields">
      <ChoiceField
        label={words.keys}
        value={form.credentials}
        choices={[
          ['stored', words.keyWays.stored],
          ['environment', words.keyWays.environment],
          ['anonymous', words.keyWays.anonymous],
        ]}
        onChoose={(credentials) => onChange({ credentials })}
      />
      {form.credentials === 'stored' && (
        <>
          <TextField label={words.accessKeyId} value={form.accessKeyId} onText={(accessKeyId) => onChange({ accessKeyId })} />
          <TextField
            label={words.secret}
            type="password"
            placeholder={kept ? words.kept : ''}
            value={form.secret}
            onText={(secret) => onChange({ secret })}
          />
          <TextField
            label={words.token}
            type="password"
            placeholder={words.optional}
            value={form.token}
            onText={(token) => onChange({ token })}
          />
        </>
      )}
    </div>
  );
}
