/** Headers as they are typed, one `Name: value` a line. */
import { parseHeaderLine, withoutOws } from '@sluice/model';

export interface HeaderLines {
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** From 1; null: each line is a header. */
  readonly firstBadLine: number | null;
}

/** Empty lines are passed over. */
export function readHeaderLines(text: string): HeaderLines {
  const lines = text.split(/\r\n|\r|\n/).map(withoutOws);
  const read = lines.map(parseHeaderLine);
  const bad = lines.findIndex((line, index) => line !== '' && read[index] === null);
  return { headers: read.flatMap((header) => (header === null ? [] : [header])), firstBadLine: bad < 0 ? null : bad + 1 };
}
