/** Headers as they are typed, one `Name: value` a line, by the rules by which the engine will read them (RFC 9110 §5). */

export interface HeaderLines {
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** From 1; null: each line is a header. */
  readonly firstBadLine: number | null;
}

const HEADER = /^([!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}):[ \t]*([\u0020-\u007e\u00a0-\u00ff]{0,32768})$/;

/** Empty lines are passed over. */
export function readHeaderLines(text: string): HeaderLines {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.replace(/^[ \t]+|[ \t]+$/g, ''));
  const read = lines.map((line) => HEADER.exec(line));
  const bad = lines.findIndex((line, index) => line !== '' && read[index] === null);
  return {
    headers: read.flatMap((match) => (match === null ? [] : [[match[1] ?? '', match[2] ?? ''] as const])),
    firstBadLine: bad < 0 ? null : bad + 1,
  };
}
