/** Request headers that a user adds: read strictly, because whatever passes is sent (RFC 9110 §5). */
import { withoutOws } from './without-ows.ts';

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}$/;
const MAX_VALUE_LENGTH = 32 * 1024;

/** Reads `Name: value`; null when the name is no token, or the value has a control character or one that a header can't carry. */
export function parseHeaderLine(line: string): readonly [name: string, value: string] | null {
  if (line.length > MAX_VALUE_LENGTH + 512) return null;
  const colon = line.indexOf(':');
  if (colon < 0) return null;
  const name = line.slice(0, colon);
  const value = withoutOws(line.slice(colon + 1));
  return isHeader(name, value) ? [name, value] : null;
}

/** Whether the pair can be sent as it is. */
export function isHeader(name: string, value: string): boolean {
  return TOKEN.test(name) && value.length <= MAX_VALUE_LENGTH && /^[\u0020-\u007e\u00a0-\u00ff]*$/.test(value);
}
