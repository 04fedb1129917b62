/** The process as the commands see it: everything they need of it is an argument. */
import { homedir } from 'node:os';
import { choosePaint, type Paint } from './terminal/paint.ts';
import { languageOf } from './text/language.ts';
import type { Sentences } from './text/catalogue.ts';
import { SENTENCES } from './text/sentences.ts';
import type { Language } from '@sluice/words';
import type { Surroundings } from './state-folder.ts';

export interface Console {
  readonly surroundings: Surroundings;
  readonly language: Language;
  readonly sentences: Sentences;
  readonly stdout: Stream;
  readonly stderr: Stream;
  /** Whether somebody sits before it, who sees what is written and could make room on a disk. */
  readonly attended: boolean;
}

interface Stream {
  readonly isTerminal: boolean;
  readonly paint: Paint;
  readonly size: () => { readonly columns: number; readonly rows: number };
  readonly write: (text: string) => void;
  readonly line: (text: string) => void;
  /** Resolves when the reader has kept up, or is gone: for output without a bound. */
  readonly drained: (text: string) => Promise<void>;
}

export function processConsole(): Console {
  const { env, platform, stdin, stdout, stderr } = process;
  const language = languageOf(env);
  return {
    surroundings: { platform, env, homeFolder: homedir(), currentFolder: process.cwd() },
    language,
    sentences: SENTENCES[language],
    stdout: streamOf(stdout, env),
    stderr: streamOf(stderr, env),
    attended: stdin.isTTY && stderr.isTTY,
  };
}

function streamOf(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Stream {
  const isTerminal = stream.isTTY;
  const write = (text: string): void => void stream.write(text);
  return {
    isTerminal: isTerminal && env['TERM'] !== 'dumb',
    paint: choosePaint(isTerminal, env),
    size: () => ({ columns: stream.columns || 80, rows: stream.rows || 24 }),
    write,
    line: (text) => write(`${text}\n`),
    drained: (text) => new Promise((resolve) => void stream.write(text, () => resolve())),
  };
}
