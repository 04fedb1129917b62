/** Settings that belong together, under their name. */
import type { ReactNode } from 'react';

interface GroupProps {
  readonly title: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

export function Group({ title, hint, children }: GroupProps) {
  return (
    <section className="group">
      <h3>{title}</h3>
      {children}
      {hint !== undefined && <p className="group-hint">{hint}</p>}
    </section>
  );
}
