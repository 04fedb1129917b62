/** The links of the Add dialog as its list shows them: what each leads to, and whether it is there already. */
import { nameInUrl } from '@sluice/model';
import { describeCause, formatBytes, windowWords, type Language } from '@sluice/words';
import { isWebLink } from './links-in-text.ts';
import { LOOKED_AT, type Look, type Looks } from './look-at-links.ts';

export interface LinkRow {
  readonly link: string;
  readonly name: string;
  readonly facts: string;
  readonly tone: 'known' | 'pending' | 'refused';
  readonly duplicate: boolean;
}

export function linkRows(links: readonly string[], looks: Looks, duplicates: ReadonlySet<string>, language: Language): readonly LinkRow[] {
  return links.slice(0, LOOKED_AT).map((link) => {
    const look = looks.get(link) ?? { kind: isWebLink(link) ? 'waiting' : 'not-looked-at' };
    return { link, name: nameOf(link, look), ...told(look, language), duplicate: duplicates.has(link) };
  });
}

export interface Total {
  readonly bytes: number;
  /** Whether it is all: every link has told its size. */
  readonly whole: boolean;
}

/** Null while nothing is known of any size. */
export function totalOf(links: readonly string[], looks: Looks): Total | null {
  const sizes = links.map((link) => {
    const look = looks.get(link);
    return look?.kind === 'found' ? look.sizeBytes : null;
  });
  const known = sizes.filter((size) => size !== null);
  return known.length === 0 ? null : { bytes: known.reduce((sum, size) => sum + size, 0), whole: known.length === sizes.length };
}

function nameOf(link: string, look: Look): string {
  if (look.kind === 'found') return look.name;
  return nameInUrl(link) || link.replace(/^[a-z]+:\/\//i, '');
}

function told(look: Look, language: Language): Pick<LinkRow, 'facts' | 'tone'> {
  const words = windowWords(language).look;
  switch (look.kind) {
    case 'found': {
      const size = look.sizeBytes === null ? words.sizeUnknown : formatBytes(look.sizeBytes, language);
      return { facts: `${size} · ${look.resumable ? words.resumable : words.notResumable}`, tone: 'known' };
    }
    case 'refused':
      return { facts: describeCause(look.failure, language), tone: 'refused' };
    case 'unanswered':
      return { facts: words.unanswered, tone: 'pending' };
    case 'waiting':
      return { facts: words.looking, tone: 'pending' };
    case 'not-looked-at':
      return { facts: words.later, tone: 'pending' };
  }
}
