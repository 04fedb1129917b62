/** Where the bytes live until the file is whole: beside the target, so that the commit is a rename on one volume. */
export function partPathOf(targetPath: string): string {
  return `${targetPath}.part`;
}
