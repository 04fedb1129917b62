/** Serves the built page over a scheme of its own, so that it has a real origin and no access to `file:`. */
import { protocol, type ProtocolResponse } from 'electron';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { APP_SCHEME, assetPath } from './app-url.ts';
import { background } from './fault-log.ts';

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

interface ServedApp {
  /** Resolves when a page has its scripts and nothing else is asked for: its process is busy with itself then. */
  readonly hasScripts: Promise<void>;
}

const ABSENT: ProtocolResponse = { statusCode: 404, data: Buffer.alloc(0), headers: headers('text/plain') };
/** A page asks for all of its files in one go; what comes later than this is another go. */
const GO_MS = 5;

/** Answers the page's requests with the files in `folder`, and with no other. */
export function serveApp(folder: string): ServedApp {
  let [pending, scripts] = [0, 0];
  let told: () => void = () => undefined;
  const hasScripts = new Promise<void>((resolve) => (told = resolve));
  const served = (): void => {
    pending -= 1;
    if (scripts > 0) setTimeout(() => pending === 0 && told(), GO_MS);
  };
  // What took its place, `protocol.handle`, makes the first page wait until Node.js has loaded all of its fetch (decision 0040).
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- as above
  protocol.registerBufferProtocol(APP_SCHEME, ({ url, method }, answer) => {
    pending += 1;
    const path = method === 'GET' ? assetPath(folder, url) : null;
    const mediaType = path === null ? undefined : MEDIA_TYPES[extname(path)];
    if (mediaType === MEDIA_TYPES['.js']) scripts += 1;
    const reply = path === null || mediaType === undefined ? Promise.resolve(ABSENT) : file(path, mediaType);
    background('a file of the page', reply.then(answer).finally(served));
  });
  return { hasScripts };
}

async function file(path: string, mediaType: string): Promise<ProtocolResponse> {
  const data = await readFile(path).catch(() => null);
  return data === null ? ABSENT : { data, headers: headers(mediaType) };
}

function headers(mediaType: string): Record<string, string> {
  return {
    'content-type': mediaType,
    'content-security-policy': contentSecurityPolicy('header'),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
  };
}
