/** Names for a second file of the same name: `report (1).pdf`, `backup (1).tar.gz`. */

/** Most file systems take 255 bytes; the part file's suffix must fit too. */
const MAX_NAME_BYTES = 255 - '.part'.length;

/** `name` with ` (number)` before its extension; the stem gives way when the result would be too long for a file system. */
export function numberedName(name: string, number: number): string {
  const { stem, extension } = splitExtension(name);
  const suffix = ` (${number})${extension}`;
  return shorten(stem, MAX_NAME_BYTES - Buffer.byteLength(suffix)) + suffix;
}

/** Whether `candidate` is what `numberedName` makes of `name` for some number. */
export function isNumbered(name: string, candidate: string): boolean {
  return [...candidate.matchAll(/ \((\d{1,4})\)/g)].some(([, digits]) => numberedName(name, Number(digits)) === candidate);
}

/** A leading dot begins a hidden name and no extension; `.tar.gz` and its kin are one extension. */
function splitExtension(name: string): { readonly stem: string; readonly extension: string } {
  const extension = /(?<=.)(?:\.tar)?\.[^.\s]{1,20}$/i.exec(name)?.[0] ?? '';
  return { stem: name.slice(0, name.length - extension.length), extension };
}

function shorten(text: string, maxBytes: number): string {
  const characters = [...text];
  let bytes = Buffer.byteLength(text);
  while (bytes > maxBytes && characters.length > 1) bytes -= Buffer.byteLength(characters.pop() ?? '');
  return characters.join('');
}
