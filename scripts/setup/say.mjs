// Progress goes to stderr, so that stdout stays free for what a script was asked to print.

/**
 * Tells the person what is going on, one line at a time.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`);
}
