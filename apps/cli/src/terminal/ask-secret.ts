/** A secret that is typed, or comes through a pipe: it shows neither on the screen nor in the list of processes. */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** One line of the standard input; empty when there is none. On a terminal the prompt is shown, and nothing of what is typed. */
export function askSecret(prompt: string): Promise<string> {
  const { stdin, stderr } = process;
  const isTerminal = stdin.isTTY;
  if (isTerminal) stderr.write(prompt);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: nowhere, terminal: isTerminal });
  return new Promise((resolve) => {
    let line = '';
    lines.once('line', (text) => {
      line = text.trim();
      lines.close();
    });
    lines.once('close', () => {
      if (isTerminal) stderr.write('\n');
      stdin.unref();
      resolve(line);
    });
  });
}
