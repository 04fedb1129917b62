/** Gets the text out of what was dropped: links, text, and files that hold text. */
export const MAX_FILE_BYTES = 1024 * 1024;

export interface ReadDrop {
  readonly text: string;
  /** Names of files too large to look into. */
  readonly tooLarge: readonly string[];
  readonly unreadable: readonly string[];
}

/** What a drop must have for the window to become its target. */
export function canTake(types: readonly string[]): boolean {
  return types.includes('Files') || types.includes('text/uri-list') || types.includes('text/plain');
}

/** Must be called while the drop event is handled: its data is gone afterwards. */
export function readDrop(data: DataTransfer): Promise<ReadDrop> {
  const files = [...data.files];
  // Chromium keeps only the first address of a list: the plain text has them all.
  const texts = [withoutComments(data.getData('text/uri-list')), data.getData('text/plain')].filter((text) => text.trim() !== '');
  return readAll(files.length > 0 ? [] : [...new Set(texts)], files);
}

async function readAll(texts: readonly string[], files: readonly File[]): Promise<ReadDrop> {
  const small = files.filter((file) => file.size <= MAX_FILE_BYTES);
  const read = await Promise.all(small.map((file) => textOf(file)));
  return {
    text: [...texts, ...read.filter((text) => text !== null)].join('\n'),
    tooLarge: files.filter((file) => file.size > MAX_FILE_BYTES).map(({ name }) => name),
    unreadable: small.filter((_file, index) => read[index] === null).map(({ name }) => name),
  };
}

async function textOf(file: File): Promise<string | null> {
  try {
    const text = await file.text();
    return text.includes('\0') ? '' : text;
  } catch {
    return null;
  }
}

function withoutComments(list: string): string {
  return list
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('#'))
    .join('\n');
}
