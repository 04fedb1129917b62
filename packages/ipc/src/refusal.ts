/** What every message is answered with: the value, or why there is none. */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export type Refusal =
  | { readonly kind: 'unknown-channel' }
  /** The sender is not the program's own window. */
  | { readonly kind: 'untrusted-sender' }
  /** `detail` names the places that did not fit, never their values. */
  | { readonly kind: 'bad-input'; readonly detail: string }
  /** The handler threw: a bug, reported on the main side. */
  | { readonly kind: 'fault' };
