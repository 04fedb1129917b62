/** One of each: every state, wait reason, failure, verdict, validator and policy, with texts and numbers that are hard to store. */
import type { Connection, Failure, JobState, ObjectOptions, JobSource, JobTarget, RemoteFile, WaitReason } from '@sluice/model';

type OneOfEach<T extends { readonly kind: string }> = { readonly [Kind in T['kind']]: readonly Extract<T, { readonly kind: Kind }>[] };

const HOSTILE = '名前 🦆 "\'\\\u0000\u202E\n%00; DROP TABLE jobs';

const FAILURES: OneOfEach<Failure> = {
  dns: [{ kind: 'dns', host: 'bücher.example' }],
  connect: [
    { kind: 'connect', host: '::1', port: 65_535, cause: 'refused' },
    { kind: 'connect', host: 'h', port: 0, cause: 'timeout' },
    { kind: 'connect', host: 'h', port: 80, cause: 'unreachable' },
  ],
  tls: [{ kind: 'tls', host: 'h', code: 'CERT_HAS_EXPIRED' }],
  reset: [{ kind: 'reset', host: 'h' }],
  timeout: [
    { kind: 'timeout', waitedFor: 'head', afterMs: 30_000 },
    { kind: 'timeout', waitedFor: 'body', afterMs: 0 },
  ],
  proxy: [
    { kind: 'proxy', host: 'p', port: 1080, cause: 'auth' },
    { kind: 'proxy', host: '[::1]', port: 3128, cause: 'target' },
  ],
  truncated: [
    { kind: 'truncated', expectedBytes: null, receivedBytes: 0 },
    { kind: 'truncated', expectedBytes: Number.MAX_SAFE_INTEGER, receivedBytes: 1 },
  ],
  'http-status': [
    { kind: 'http-status', status: 503, retryAfterMs: 2000 },
    { kind: 'http-status', status: 404, retryAfterMs: null },
  ],
  protocol: [{ kind: 'protocol', fault: 'content-range-total' }],
  redirect: [{ kind: 'redirect', fault: 'too-many' }],
  'too-large': [{ kind: 'too-large', size: '18446744073709551616' }],
  'not-the-file': [{ kind: 'not-the-file', mediaType: 'text/html' }],
  'remote-changed': [
    { kind: 'remote-changed', what: 'validator' },
    { kind: 'remote-changed', what: 'size' },
  ],
  'ranges-lost': [{ kind: 'ranges-lost' }],
  'stream-cut': [{ kind: 'stream-cut', receivedBytes: 7, tries: 3 }],
  'other-file': [{ kind: 'other-file', what: 'bytes' }],
  'no-such-job': [{ kind: 'no-such-job' }],
  'not-adopted': [{ kind: 'not-adopted', cause: 'other-bytes', path: HOSTILE }],
  'object-store': [
    {
      kind: 'object-store',
      provider: 'oss',
      status: 403,
      code: 'AccessDenied',
      message: HOSTILE,
      requestId: '5C1B138A109F4E405B2D',
      hostId: 'b.oss-cn-hangzhou.aliyuncs.com',
      ec: '0003-00000001',
      advice: 'access-denied',
      permission: 'oss:GetObject',
      endpoint: 'oss-cn-beijing.aliyuncs.com',
      recommendDoc: 'https://api.aliyun.com/troubleshoot?q=0003-00000001',
    },
    {
      kind: 'object-store',
      provider: 's3',
      status: 404,
      code: '',
      message: '',
      requestId: null,
      hostId: null,
      ec: null,
      advice: 'no-such-key',
      permission: null,
      endpoint: null,
    },
  ],
  'restore-needed': [
    { kind: 'restore-needed', storageClass: 'ColdArchive', ongoing: true, expectedEndAtMs: 1_735_689_600_000, pollAfterMs: 60_000 },
    { kind: 'restore-needed', storageClass: null, ongoing: false, expectedEndAtMs: null, pollAfterMs: 900_000 },
  ],
  connection: [{ kind: 'connection', trouble: 'no-credentials', provider: 's3', name: HOSTILE }],
  'invalid-url': [{ kind: 'invalid-url', text: HOSTILE }],
  'unsupported-scheme': [{ kind: 'unsupported-scheme', scheme: 'ftp:' }],
  'invalid-option': [{ kind: 'invalid-option', option: 'part-size', value: '' }],
  'name-illegal': [{ kind: 'name-illegal', name: HOSTILE }],
  'folder-missing': [{ kind: 'folder-missing', path: '/no' }],
  'folder-not-a-folder': [{ kind: 'folder-not-a-folder', path: '/etc/hosts' }],
  'folder-read-only': [{ kind: 'folder-read-only', path: '/' }],
  'disk-space': [{ kind: 'disk-space', path: '/d', neededBytes: 2 ** 50, availableBytes: 0 }],
  disk: [{ kind: 'disk', operation: 'sync', path: '/d/f', code: 'EIO' }],
  'target-exists': [{ kind: 'target-exists', path: '/d/f' }],
  'target-in-use': [{ kind: 'target-in-use', path: '/d/f' }],
  'part-file-foreign': [{ kind: 'part-file-foreign', path: '/d/f.part' }],
  'checksum-mismatch': [{ kind: 'checksum-mismatch', algorithm: 'sha256', expected: 'ab', actual: 'cd' }],
  fault: [{ kind: 'fault', detail: HOSTILE }],
  'row-unreadable': [{ kind: 'row-unreadable', detail: '' }],
};

const WAIT_REASONS: OneOfEach<WaitReason> = {
  network: [{ kind: 'network' }],
  'retry-at': [{ kind: 'retry-at', atMs: 1_735_689_600_123, failure: { kind: 'http-status', status: 429, retryAfterMs: 600_000 } }],
  'disk-space': [{ kind: 'disk-space', path: 'C:\\Users\\ü', neededBytes: 5, availableBytes: 4 }],
  'new-link': [{ kind: 'new-link', status: 403 }],
  restore: [
    { kind: 'restore', storageClass: 'DeepColdArchive', requested: true, expectedEndAtMs: 1_735_689_600_123, pollAtMs: 1_735_689_500_000 },
    { kind: 'restore', storageClass: null, requested: false, expectedEndAtMs: null, pollAtMs: 0 },
  ],
  decision: [
    { kind: 'decision', question: 'remote-changed' },
    { kind: 'decision', question: 'target-exists' },
  ],
};

const STATES: OneOfEach<JobState> = {
  queued: [{ kind: 'queued' }],
  probing: [{ kind: 'probing' }],
  transferring: [{ kind: 'transferring' }],
  verifying: [{ kind: 'verifying' }],
  committing: [{ kind: 'committing' }],
  paused: [{ kind: 'paused' }],
  waiting: Object.values(WAIT_REASONS)
    .flat()
    .map((reason) => ({ kind: 'waiting', reason })),
  done: [
    { kind: 'done', path: `/d/${HOSTILE}`, sizeBytes: 2 ** 41, verdict: { kind: 'verified', by: 'sha256 (user)' }, atMs: 1 },
    { kind: 'done', path: '/d/f', sizeBytes: 0, verdict: { kind: 'unverified' }, atMs: 2 },
    { kind: 'done', path: '/d/f', sizeBytes: 1, verdict: { kind: 'kept-existing' }, atMs: 3 },
  ],
  failed: [{ kind: 'failed', failure: { kind: 'ranges-lost' }, atMs: 4 }],
  cancelled: [{ kind: 'cancelled', atMs: 5 }],
};

/** At least one of every kind of failure. */
export const EVERY_FAILURE: readonly Failure[] = Object.values(FAILURES).flat();

/** Every kind of state, `waiting` with every reason and `done` with every verdict. */
export const EVERY_STATE: readonly JobState[] = Object.values(STATES).flat();

const BARE_REMOTE: RemoteFile = {
  sizeBytes: null,
  validator: null,
  etag: null,
  lastModified: null,
  resumable: false,
  mediaType: null,
  contentCoding: null,
  digest: null,
};

const DATE = 'Wed, 01 Jan 2025 00:00:00 GMT';

/** Remote files of which nothing, little, or everything is known. */
export const EVERY_REMOTE: readonly RemoteFile[] = [
  BARE_REMOTE,
  { ...BARE_REMOTE, sizeBytes: 0, etag: 'W/"weak"', resumable: true },
  { ...BARE_REMOTE, sizeBytes: Number.MAX_SAFE_INTEGER, validator: { kind: 'strong-etag', etag: '"ü\\"' }, etag: '"ü\\"' },
  { ...BARE_REMOTE, validator: { kind: 'strong-date', lastModified: DATE }, lastModified: DATE },
  { ...BARE_REMOTE, mediaType: 'text/plain; charset=utf-8', contentCoding: 'br' },
  {
    ...BARE_REMOTE,
    object: {
      storageClass: 'IA',
      versionId: 'CAEQ…',
      requestId: '5C1B',
      userMetadata: [
        ['作者', HOSTILE],
        ['', ''],
      ],
    },
  },
  { ...BARE_REMOTE, digest: { algorithm: 'sha512', hex: '0f'.repeat(64), from: 'server' } },
];

const CONNECTION: Connection = {
  id: 'c',
  name: HOSTILE,
  provider: 'oss',
  endpoint: null,
  region: 'cn-hangzhou',
  addressing: 'cname',
  network: 'dual-stack',
  signature: 'v1',
  credentials: 'stored',
};

/** What can be asked of an object: nothing, a part of it, all. */
export const EVERY_OBJECT_OPTIONS: readonly ObjectOptions[] = [
  {},
  { connection: { kind: 'saved', id: 'c', name: HOSTILE }, subRange: { start: 0, end: null } },
  {
    connection: { kind: 'given', connection: CONNECTION },
    versionId: 'CAEQ',
    requestPayer: true,
    trafficLimitBitsPerSecond: 819_200,
    subRange: { start: 1, end: Number.MAX_SAFE_INTEGER },
    requestRestore: false,
  },
];

/** Every policy, with names in several scripts. */
export const EVERY_TARGET: readonly JobTarget[] = [
  { directory: '/d', chosenName: null, conflict: 'keep-both', path: null },
  { directory: 'C:\\Users\\ü', chosenName: HOSTILE, conflict: 'overwrite', path: `C:\\Users\\ü\\${HOSTILE}` },
  { directory: '/ホーム', chosenName: 'ファイル.zip', conflict: 'skip', path: '/ホーム/ファイル.zip' },
  { directory: '/', chosenName: '', conflict: 'ask', path: '/e\u0301' },
];

const SOURCE: JobSource = { url: 'https://files.example/disk.iso', host: 'files.example' };

/** No mirrors, one, several of which one is used and another failed, and two sources at once. */
export const EVERY_SOURCE: readonly JobSource[] = [
  SOURCE,
  { ...SOURCE, mirrors: [{ url: 'oss://bucket/disk.iso', host: 'bucket' }] },
  {
    ...SOURCE,
    mirrors: [
      {
        url: `https://bücher.example/${encodeURIComponent('名前')}?token=***`,
        host: 'bücher.example:8443',
        trouble: { kind: 'dns', host: HOSTILE },
      },
      { url: 'http://[::1]/', host: '[::1]' },
    ],
    using: 2,
  },
  { ...SOURCE, mirrors: [{ url: 'https://mirror.example/disk.iso', host: 'mirror.example' }], using: 1, joined: [0, 1] },
];
