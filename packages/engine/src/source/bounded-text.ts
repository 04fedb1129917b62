/** Hostile text that goes into a failure is short, printable and well formed (law 8). */

/** The beginning of `text`, at most `maxLength` UTF-16 units; never ends within a code point; control characters and lone surrogates become U+FFFD. */
export function boundedText(text: string, maxLength: number): string {
  const cut = text.length > maxLength ? text.slice(0, maxLength) : text;
  const whole = text.length > maxLength && isHighSurrogate(cut.charCodeAt(cut.length - 1)) ? cut.slice(0, -1) : cut;
  return whole.replace(/[\p{Cc}\p{Cs}]/gu, '\uFFFD');
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
