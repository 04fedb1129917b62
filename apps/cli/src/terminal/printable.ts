/** Names, paths and servers' texts may hold terminal commands or turn the direction of writing: none of that reaches the terminal. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** The text with every control and direction character replaced. */
export function printable(text: string): string {
  return text.replace(UNSAFE, '\ufffd');
}
