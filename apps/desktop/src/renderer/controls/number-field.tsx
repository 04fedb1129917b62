/** A field for a number that takes effect as soon as it can be used. */
import { useState } from 'react';
import { TextField } from './field.tsx';

interface NumberFieldProps {
  readonly label: string;
  readonly value: string;
  /** Shown while the field is empty, which then means `null`; a field without one can't be empty. */
  readonly placeholder?: string;
  readonly fault: string;
  readonly read: (text: string) => number | null;
  readonly onNumber: (value: number | null) => void;
}

/** Saves every number that can be used; another one stays in the field with what is wrong about it. */
export function NumberField({ label, value, placeholder, fault, read, onNumber }: NumberFieldProps) {
  const [text, setText] = useState(value);
  const empty = text.trim() === '';
  const usable = empty ? placeholder !== undefined : read(text) !== null;
  return (
    <TextField
      label={label}
      inputMode="decimal"
      placeholder={placeholder}
      value={text}
      fault={usable ? null : fault}
      onText={(next) => {
        setText(next);
        const number = read(next);
        if (number !== null || (next.trim() === '' && placeholder !== undefined)) onNumber(number);
      }}
    />
  );
}
