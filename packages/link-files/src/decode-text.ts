/** Text files come in the encodings of the systems that wrote them: a byte order mark decides, then UTF-8, then Windows' own. */

/** Never fails: bytes that are no UTF-8 are read as Windows-1252, in which every byte is a character. */
export function decodeText(bytes: Uint8Array): string {
  const encoding = encodingByMark(bytes);
  if (encoding !== null) return new TextDecoder(encoding).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function encodingByMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}
