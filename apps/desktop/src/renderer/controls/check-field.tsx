/** Something that is on or off, with what it means beneath where its name does not say it. */
import { useId } from 'react';

interface CheckFieldProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onCheck: (checked: boolean) => void;
  readonly hint?: string;
}

export function CheckField({ label, checked, onCheck, hint }: CheckFieldProps) {
  const id = useId();
  return (
    <div className="check-field">
      <label className="check">
        <input
          type="checkbox"
          checked={checked}
          aria-describedby={hint === undefined ? undefined : id}
          onChange={(event) => {
            onCheck(event.target.checked);
          }}
        />
        {label}
      </label>
      {hint !== undefined && (
        <p className="check-hint" id={id}>
          {hint}
        </p>
      )}
    </div>
  );
}
