/** Shortcuts of macOS: a property list, as XML or binary, whose dictionary has the key `URL`. */
import { stringInBinaryPlist } from './binary-plist.ts';
import { decodeText } from './decode-text.ts';
import { childOf, childrenOf, parseXml, textOf } from './parse-xml.ts';

/** Null when it is no property list, or has no `URL`. */
export function weblocAddress(bytes: Uint8Array): string | null {
  return stringInBinaryPlist(bytes, 'URL') ?? xmlAddress(bytes);
}

function xmlAddress(bytes: Uint8Array): string | null {
  const dictionary = childOf(childOf(parseXml(decodeText(bytes)), 'plist'), 'dict');
  const place = childrenOf(dictionary, 'key').findIndex((key) => textOf(key) === 'URL');
  // Keys and values are brothers; with strings alone, the n-th key belongs to the n-th string.
  return place < 0 ? null : textOf(childrenOf(dictionary, 'string')[place] ?? null) || null;
}
