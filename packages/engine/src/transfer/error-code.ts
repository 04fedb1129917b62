/** Stable codes of the errors that Node.js and undici throw; their texts are never looked at, and never shown. */

/** The code of an error, or of the first of several that happy eyeballs collected; null: it has none. */
export function codeOf(error: unknown): string | null {
  if (error instanceof AggregateError) return error.errors.map(codeOf).find((code) => code !== null) ?? null;
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  // undici forgets the code of most of its parser's errors.
  if (error.name === 'HTTPParserError') return 'HPE_UNKNOWN';
  return codeOf(error.cause);
}

/** Whether the code says that TLS could not be agreed on, or that a certificate is not to be trusted. */
export function isTlsCode(code: string): boolean {
  return /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)/.test(code);
}
