/** Serves the built page over a scheme of its own, so that it has a real origin and no access to `file:`. */
import { protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { APP_SCHEME, assetPath } from './app-url.ts';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Makes the scheme standard and secure, and lets compiled scripts be kept for the next start. Only works before the app is ready. */
export function registerAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges }]);
}

/** Answers the page's requests with the files in `folder`, and with no other. */
export function serveApp(folder: string): void {
  protocol.handle(APP_SCHEME, async (request) => {
    const path = assetPath(folder, request.url);
    const mediaType = path === null ? undefined : MEDIA_TYPES[extname(path)];
    if (path === null || mediaType === undefined || request.method !== 'GET') return absent();
    const bytes = await readFile(path).catch(() => null);
    return bytes === null ? absent() : new Response(bytes, { headers: headers(mediaType) });
  });
}

function absent(): Response {
  return new Response(null, { status: 404, headers: headers('text/plain') });
}

function headers(mediaType: string): Record<string, string> {
  return {
    'content-type': mediaType,
    'content-security-policy': contentSecurityPolicy('header'),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
  };
}
