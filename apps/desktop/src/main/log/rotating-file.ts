/**
 * A text file that never grows beyond its bounds: when it is full it becomes NAME.1, that becomes NAME.2, and the oldest goes. Sixty lines
 * of our own, because a library for it would be larger than the log, and would write on its own time when the program is dying.
 */
import { appendFileSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

export interface FileBounds {
  /** With the present one. */
  readonly files: number;
  readonly fileBytes: number;
}

export class RotatingFile {
  readonly #path: string;
  readonly #bounds: FileBounds;
  #sizeBytes = 0;
  #opened = false;

  constructor(path: string, bounds: FileBounds) {
    this.#path = path;
    this.#bounds = bounds;
  }

  /** Makes the folder and the file, for the user alone; not before there is something to write. */
  #open(): void {
    mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
    closeSync(openSync(this.#path, 'a', 0o600));
    this.#sizeBytes = statSync(this.#path).size;
    this.#opened = true;
  }

  /** Appends whole lines; they are with the system when it returns. Throws when the disk refuses. */
  append(text: string): void {
    if (!this.#opened) this.#open();
    const bytes = Buffer.byteLength(text);
    if (this.#sizeBytes > 0 && this.#sizeBytes + bytes > this.#bounds.fileBytes) this.#rotate();
    appendFileSync(this.#path, text, { mode: 0o600 });
    this.#sizeBytes += bytes;
  }

  /** The newest lines, oldest first. What can't be read is left out. */
  lastLines(most: number): readonly string[] {
    let lines: readonly string[] = [];
    for (let age = 0; age < this.#bounds.files && lines.length < most; age += 1) lines = [...readLines(this.#aged(age)), ...lines];
    return lines.slice(-most);
  }

  #rotate(): void {
    rmSync(this.#aged(this.#bounds.files - 1), { force: true });
    for (let age = this.#bounds.files - 2; age >= 0; age -= 1) {
      if (existsSync(this.#aged(age))) renameSync(this.#aged(age), this.#aged(age + 1));
    }
    this.#sizeBytes = 0;
  }

  #aged(age: number): string {
    return age === 0 ? this.#path : `${this.#path}.${age}`;
  }
}

function readLines(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch {
    return [];
  }
}
