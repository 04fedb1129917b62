/**
 * `npm run soak:parsers [-- --seconds N]`: hostile heads, names, addresses, dates and rows without end. Nothing may throw or hang, no name
 * may leave its folder, and the memory in use must not grow.
 */
import { basename, win32 } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { parseAddress, addressesIn } from '../packages/engine/src/source/address.ts';
import { checkPartResponse } from '../packages/engine/src/source/check-response.ts';
import { digestInList } from '../packages/engine/src/source/checksum-list.ts';
import { expiryOf } from '../packages/engine/src/source/expiry.ts';
import { sanitizeName, suggestName } from '../packages/engine/src/source/file-name.ts';
import { publishedDigest } from '../packages/engine/src/source/published-digest.ts';
import { readProbe } from '../packages/engine/src/source/read-probe.ts';
import { redactText, redactUrl } from '../packages/engine/src/source/redact-url.ts';
import { nextHop } from '../packages/engine/src/source/redirect.ts';
import { retryAfterMs } from '../packages/engine/src/source/retry-after.ts';
import { parseBlocks, parseJob, parseParts, parseSecrets } from '../packages/store/src/parse-row.ts';
import { numberArgument } from './arguments.ts';

const ROUND = 500;
const ALLOWED_GROWTH_BYTES = 8 * 1024 * 1024;
/** One value may take so long at the most; a parser that is not linear takes minutes. */
const LONGEST_MS = 2_000;

const NAMES = [
  'content-range',
  'content-disposition',
  'content-length',
  'etag',
  'last-modified',
  'date',
  'retry-after',
  'location',
  'digest',
  'repr-digest',
  'content-md5',
  'content-type',
  'content-encoding',
  'set-cookie',
];
const LIKELY = [
  'bytes 0-9/10',
  'bytes */*',
  "attachment; filename*=UTF-8''%2e%2e%2f",
  'W/"a"',
  '"a"',
  'Wed, 01 Jan 2025 00:00:00 GMT',
  '120',
  '-1',
  '18446744073709551616',
  'sha-256=:AAAA:',
  'gzip',
  'text/html',
  '../../etc/passwd',
  'http://[::1]:99999/',
  '//host/%00',
];

const text = fc.oneof(
  fc.constantFrom(...LIKELY),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ maxLength: 4_000 }),
  fc.tuple(fc.constantFrom(...LIKELY), fc.string()).map((pair) => pair.join('')),
);
const head = fc.record({
  status: fc.oneof(fc.constantFrom(200, 206, 301, 404, 416, 503), fc.nat(999)),
  headers: fc.array(fc.tuple(fc.constantFrom(...NAMES), text), { maxLength: 20 }),
});

/** Tries everything on one head, one text and one row. */
function tryOne(response: { readonly status: number; readonly headers: (readonly [string, string])[] }, words: string, row: unknown): void {
  const file = { validator: null, etag: words, lastModified: words, mediaType: null, contentCoding: null };
  readProbe(response, { url: 'https://example.org/a', finalUrl: 'https://example.org/b.zip', nowMs: 0 });
  checkPartResponse({ ...file, range: { start: 5, end: 10 }, sizeBytes: 10, resumed: true }, response, 0);
  publishedDigest(response);
  retryAfterMs(words, 0);
  nextHop({ from: 'https://example.org/a', status: response.status, location: words, hops: 1, allowInsecure: false });
  parseAddress(words);
  addressesIn(words);
  redactUrl(words);
  redactText(words);
  expiryOf(`https://example.org/?${words}`);
  digestInList(words, 'a', { algorithm: 'sha256', ofOneFile: false });
  stayInFolder(sanitizeName(words));
  stayInFolder(suggestName({ contentDisposition: words, url: 'https://example.org/', mediaType: words }));
  parseJob(row);
  parseParts([row]);
  parseBlocks([row]);
  parseSecrets(words);
}

function stayInFolder(name: string): void {
  const isOwn = name !== '' && name !== '.' && name !== '..' && basename(name) === name && win32.basename(name) === name;
  if (!isOwn || Buffer.byteLength(name) > 255) throw new Error(`a name that leaves its folder: ${JSON.stringify(name)}`);
}

function settledHeapBytes(collect: () => void): number {
  collect();
  return process.memoryUsage().heapUsed;
}

setFlagsFromString('--expose-gc');
// eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- V8 gives its collector no type
const collect: () => void = runInNewContext('gc');
const seconds = numberArgument('seconds', 60);
const seed = numberArgument('seed', Date.now() % 1_000_000);
console.log(`soak:parsers: ${seconds} s, seed ${seed}`);
const end = performance.now() + seconds * 1000;
let values = 0;
let slowestMs = 0;
let firstBytes = 0;
for (let round = 0; performance.now() < end; round += 1) {
  for (const [response, words, row] of fc.sample(fc.tuple(head, text, fc.anything()), { numRuns: ROUND, seed: seed + round })) {
    const before = performance.now();
    tryOne(response, words, row);
    slowestMs = Math.max(slowestMs, performance.now() - before);
    values += 1;
  }
  if (round === 10) firstBytes = settledHeapBytes(collect);
}
const growthBytes = settledHeapBytes(collect) - firstBytes;
console.table([{ values, 'slowest ms': Math.round(slowestMs), 'heap growth KiB': Math.round(growthBytes / 1024) }]);
if (slowestMs > LONGEST_MS || growthBytes > ALLOWED_GROWTH_BYTES) {
  console.error('A parser is slow, or keeps memory.');
  process.exit(1);
}
