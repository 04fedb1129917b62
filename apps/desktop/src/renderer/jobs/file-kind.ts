/** The few letters on a row's badge: the file's own extension, where it has one that fits. */
const SECOND = /^(?:gz|xz|bz2|zst|br|lz|z)$/i;

export function badgeOf(name: string): string {
  const segments = name.split('.').slice(1);
  const last = segments.at(-1) ?? '';
  const inner = segments.at(-2) ?? '';
  const extension = SECOND.test(last) && /^[a-z]{2,4}$/i.test(inner) ? inner : last;
  return /^[a-z0-9]{1,4}$/i.test(extension) ? extension.toUpperCase() : '';
}
