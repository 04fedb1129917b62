/** What the window's page may load and do: its own files, and nothing of the network. */
const DIRECTIVES: readonly string[] = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
];

/** Directives that a browser takes from the header alone. */
const HEADER_ONLY: readonly string[] = ["frame-ancestors 'none'"];

export function contentSecurityPolicy(place: 'header' | 'meta'): string {
  return [...DIRECTIVES, ...(place === 'header' ? HEADER_ONLY : [])].join('; ');
}
