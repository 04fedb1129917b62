/** Colour, where it says something and the terminal wants it. */
type Colour = 'good' | 'bad' | 'attention' | 'faint';

export type Paint = (colour: Colour, text: string) => string;

const CODES: Readonly<Record<Colour, readonly [on: number, off: number]>> = {
  good: [32, 39],
  bad: [31, 39],
  attention: [33, 39],
  faint: [2, 22],
};

export const plain: Paint = (_colour, text) => text;

const coloured: Paint = (colour, text) => `\u001b[${CODES[colour][0]}m${text}\u001b[${CODES[colour][1]}m`;

/** Colour only on a terminal that can show it, and never when NO_COLOR is set to anything (no-color.org). */
export function choosePaint(isTerminal: boolean, env: Readonly<Record<string, string | undefined>>): Paint {
  return isTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb' ? coloured : plain;
}
