// Expected trouble of the set-up and run scripts: told to a person as sentences, without a stack.

/** Trouble that the person at the keyboard can do something about. Its message says what happened, what was kept, and what to do. */
export class SetupError extends Error {
  /** @param {string} message whole sentences with advice */
  constructor(message) {
    super(message);
    this.name = 'SetupError';
  }
}

/**
 * The last lines of a program's output, for use inside a message.
 * @param {string} output
 * @param {number} [lineCount]
 */
export function lastLines(output, lineCount = 8) {
  return output.trim().split('\n').slice(-lineCount).join('\n');
}
