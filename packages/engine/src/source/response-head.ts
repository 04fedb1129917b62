/** A response head as received: hostile until it is parsed (law 8). */
export interface ResponseHead {
  readonly status: number;
  /** In order of arrival, names in lower case. Repeated names are repeated entries. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** All values sent under a lower-case name, in order. */
export function headerValues(head: ResponseHead, name: string): readonly string[] {
  return head.headers.filter(([candidate]) => candidate === name).map(([, value]) => value);
}

/** The value of a header that must come at most once; null when it is absent, or repeated with different values. */
export function headerValue(head: ResponseHead, name: string): string | null {
  const [first, ...rest] = headerValues(head, name);
  return first !== undefined && rest.every((value) => value === first) ? first : null;
}
