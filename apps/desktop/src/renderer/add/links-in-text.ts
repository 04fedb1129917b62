/** Finds links in whatever text people have: a list, a mail, a page of notes, a Markdown table, an .url file. */

export interface LinksInText {
  /** Each link once, in the order of the text. */
  readonly links: readonly string[];
  /** How many more times a link was met again. */
  readonly repeated: number;
  /** Lines that hold something, but no link. */
  readonly otherLines: readonly string[];
}

/** Anything with a scheme: an unknown one is refused later, with a sentence, rather than overlooked here. */
const LINK = /(?:\b[a-z][a-z0-9+.-]*:\/\/|\bmagnet:\?)[^\s<>"“”„「」『』《》【】，。；！？、|\\^`{}]+/gi;
/** A key may hold spaces and any sign, so an object's address that stands alone on its line is taken as it is. */
const OBJECT_LINE = /^\s*((?:oss|s3):\/\/[^\s/]+\/.+?)\s*$/i;
const CLOSING: Readonly<Record<string, string>> = { ')': '(', ']': '[' };

export function linksInText(text: string): LinksInText {
  const links = new Set<string>();
  const otherLines: string[] = [];
  let met = 0;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const object = (OBJECT_LINE.exec(line)?.[1] ?? '').trim();
    const isAlone = object !== '' && !/\s[a-z][a-z0-9+.-]*:\/\//i.test(object);
    const found = isAlone ? [object] : (line.match(LINK) ?? []).map(trimmed).filter((link) => /:(?:\/\/|\?)./.test(link));
    for (const link of found) links.add(link);
    met += found.length;
    if (found.length === 0 && line.trim() !== '') otherLines.push(line.trim());
  }
  return { links: [...links], repeated: met - links.size, otherLines };
}

/** Whether the link can be fetched at all; others are told with a sentence. */
export function isWebLink(link: string): boolean {
  return /^(?:https?|oss|s3):\/\/./i.test(link);
}

/** Punctuation at the end belongs to the sentence, and a bracket only to the link when the link opened it. */
function trimmed(link: string): string {
  for (let end = link.length; ; end -= 1) {
    const last = link[end - 1];
    if (last === undefined) return '';
    const opening = CLOSING[last];
    const strayBracket = opening !== undefined && count(link, opening, end) < count(link, last, end);
    if (!strayBracket && !/[.,;:!?'’*]/.test(last)) return link.slice(0, end);
  }
}

function count(text: string, character: string, end: number): number {
  return text.slice(0, end).split(character).length - 1;
}
