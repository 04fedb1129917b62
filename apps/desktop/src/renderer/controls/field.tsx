/** A labelled field with its hint or its fault beneath, tied together for screen readers. */
import { useId, type InputHTMLAttributes, type ReactNode } from 'react';
import './field.css';

interface FieldIds {
  readonly id: string;
  readonly describedBy: string | undefined;
}

interface FieldProps {
  readonly label: string;
  readonly fault?: string | null;
  /** The fault came from elsewhere, not from typing: it is read out at once. */
  readonly faultIsNews?: boolean;
  readonly className?: string;
  readonly children: (ids: FieldIds) => ReactNode;
}

export function Field({ label, fault = null, faultIsNews = false, className = '', children }: FieldProps) {
  const id = useId();
  const faultId = `${id}-fault`;
  return (
    <div className={`field ${className}`}>
      <label htmlFor={id}>{label}</label>
      {children({ id, describedBy: fault === null ? undefined : faultId })}
      {fault !== null && (
        <p className="field-fault" id={faultId} role={faultIsNews ? 'alert' : undefined}>
          {fault}
        </p>
      )}
    </div>
  );
}

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> {
  readonly label: string;
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly fault?: string | null;
  readonly faultIsNews?: boolean;
}

export function TextField({ label, value, onText, fault = null, faultIsNews = false, ...input }: TextFieldProps) {
  return (
    <Field label={label} fault={fault} faultIsNews={faultIsNews}>
      {({ id, describedBy }) => (
        <input
          type="text"
          spellCheck={false}
          autoComplete="off"
          {...input}
          id={id}
          value={value}
          aria-invalid={fault !== null}
          aria-describedby={describedBy}
          onChange={(event) => {
            onText(event.target.value);
          }}
        />
      )}
    </Field>
  );
}

interface ChoiceFieldProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly (readonly [value: T, text: string])[];
  readonly onChoose: (value: T) => void;
}

export function ChoiceField<T extends string>({ label, value, choices, onChoose }: ChoiceFieldProps<T>) {
  return (
    <Field label={label}>
      {({ id }) => (
        <select
          id={id}
          value={value}
          onChange={(event) => {
            const chosen = choices.find(([choice]) => choice === event.target.value);
            if (chosen !== undefined) onChoose(chosen[0]);
          }}
        >
          {choices.map(([choice, text]) => (
            <option key={choice} value={choice}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface FolderFieldProps {
  readonly label: string;
  readonly chooseLabel: string;
  readonly path: string;
  readonly onChoose: () => void;
}

/** The folder is shown and chosen, not typed: a wrong path can't be entered. */
export function FolderField({ label, chooseLabel, path, onChoose }: FolderFieldProps) {
  return (
    <Field label={label} className="folder-field">
      {({ id }) => (
        <div className="folder-row">
          <input id={id} type="text" readOnly value={path} title={path} />
          <button type="button" className="plain-button" onClick={onChoose}>
            {chooseLabel}
          </button>
        </div>
      )}
    </Field>
  );
}
