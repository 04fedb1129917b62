/** Reads failures, kind by kind. */
import type { Failure } from '@sluice/model';
import { count, nullable, number, oneOf, text, union } from './reader.ts';

const path = text;
const host = text;

export const readFailure = union<Failure>({
  dns: { host },
  connect: { host, port: count, cause: oneOf('refused', 'timeout', 'unreachable') },
  tls: { host, code: text },
  reset: { host },
  timeout: { waitedFor: oneOf('head', 'body'), afterMs: number },
  proxy: {
    host,
    port: count,
    cause: oneOf('dns', 'refused', 'timeout', 'unreachable', 'auth', 'denied', 'target', 'protocol'),
  },
  truncated: { expectedBytes: nullable(count), receivedBytes: count },
  'http-status': { status: count, retryAfterMs: nullable(number) },
  protocol: {
    fault: oneOf(
      'status',
      'no-content-range',
      'content-range-syntax',
      'content-range-start',
      'content-range-end',
      'content-range-total',
      'content-length',
      'content-coding',
      'multipart',
      'head-too-large',
      'malformed',
    ),
  },
  redirect: { fault: oneOf('too-many', 'no-location', 'bad-location', 'scheme', 'insecure') },
  'too-large': { size: text },
  'not-the-file': { mediaType: text },
  'remote-changed': { what: oneOf('validator', 'size') },
  'ranges-lost': {},
  'other-file': { what: oneOf('size', 'bytes') },
  'no-such-job': {},
  'invalid-url': { text },
  'unsupported-scheme': { scheme: text },
  'invalid-option': { option: oneOf('connections', 'part-size', 'limit', 'checksum', 'header', 'on-conflict', 'proxy'), value: text },
  'name-illegal': { name: text },
  'folder-missing': { path },
  'folder-not-a-folder': { path },
  'folder-read-only': { path },
  'disk-space': { path, neededBytes: count, availableBytes: count },
  disk: { operation: oneOf('open', 'read', 'write', 'sync', 'rename', 'delete', 'inspect'), path, code: text },
  'target-exists': { path },
  'target-in-use': { path },
  'part-file-foreign': { path },
  'checksum-mismatch': { algorithm: text, expected: text, actual: text },
  fault: { detail: text },
  'row-unreadable': { detail: text },
});
