/** Who may ask at all, before a token is looked at: pages of strangers reach the loopback interface too. */

export interface Knock {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
}

/** A name that only this machine answers to; anything else in `Host` is a page whose name was bent to 127.0.0.1 (DNS rebinding). */
const LOOPBACK = /^(?:127\.0\.0\.1|\[::1\]|localhost)(?::\d{1,5})?$/i;
/** Extensions that the user installed. Pages have to be allowed one by one. */
const EXTENSION = /^(?:chrome|moz|safari-web)-extension:\/\/[a-z0-9-]+$/i;

/** Programs send no Origin; a browser always does when a page asks. */
export function isAdmitted({ host, origin }: Knock, allowedOrigins: readonly string[]): boolean {
  if (host === undefined || !LOOPBACK.test(host)) return false;
  return origin === undefined || EXTENSION.test(origin) || allowedOrigins.includes(origin);
}
