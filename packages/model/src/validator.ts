/** What proves that two responses carry the same bytes (RFC 9110 §8.8). Weak validators prove nothing, so they are none. */
export type Validator =
  | { readonly kind: 'strong-etag'; /** As sent, quotes included. */ readonly etag: string }
  | { readonly kind: 'strong-date'; /** The HTTP-date as sent. */ readonly lastModified: string };

/** Whether both validators are present and say the same. */
export function sameValidator(a: Validator | null, b: Validator | null): boolean {
  if (a === null || b === null || a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'strong-etag':
      return b.kind === 'strong-etag' && a.etag === b.etag;
    case 'strong-date':
      return b.kind === 'strong-date' && a.lastModified === b.lastModified;
  }
}
