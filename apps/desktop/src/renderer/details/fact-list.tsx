/** Names and what is known under them. */
import type { DetailFact } from './detail-facts.ts';

export function FactList({ facts }: { readonly facts: readonly DetailFact[] }) {
  return (
    <dl>
      {facts.map(({ key, name, text, whole = text }) => (
        <div key={key} className={`fact fact-${key}`}>
          <dt>{name}</dt>
          <dd title={whole}>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
