/** How many columns a text takes on a terminal, and how to cut it to fit. East Asian wide characters and emoji take two. */

/** East Asian Width W and F (UAX #11), by blocks; what terminals agree on. */
const WIDE: readonly (readonly [first: number, last: number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x20000, 0x3fffd],
];

const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
const EMOJI = /^\p{Emoji_Presentation}$/u;

/** Columns of a text without control characters. */
export function displayWidth(text: string): number {
  let columns = 0;
  for (const character of text) columns += widthOf(character);
  return columns;
}

/** The text in at most `columns`, cut in the middle, so that a name keeps its ending: `ubuntu-24…amd64.iso`. */
export function fitMiddle(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  if (columns < 1) return '';
  const characters = Array.from(text);
  const tailColumns = Math.floor((columns - 1) / 2);
  const tail = takeColumns(characters.toReversed(), tailColumns).toReversed();
  const head = takeColumns(characters, columns - 1 - displayWidth(tail.join('')));
  return `${head.join('')}…${tail.join('')}`;
}

/** The text in at most `columns`, cut at the end. */
export function fitEnd(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  return columns < 1 ? '' : `${takeColumns(Array.from(text), columns - 1).join('')}…`;
}

/** The text followed by as many spaces as fill the columns. */
export function padTo(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - displayWidth(text)));
}

function takeColumns(characters: readonly string[], columns: number): string[] {
  let used = 0;
  const count = characters.findIndex((character) => (used += widthOf(character)) > columns);
  return characters.slice(0, count < 0 ? undefined : count);
}

function widthOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (NO_WIDTH.test(character)) return 0;
  return EMOJI.test(character) || WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}
