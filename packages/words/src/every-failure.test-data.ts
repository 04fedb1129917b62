/** One failure of every kind and variant, for the tests of this package. The record does not compile when a kind is missing. */
import type { Failure } from '@sluice/model';

type OfKind<K extends Failure['kind']> = Extract<Failure, { readonly kind: K }>;

const PATH = '/srv/files/set.zip';
const HEX = 'ab'.repeat(32);

const BY_KIND: { readonly [K in Failure['kind']]: readonly OfKind<K>[] } = {
  dns: [{ kind: 'dns', host: 'files.example.org' }],
  connect: (['refused', 'timeout', 'unreachable'] as const).map((cause) => ({
    kind: 'connect',
    host: 'files.example.org',
    port: 8443,
    cause,
  })),
  tls: ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_TLS_CERT_ALTNAME_INVALID', 'EPROTO'].map((code) => ({
    kind: 'tls',
    host: 'files.example.org',
    code,
  })),
  reset: [{ kind: 'reset', host: 'files.example.org' }],
  timeout: [
    { kind: 'timeout', waitedFor: 'head', afterMs: 30_000 },
    { kind: 'timeout', waitedFor: 'body', afterMs: 90_000 },
  ],
  proxy: (['dns', 'refused', 'timeout', 'unreachable', 'auth', 'denied', 'target', 'protocol'] as const).map((cause) => ({
    kind: 'proxy',
    host: 'proxy.example.org',
    port: 3128,
    cause,
  })),
  truncated: [
    { kind: 'truncated', expectedBytes: 4_000_000, receivedBytes: 1_000_000 },
    { kind: 'truncated', expectedBytes: null, receivedBytes: 1_000_000 },
  ],
  'http-status': [204, 400, 401, 403, 404, 405, 407, 408, 410, 416, 429, 451, 500, 503, 599].map((status) => ({
    kind: 'http-status',
    status,
    retryAfterMs: status === 503 ? 90_000 : null,
  })),
  protocol: (
    [
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
    ] as const
  ).map((fault) => ({ kind: 'protocol', fault })),
  redirect: (['too-many', 'no-location', 'bad-location', 'scheme', 'insecure'] as const).map((fault) => ({ kind: 'redirect', fault })),
  'too-large': [{ kind: 'too-large', size: '99999999999999999999' }],
  'not-the-file': [{ kind: 'not-the-file', mediaType: 'text/html' }],
  'remote-changed': [
    { kind: 'remote-changed', what: 'size' },
    { kind: 'remote-changed', what: 'validator' },
  ],
  'ranges-lost': [{ kind: 'ranges-lost' }],
  'stream-cut': [{ kind: 'stream-cut', receivedBytes: 4_190_000, tries: 3 }],
  'other-file': [
    { kind: 'other-file', what: 'size' },
    { kind: 'other-file', what: 'bytes' },
  ],
  'no-such-job': [{ kind: 'no-such-job' }],
  'not-adopted': (
    [
      'unreadable',
      'torrent',
      'sub-range',
      'data-missing',
      'not-a-file',
      'no-source',
      'no-ranges',
      'other-size',
      'other-version',
      'other-bytes',
      'nothing-usable',
      'busy',
      'own-job',
    ] as const
  ).map((cause) => ({ kind: 'not-adopted', cause, path: '/srv/files/set.zip' })),
  'invalid-url': [{ kind: 'invalid-url', text: 'h' }],
  'unsupported-scheme': [{ kind: 'unsupported-scheme', scheme: 'gopher:' }],
  'object-store': (
    [
      'access-denied',
      'signature',
      'no-such-key',
      'no-such-bucket',
      'wrong-endpoint',
      'token-expired',
      'invalid-key-id',
      'clock-skew',
      'other',
    ] as const
  ).map((advice) => ({
    kind: 'object-store',
    provider: 'oss',
    status: 403,
    code: 'ERR_CODE',
    message: '403',
    requestId: '0a1b',
    hostId: 'files.example.org',
    ec: '0003',
    advice,
    permission: advice === 'access-denied' ? 'oss:GetObject' : null,
    endpoint: advice === 'wrong-endpoint' ? 'files.example.org' : null,
    ...(advice === 'other' ? { recommendDoc: 'https://files.example.org/0003' } : {}),
  })),
  'restore-needed': [
    { kind: 'restore-needed', storageClass: 'ARCHIVE_IA', ongoing: false, expectedEndAtMs: null, pollAfterMs: 60_000 },
    { kind: 'restore-needed', storageClass: null, ongoing: true, expectedEndAtMs: 0, pollAfterMs: 60_000 },
  ],
  connection: (['unknown', 'no-credentials', 'no-endpoint'] as const).map((trouble) => ({
    kind: 'connection',
    trouble,
    provider: 'oss',
    name: '1',
  })),
  'invalid-option': (
    [
      'connections',
      'part-size',
      'limit',
      'checksum',
      'header',
      'on-conflict',
      'proxy',
      'traffic-limit',
      'sub-range',
      'sse-c-key',
      'version-id',
      'endpoint',
      'region',
    ] as const
  ).map((option) => ({
    kind: 'invalid-option',
    option,
    value: '-1',
  })),
  'name-illegal': [{ kind: 'name-illegal', name: '..' }],
  'folder-missing': [{ kind: 'folder-missing', path: PATH }],
  'folder-not-a-folder': [{ kind: 'folder-not-a-folder', path: PATH }],
  'folder-read-only': [{ kind: 'folder-read-only', path: PATH }],
  'disk-space': [{ kind: 'disk-space', path: PATH, neededBytes: 4_000_000_000, availableBytes: 1_200_000_000 }],
  disk: (
    [
      ['open', 'EACCES'],
      ['read', 'EIO'],
      ['write', 'ENOSPC'],
      ['sync', 'EROFS'],
      ['rename', 'ENAMETOOLONG'],
      ['delete', 'EBUSY'],
      ['inspect', 'ENOENT'],
      ['open', 'EMFILE'],
    ] as const
  ).map(([operation, code]) => ({ kind: 'disk', operation, path: PATH, code })),
  'target-exists': [{ kind: 'target-exists', path: PATH }],
  'target-in-use': [{ kind: 'target-in-use', path: PATH }],
  'part-file-foreign': [{ kind: 'part-file-foreign', path: PATH }],
  'checksum-mismatch': [{ kind: 'checksum-mismatch', algorithm: 'sha256', expected: HEX, actual: HEX.replace(/a/g, 'c') }],
  fault: [{ kind: 'fault', detail: '500' }],
  'row-unreadable': [{ kind: 'row-unreadable', detail: '17' }],
};

export const EVERY_FAILURE: readonly Failure[] = Object.values(BY_KIND).flat();
