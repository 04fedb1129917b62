/** Entity tags, read strictly: a tag that does not follow RFC 9110 §8.8.3 proves nothing. */
export interface EntityTag {
  readonly weak: boolean;
  /** The quoted part, quotes included. */
  readonly opaque: string;
}

const MAX_LENGTH = 1024;
/** etagc = %x21 / %x23-7E / obs-text; the weakness mark is case-sensitive. */
const SHAPE = /^(W\/)?("[\u0021\u0023-\u007e\u0080-\u00ff]*")$/;

/** The tag, or null when the text is none. */
export function parseEtag(text: string): EntityTag | null {
  const match = text.length <= MAX_LENGTH ? SHAPE.exec(text) : null;
  return match?.[2] === undefined ? null : { weak: match[1] !== undefined, opaque: match[2] };
}

/** Weak comparison, RFC 9110 §8.8.3.2: whether two ETag values don't contradict each other. Malformed ones are compared as text. */
export function sameTagWeakly(a: string, b: string): boolean {
  return (parseEtag(a)?.opaque ?? a) === (parseEtag(b)?.opaque ?? b);
}
