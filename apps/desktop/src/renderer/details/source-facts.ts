/** What is known of where a file comes from, fit to be shown: addresses without secrets, headers by their names alone. */
import type { Job, Mirror } from '@sluice/model';
import { describeCause, digestName, formatBytes, windowWords, type Language } from '@sluice/words';
import type { DetailFact } from './detail-facts.ts';

export function sourceFacts(
  { source, remote, options, state }: Job,
  headers: readonly string[],
  language: Language,
): readonly DetailFact[] {
  const words = windowWords(language).detailTabs;
  const facts: DetailFact[] = [];
  const say = (key: string, name: string, text: string | null): void => {
    if (text !== null) facts.push({ key, name, text });
  };
  say('link', words.address, source.url);
  say('server', words.server, source.host);
  for (const [index, mirror] of (source.mirrors ?? []).entries()) {
    const serves = source.using === index + 1 ? 'alone' : source.joined?.includes(index + 1) === true ? 'beside' : null;
    say(`mirror-${index}`, words.mirror, mirrorText(mirror, serves, language));
  }
  if (remote !== null) {
    say('size', words.size, remote.sizeBytes === null ? words.sizeUnknown : formatBytes(remote.sizeBytes, language));
    say('type', words.type, remote.mediaType);
    say('etag', words.etag, remote.etag);
    say('modified', words.lastModified, remote.lastModified);
    say('coding', words.coding, remote.contentCoding === null ? null : words.codingText(remote.contentCoding));
  }
  const object = remote?.object;
  if (object !== undefined) {
    say('storage-class', words.storageClass, object.storageClass);
    say('version', words.versionId, object.versionId ?? options.object?.versionId ?? null);
    say('request', words.requestId, object.requestId);
    for (const [name, value] of object.userMetadata) say(`meta-${name}`, name, value);
  }
  if (state.kind === 'failed' && state.failure.kind === 'object-store')
    say('explained', words.explainedAt, state.failure.recommendDoc ?? null);
  const digest = options.digest ?? remote?.digest ?? null;
  say('checksum', words.checksum, digest === null ? null : `${digestName(digest.algorithm)} ${digest.hex}`);
  say('headers', words.headers, headers.length === 0 ? null : words.headersText(headers.join(', ')));
  say('connections', words.connectionsFact, options.connections === null ? words.automatic : String(options.connections));
  return facts;
}

/** `serves`: whether it is the address in use, or one that serves beside it. */
function mirrorText({ host, trouble }: Mirror, serves: 'alone' | 'beside' | null, language: Language): string {
  const words = windowWords(language).detailTabs;
  if (serves === 'alone') return words.mirrorInUse(host);
  if (trouble !== undefined) return words.mirrorTrouble(host, describeCause(trouble, language));
  return serves === 'beside' ? words.mirrorBeside(host) : words.mirrorSpare(host);
}
