/** The commands in a Markdown page: from fenced `sh` blocks, and from indented blocks of `sluice` lines. */

export interface DocumentedCommand {
  /** `file:line`, to be found. */
  readonly where: string;
  /** As a reader sees it, on one line. */
  readonly text: string;
  /** As a shell splits it; without what follows a pipe. */
  readonly words: readonly string[];
  /** The words after the pipe, or none. */
  readonly into: readonly string[];
}

interface Line {
  readonly number: number;
  readonly text: string;
}

/** Also within a list. */
const FENCE = /^\s*```(\w*)\s*$/;
const INDENTED = /^ {4}(?=sluice |npx sluice )/;

/** In the order of the page. Throws where a line uses more of a shell than these tests understand. */
export function commandsIn(file: string, markdown: string): readonly DocumentedCommand[] {
  return joined(shellLines(markdown)).flatMap(({ number, text }) =>
    splitCommands(text).map(({ words, into }) => ({ where: `${file}:${number}`, text, words, into })),
  );
}

function shellLines(markdown: string): readonly Line[] {
  const found: Line[] = [];
  let language: string | null = null;
  for (const [index, text] of markdown.split('\n').entries()) {
    const fence = FENCE.exec(text);
    if (fence !== null) language = language === null ? (fence[1] ?? '') : null;
    else if (language === 'sh') found.push({ number: index + 1, text: text.trimStart() });
    else if (language === null && INDENTED.test(text)) found.push({ number: index + 1, text: text.replace(INDENTED, '') });
  }
  return found;
}

/** Lines that end with a backslash go on. */
function joined(lines: readonly Line[]): readonly Line[] {
  const found: Line[] = [];
  let open: Line | null = null;
  for (const line of lines) {
    const begun: Line = open === null ? line : { number: open.number, text: `${open.text} ${line.text.trim()}` };
    open = begun.text.endsWith('\\') ? { ...begun, text: begun.text.slice(0, -1).trimEnd() } : null;
    if (open === null && begun.text.trim() !== '') found.push(begun);
  }
  return found;
}

function splitCommands(line: string): readonly { readonly words: readonly string[]; readonly into: readonly string[] }[] {
  // `file=$(COMMAND)` runs the command inside.
  const assigned = /^\w+=\$\((.*)\)$/.exec(line.trim())?.[1] ?? line;
  return split(shellWords(assigned), '&&').map((words) => {
    const [command = [], into = []] = split(words, '|');
    return { words: command.map(({ text }) => text), into: into.map(({ text }) => text) };
  });
}

interface Word {
  readonly text: string;
  readonly quoted: boolean;
}

function split(words: readonly Word[], operator: string): readonly (readonly Word[])[] {
  const parts: Word[][] = [[]];
  for (const word of words) {
    if (!word.quoted && word.text === operator) parts.push([]);
    else parts.at(-1)?.push(word);
  }
  return parts.filter((part) => part.length > 0);
}

const TOKEN = /\s+|#.*$|'([^']*)'|"([^"$`\\]*)"|(&&|\|)(?=\s)|([^\s'"`$;<>*?|&\\()]+)/y;

/** Quotes, comments, `&&` and `|`; a tilde stays as it is. Whatever else a shell would read more into is refused. */
export function shellWords(line: string): readonly Word[] {
  const words: Word[] = [];
  let open = false;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < line.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(line);
    if (match === null) throw new Error(`not understood at “${line.slice(at)}”`);
    const [whole, single, double, operator, plain] = match;
    if (/^\s/.test(whole) || (whole.startsWith('#') && !open)) {
      open = false;
      continue;
    }
    const text = single ?? double ?? operator ?? plain ?? whole;
    const last = words.at(-1);
    const quoted = single !== undefined || double !== undefined;
    if (open && last !== undefined) words[words.length - 1] = { text: last.text + text, quoted: last.quoted || quoted };
    else words.push({ text, quoted });
    open = operator === undefined;
  }
  return words;
}
