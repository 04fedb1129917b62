/** What is known of where a file comes from, fit to be shown: addresses without secrets, headers by their names alone. */
import type { Job } from '@sluice/model';
import { digestName, formatBytes, windowWords, type Language } from '@sluice/words';
import type { DetailFact } from './detail-facts.ts';

export function sourceFacts({ source, remote, options }: Job, headers: readonly string[], language: Language): readonly DetailFact[] {
  const words = windowWords(language).detailTabs;
  const facts: DetailFact[] = [];
  const say = (key: string, name: string, text: string | null): void => {
    if (text !== null) facts.push({ key, name, text });
  };
  say('link', words.address, source.url);
  say('server', words.server, source.host);
  if (remote !== null) {
    say('size', words.size, remote.sizeBytes === null ? words.sizeUnknown : formatBytes(remote.sizeBytes, language));
    say('type', words.type, remote.mediaType);
    say('etag', words.etag, remote.etag);
    say('modified', words.lastModified, remote.lastModified);
    say('coding', words.coding, remote.contentCoding === null ? null : words.codingText(remote.contentCoding));
  }
  const digest = options.digest ?? remote?.digest ?? null;
  say('checksum', words.checksum, digest === null ? null : `${digestName(digest.algorithm)} ${digest.hex}`);
  say('headers', words.headers, headers.length === 0 ? null : words.headersText(headers.join(', ')));
  say('connections', words.connectionsFact, options.connections === null ? words.automatic : String(options.connections));
  return facts;
}
