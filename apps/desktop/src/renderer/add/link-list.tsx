/** What the links lead to, as far as it is known: at most fifty rows, however many links there are. */
import { formatBytes } from '@sluice/words';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { badgeOf } from '../jobs/file-kind.ts';
import { linkRows, totalOf } from './link-rows.ts';
import './link-list.css';
import type { Looks } from './look-at-links.ts';

interface LinkListProps {
  readonly links: readonly string[];
  readonly looks: Looks;
  readonly duplicates: ReadonlySet<string>;
}

export function LinkList({ links, looks, duplicates }: LinkListProps) {
  const { look } = useWords();
  const language = useLanguage();
  if (links.length === 0) return null;
  const rows = linkRows(links, looks, duplicates, language);
  const total = totalOf(links, looks);
  return (
    <section className="link-list" aria-label={look.title}>
      <ul role="list" tabIndex={0} aria-label={look.title}>
        {rows.map(({ link, name, facts, tone, duplicate }) => (
          <li key={link} className={`link-row link-${tone}`}>
            <span className="link-badge" aria-hidden="true">
              {badgeOf(name)}
            </span>
            <span className="link-name one-line" title={link}>
              {name}
            </span>
            {duplicate && <span className="link-duplicate">{look.duplicate}</span>}
            <span className="link-facts" title={facts}>
              {facts}
            </span>
          </li>
        ))}
      </ul>
      {(links.length > rows.length || (total !== null && links.length > 1)) && (
        <p className="link-sum">
          <span>{links.length > rows.length ? look.more(links.length - rows.length) : ''}</span>
          <span>{total === null ? '' : (total.whole ? look.total : look.totalAtLeast)(formatBytes(total.bytes, language))}</span>
        </p>
      )}
    </section>
  );
}
