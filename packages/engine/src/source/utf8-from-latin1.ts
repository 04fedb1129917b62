/** Header values arrive as Latin-1; many servers write UTF-8 into them (names, Location). */

/** `text` read as UTF-8 where its characters are bytes that form valid UTF-8; else `text` as it is. */
export function utf8FromLatin1(text: string): string {
  if (!/[\u0080-\u00ff]/.test(text) || /[^\u0000-\u00ff]/u.test(text)) return text;
  return (
    decodeBytes(
      Uint8Array.from(text, (character) => character.charCodeAt(0)),
      'utf-8',
    ) ?? text
  );
}

/** `bytes` read in the charset, or null when they are not valid in it, or the charset is unknown. */
export function decodeBytes(bytes: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
