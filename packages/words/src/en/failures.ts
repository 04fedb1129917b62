/** What went wrong, in English. A number in brackets is the server's or the system's own code, for those who search for it. */
import type { DiskOperation, JobOptionName, ProtocolFault, ProxyTrouble } from '@sluice/model';
import type { FailureWords, Told } from '../failure-words.ts';
import { ADOPT_EN } from './adopt.ts';
import { formatBytes } from '../format-bytes.ts';
import { formatDuration } from '../format-time.ts';
import { objectFailuresEn } from './object-failures.ts';

const size = (bytes: number): string => formatBytes(bytes, 'en');

export const failuresEn: FailureWords = {
  ...objectFailuresEn,
  dns: ({ host }) => ({
    what: `The server “${host}” was not found.`,
    advice: 'Check the spelling of the link and your network connection.',
  }),
  connect: ({ host, port, cause }) =>
    ({
      refused: { what: `${host} refused the connection on port ${port}.`, advice: 'The server may be down; try again later.' },
      timeout: { what: `${host} did not answer on port ${port}.`, advice: 'The server may be busy or blocked; try again later.' },
      unreachable: { what: `${host} can’t be reached from this network.`, advice: 'Check your network connection or VPN.' },
    })[cause],
  tls: ({ host, code }) => ({
    what: tlsSentence(host, code),
    advice: 'Nothing was taken from it. Check the address and the clock of this computer.',
  }),
  reset: ({ host }) => ({ what: `${host} broke off the connection.`, advice: 'Try again to go on from where it stopped.' }),
  timeout: ({ waitedFor, afterMs }) => ({
    what:
      waitedFor === 'head'
        ? `The server did not answer within ${formatDuration(afterMs / 1000, 'en')}.`
        : `The server sent nothing for ${formatDuration(afterMs / 1000, 'en')}.`,
    advice: 'Try again to go on from where it stopped.',
  }),
  proxy: ({ host, port, cause }) => PROXY[cause](`${host}:${port}`),
  truncated: ({ expectedBytes, receivedBytes }) => ({
    what:
      expectedBytes === null
        ? `The server ended the file early, after ${size(receivedBytes)}.`
        : `The server ended the file early: ${size(receivedBytes)} of ${size(expectedBytes)} arrived.`,
    advice: 'Try again to fetch the rest.',
  }),
  'http-status': ({ status, retryAfterMs }, hasData) => statusSentence(status, retryAfterMs, hasData),
  protocol: ({ fault }) => ({ what: PROTOCOL[fault], advice: 'Nothing of that answer was written. Try again, or with one connection.' }),
  redirect: ({ fault }) => ({ what: REDIRECT[fault], advice: 'Use the address that a browser ends up at.' }),
  'too-large': ({ size: claimed }) => ({
    what: `The server says that the file has ${claimed} bytes, more than can be handled.`,
    advice: 'Check the link.',
  }),
  'not-the-file': ({ mediaType }) => ({
    what: `The server sent a page (${mediaType}) instead of the file.`,
    advice: 'Sign in where the link comes from, then get a fresh link.',
  }),
  'remote-changed': ({ what }) => ({
    what: what === 'size' ? 'The file on the server now has another size.' : 'The file on the server has changed.',
    advice: 'Old and new bytes are never mixed; retry to fetch the new file from the beginning.',
  }),
  'stream-cut': ({ receivedBytes, tries }) => ({
    what: `The server broke the download off ${tries} times, at the latest after ${formatBytes(receivedBytes, 'en')}, and it can’t be continued there.`,
    advice: 'Try again later, or use another link to this file.',
  }),
  'ranges-lost': () => ({
    what: 'The server no longer sends parts of the file.',
    advice: 'Try again later to go on from where it stopped.',
  }),
  'other-file': ({ what }) => ({
    what: what === 'size' ? 'That link leads to a file of another size.' : 'That link leads to another file of the same size.',
    advice: 'Get a fresh link to the same file, or add it as a new download.',
  }),
  'no-such-job': () => ({ what: 'There is no such unfinished download.', advice: 'It may have been finished or removed meanwhile.' }),
  'not-adopted': ({ cause, path }) => ADOPT_EN[cause](path),
  'invalid-url': ({ text }) => ({ what: `“${text}” is not a link.`, advice: 'A link begins with http:// or https://.' }),
  'unsupported-scheme': ({ scheme }) => ({
    what: `Links that begin with “${scheme.replace(/:$/, '')}:” can’t be downloaded.`,
    advice: 'Use one that begins with http:// or https://.',
  }),
  'invalid-option': ({ option, value }) => ({ what: `“${value}” is not a valid ${OPTION[option].name}.`, advice: OPTION[option].advice }),
  'name-illegal': ({ name }) => ({ what: `A file can’t be named “${name}” here.`, advice: 'Choose another name.' }),
  'folder-missing': ({ path }) => ({ what: `The folder “${path}” does not exist.`, advice: 'Create it or choose another folder.' }),
  'folder-not-a-folder': ({ path }) => ({ what: `“${path}” is a file, not a folder.`, advice: 'Choose another folder.' }),
  'folder-read-only': ({ path }) => ({
    what: `Nothing can be written to “${path}”.`,
    advice: 'Allow writing there or choose another folder.',
  }),
  'disk-space': ({ path, neededBytes, availableBytes }) => ({
    what: `The disk of “${path}” is too full: ${size(neededBytes)} needed, ${size(availableBytes)} free.`,
    advice: `Free at least ${size(Math.max(0, neededBytes - availableBytes))}, then try again.`,
  }),
  disk: ({ operation, path, code }) => ({
    what: `“${path}” could not be ${OPERATION[operation]}: ${errno(code)}.`,
    advice: 'Check the disk, then try again.',
  }),
  'target-exists': ({ path }) => ({ what: `“${path}” exists already and was left as it is.`, advice: 'Choose another name or folder.' }),
  'target-in-use': ({ path }) => ({
    what: `Another download already writes to “${path}”.`,
    advice: 'Wait for it, remove it, or choose another name.',
  }),
  'part-file-foreign': ({ path }) => ({
    what: `“${path}” is in the way: it does not belong to this download.`,
    advice: 'It was left as it is. Move it away, then try again.',
  }),
  'checksum-mismatch': ({ algorithm, expected, actual }) => ({
    what: `The checksum is wrong: ${algorithmName(algorithm)} should be ${short(expected)} but is ${short(actual)}.`,
    advice: 'The file was not accepted. Check the expected checksum, then retry.',
  }),
  fault: ({ detail }) => ({
    what: `Sluice met a fault of its own and stopped this download: ${firstLine(detail)}.`,
    advice: 'Try again; please report it when it returns.',
  }),
  'row-unreadable': ({ detail }) => ({
    what: `The record of this download can’t be read: ${withoutStop(detail)}.`,
    advice: 'It was set aside and not deleted. Add the link again.',
  }),
};

const PROTOCOL: Readonly<Record<ProtocolFault, string>> = {
  status: 'The server answered in a way that does not fit the request.',
  'no-content-range': 'The server did not say which part of the file it sent.',
  'content-range-syntax': 'The server described the part that it sent in a way that can’t be read.',
  'content-range-start': 'The server sent another part of the file than was asked for.',
  'content-range-end': 'The server sent more of the file than was asked for.',
  'content-range-total': 'The server now names another size for the file.',
  'content-length': 'The server announced a length that does not fit the part.',
  'content-coding': 'The server sent a compressed part, which can’t be put together.',
  multipart: 'The server sent several parts in one answer, which can’t be put together.',
  'head-too-large': 'The server’s answer begins with far too much text.',
  malformed: 'The server’s answer is not valid HTTP.',
};

const REDIRECT: Readonly<Record<'too-many' | 'no-location' | 'bad-location' | 'scheme' | 'insecure', string>> = {
  'too-many': 'The link leads from address to address without end.',
  'no-location': 'The server says that the file has moved, but not where to.',
  'bad-location': 'The server sent us on to something that is not an address.',
  scheme: 'The link leads to an address that is neither http nor https.',
  insecure: 'The link leads from a secure address to an insecure one.',
};

const PROXY: Readonly<Record<ProxyTrouble, (proxy: string) => Told>> = {
  dns: (proxy) => ({ what: `The proxy ${proxy} can’t be found.`, advice: 'Check the name of the proxy.' }),
  refused: (proxy) => ({ what: `The proxy ${proxy} refuses the connection.`, advice: 'Check its address and port, and that it runs.' }),
  timeout: (proxy) => ({ what: `The proxy ${proxy} does not answer.`, advice: 'Check its address, or try again later.' }),
  unreachable: (proxy) => ({
    what: `The proxy ${proxy} can’t be reached from this network.`,
    advice: 'Check the network and the proxy’s address.',
  }),
  auth: (proxy) => ({
    what: `The proxy ${proxy} wants another user name or password.`,
    advice: 'Check the user name and password for the proxy.',
  }),
  denied: (proxy) => ({ what: `The proxy ${proxy} does not allow this address.`, advice: 'Use another proxy, or ask whoever runs it.' }),
  target: (proxy) => ({ what: `The proxy ${proxy} could not reach the server.`, advice: 'The server may be down; try again later.' }),
  protocol: (proxy) => ({
    what: `${proxy} does not answer as a proxy should.`,
    advice: 'Check the kind of proxy (HTTP, HTTPS or SOCKS5) and its port.',
  }),
};

const OPTION: Readonly<Record<JobOptionName, { readonly name: string; readonly advice: string }>> = {
  connections: { name: 'number of connections', advice: 'Give a number from 1 to 64.' },
  'part-size': { name: 'part size', advice: 'Give a size from 100K to 5G.' },
  limit: { name: 'limit', advice: 'Give bytes per second, such as 500K or 2M.' },
  checksum: { name: 'checksum', advice: 'Give it as sha256:… followed by its hexadecimal digits.' },
  header: { name: 'header', advice: 'Give it as “Name: value”.' },
  'on-conflict': { name: 'conflict policy', advice: 'Use keep-both, overwrite or skip.' },
  proxy: { name: 'proxy', advice: 'Give none, or an address such as http://proxy.example:3128 or socks5://proxy.example:1080.' },
  'traffic-limit': { name: 'traffic limit', advice: 'Give bits per second from 819200 to 838860800.' },
  'sub-range': { name: 'sub-range', advice: 'Give the first and the last byte, such as 0-1048575, within the object.' },
  'sse-c-key': { name: 'encryption key', advice: 'It must be 32 bytes long.' },
  'version-id': { name: 'version', advice: 'Give the version ID as the store shows it.' },
  endpoint: { name: 'endpoint', advice: 'Give a host, such as oss-cn-hangzhou.aliyuncs.com.' },
  region: { name: 'region', advice: 'Give the bare region, such as cn-hangzhou.' },
};

const OPERATION: Readonly<Record<DiskOperation, string>> = {
  open: 'opened',
  read: 'read',
  write: 'written',
  sync: 'saved to the disk',
  rename: 'moved into place',
  delete: 'deleted',
  inspect: 'looked at',
};

function errno(code: string): string {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return `permission was denied (${code})`;
    case 'EROFS':
      return `the disk is read-only (${code})`;
    case 'ENOSPC':
    case 'EDQUOT':
      return `the disk is full (${code})`;
    case 'ENOENT':
      return `it is no longer there (${code})`;
    case 'EIO':
      return `the disk reports a defect (${code})`;
    case 'ENAMETOOLONG':
      return `the name is too long (${code})`;
    case 'EMFILE':
    case 'ENFILE':
      return `too many files are open (${code})`;
    default:
      return `the system refused (${code})`;
  }
}

function statusSentence(status: number, retryAfterMs: number | null, hasData: boolean): Told {
  if ((status === 401 || status === 403) && hasData) {
    return { what: `The link has expired (${status}).`, advice: 'Retry once it works again, or get a fresh link.' };
  }
  if (status === 401) return { what: 'The server wants you to sign in (401).', advice: 'Get a link that works without signing in.' };
  if (status === 403) return { what: 'The server refuses access (403).', advice: 'Check that the link is complete and still valid.' };
  if (status === 404) return { what: 'There is no file at this address (404).', advice: 'Check the link.' };
  if (status === 407) return { what: 'The proxy wants you to sign in (407).', advice: 'Check the proxy of this network.' };
  if (status === 410) return { what: 'The file was removed from the server (410).', advice: 'Look for another link.' };
  if (status === 416) return { what: 'The server does not have the part that was asked for (416).', advice: 'Try again.' };
  if (status === 451) return { what: 'The file is blocked for legal reasons (451).', advice: 'Look for another link.' };
  const wait = retryAfterMs === null ? 'later' : `in ${formatDuration(retryAfterMs / 1000, 'en')}`;
  if (status === 429) return { what: 'The server asks for fewer requests (429).', advice: `Try again ${wait}.` };
  if (status === 503) return { what: 'The server is busy (503).', advice: `Try again ${wait}.` };
  if (status >= 500) return { what: `The server has trouble of its own (${status}).`, advice: `Try again ${wait}.` };
  if (status >= 400) return { what: `The server refused the request (${status}).`, advice: 'Check the link.' };
  return { what: `The server gave an answer that is not a file (${status}).`, advice: 'Check the link.' };
}

function tlsSentence(host: string, code: string): string {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return `The certificate of ${host} has expired (${code}).`;
    case 'CERT_NOT_YET_VALID':
      return `The certificate of ${host} is not valid yet (${code}).`;
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return `${host} vouches only for itself: its certificate is self-signed (${code}).`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `The certificate shown by ${host} belongs to another server (${code}).`;
    default:
      return `No secure connection to ${host} could be made (${code}).`;
  }
}

function algorithmName(algorithm: string): string {
  return algorithm.toUpperCase().replace(/^SHA(?=\d)/, 'SHA-');
}

function short(hex: string): string {
  return hex.length > 16 ? `${hex.slice(0, 8)}…${hex.slice(-4)}` : hex;
}

/** The rest of a fault is where it happened in the program: that is for the log and the report. */
function firstLine(detail: string): string {
  return withoutStop(detail.split('\n', 1)[0] ?? '');
}

function withoutStop(text: string): string {
  return text.replace(/[\s.。]+$/, '') || 'no detail is known';
}
