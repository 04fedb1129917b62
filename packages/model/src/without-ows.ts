/** Optional white space of HTTP (RFC 9110 §5.6.3). `trim()` takes more: U+00A0 is the last byte of `à` in UTF-8 read as Latin-1. */

/** The text without spaces and tabs around it. */
export function withoutOws(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isOws(text[start])) start += 1;
  while (end > start && isOws(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

function isOws(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}
