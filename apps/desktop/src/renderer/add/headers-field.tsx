/** Further headers for servers that want a cookie or an authorization; folded away, since few need them. */
import { useState } from 'react';
import { Field } from '../controls/field.tsx';
import { useWords } from '../i18n/use-words.ts';
import { readHeaderLines } from './header-lines.ts';

interface HeadersFieldProps {
  readonly text: string;
  readonly onText: (text: string) => void;
}

export function HeadersField({ text, onText }: HeadersFieldProps) {
  const words = useWords();
  const [openAtFirst] = useState(text !== '');
  const { firstBadLine } = readHeaderLines(text);
  return (
    <details className="more" open={openAtFirst}>
      <summary>{words.add.more}</summary>
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
                onText(event.target.value);
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
