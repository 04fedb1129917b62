/** The files that options name with an `@`. */
import { readFileSync } from 'node:fs';

const MAX_LENGTH = 1024 * 1024;

/** Null when it can't be read, or is no text of a sensible length. */
export function readText(path: string): string | null {
  try {
    const text = readFileSync(path, 'utf8');
    return text.length <= MAX_LENGTH ? text : null;
  } catch {
    return null;
  }
}
