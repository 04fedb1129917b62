/** Links with ranges in them, as numbered files have: `photo-[001-120].jpg`, `part-[a-d].zip`. */

/** No text makes more links than the queue takes at once. */
export const MAX_EXPANDED = 10_000;

const RANGE = /\[(?:(\d{1,9})-(\d{1,9})|([a-z])-([a-z])|([A-Z])-([A-Z]))\]/;

export interface Expanded {
  readonly links: readonly string[];
  /** How many of them came out of ranges. */
  readonly fromPatterns: number;
}

/**
 * Every link, each range replaced by its members in order; several ranges in one link are combined. Numbers keep the digits of the
 * range's beginning, and a range may count down. What would lead to more than 10,000 links stays as it is written.
 */
export function expandPatterns(links: readonly string[]): Expanded {
  const result = new Set<string>();
  let fromPatterns = 0;
  for (const link of links) {
    const members = expand(link, MAX_EXPANDED - result.size);
    if (members === null) result.add(link);
    else {
      fromPatterns += members.length;
      for (const member of members) result.add(member);
    }
  }
  return { links: [...result], fromPatterns };
}

/** Null: there is no range in it, or too much would come of it. */
function expand(link: string, room: number): readonly string[] | null {
  const parts: (readonly string[])[] = [];
  let rest = link;
  for (let match = RANGE.exec(rest); match !== null; match = RANGE.exec(rest)) {
    parts.push([rest.slice(0, match.index)], membersOf(match));
    rest = rest.slice(match.index + match[0].length);
  }
  const count = parts.reduce((product, members) => product * members.length, 1);
  if (parts.length === 0 || count > room || count === 0) return null;
  return [...parts, [rest]].reduce<readonly string[]>((heads, tails) => heads.flatMap((head) => tails.map((tail) => head + tail)), ['']);
}

/** Empty: more than are ever made. */
function membersOf([, from, to, lowFrom, lowTo, upFrom, upTo]: RegExpExecArray): readonly string[] {
  if (from !== undefined && to !== undefined) {
    return steps(Number(from), Number(to)).map((value) => String(value).padStart(from.length, '0'));
  }
  const [first = '', last = ''] = [lowFrom ?? upFrom, lowTo ?? upTo];
  return steps(first.charCodeAt(0), last.charCodeAt(0)).map((code) => String.fromCharCode(code));
}

function steps(from: number, to: number): readonly number[] {
  const count = Math.abs(to - from) + 1;
  return count > MAX_EXPANDED ? [] : Array.from({ length: count }, (_unused, index) => from + (to < from ? -index : index));
}
