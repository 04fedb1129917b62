/** A name with a password, and further headers, for servers that want them; folded away, since few need them. */
import { useState } from 'react';
import { Field, TextField } from '../controls/field.tsx';
import { useWords } from '../i18n/use-words.ts';
import type { AddForm } from './add-form.ts';
import { readHeaderLines } from './header-lines.ts';

interface HeadersFieldProps {
  readonly form: AddForm;
  readonly onChange: (part: Partial<AddForm>) => void;
}

export function HeadersField({ form, onChange }: HeadersFieldProps) {
  const words = useWords();
  const text = form.headers;
  const [openAtFirst] = useState(text !== '' || form.user !== '');
  const { firstBadLine } = readHeaderLines(text);
  return (
    <details className="more" open={openAtFirst}>
      <summary>{words.add.more}</summary>
      <div className="fields">
        <TextField label={words.look.user} value={form.user} onText={(user) => onChange({ user })} />
        <TextField label={words.look.password} type="password" value={form.password} onText={(password) => onChange({ password })} />
      </div>
      <Field label={words.add.headers} fault={firstBadLine === null ? null : words.add.headersBad(firstBadLine)}>
        {({ id, describedBy }) => (
          <>
            <textarea
              id={id}
              rows={3}
              spellCheck={false}
              autoComplete="off"
              placeholder={'Cookie: session=…\nAuthorization: Bearer …'}
              aria-invalid={firstBadLine !== null}
              aria-describedby={describedBy ?? `${id}-hint`}
              value={text}
              onChange={(event) => {
                onChange({ headers: event.target.value });
              }}
            />
            {firstBadLine === null && (
              <p className="field-hint" id={`${id}-hint`}>
                {words.add.headersHint}
              </p>
            )}
          </>
        )}
      </Field>
    </details>
  );
}
