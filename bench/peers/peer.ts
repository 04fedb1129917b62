/** A command-line download program, as the benches start it. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** One download that a program is asked for. */
export interface Errand {
  readonly url: string;
  /** Where the file should arrive; the program runs in it. */
  readonly folder: string;
  /** A folder for what the program wants to remember, outside of `folder`. */
  readonly home: string;
  /** The SHA-256 that the user knows, for programs that can be told. */
  readonly sha256: string | null;
}

export interface CommandLine {
  readonly file: string;
  readonly args: readonly string[];
}

export interface Peer {
  readonly name: string;
  /** What an unfinished file is called beyond its name; null where it has its final name from the start, so that the name claims nothing. */
  readonly unfinishedEnding: string | null;
  /** Endings of the program's own notes, which hold nothing of the file. */
  readonly noteEndings: readonly string[];
  /** What ends it in an orderly way: Ctrl-C, except where that does not end it while it waits for bytes. */
  readonly stopSignal: 'SIGINT' | 'SIGTERM';
  readonly takesChecksum: boolean;
  /** The options, as the report shows them. */
  readonly shownAs: string;
  /** Why these options, in a sentence. */
  readonly reason: string;
  version(): Promise<string>;
  commandLine(errand: Errand): CommandLine;
}

/** Name and version, from the first line that the program prints for `--version`. */
export async function firstLineOfVersion(file: string, args: readonly string[] = ['--version']): Promise<string> {
  const { stdout } = await promisify(execFile)(file, [...args]);
  return /^.*?(?= \(| - |\n|$)/.exec(stdout)?.[0] ?? '';
}
