/** One request to the store, from its address to its answer: who asks, may they, what is there, and in what state. */
import { withHeader, type ResponsePlan } from '../plan-response.ts';
import type { RequestHead } from '../read-request.ts';
import type { Answer } from '../respond-with-faults.ts';
import type { ServedFile } from '../served-file.ts';
import type { Address } from './address.ts';
import type { Caller, StoreFacts } from './authenticate.ts';
import type { Bucket } from './bucket.ts';
import { accessError } from './check-access.ts';
import { customerKeyError } from './customer-key.ts';
import { listObjects } from './list-objects.ts';
import { planObject } from './plan-object.ts';
import { parameter } from './raw-target.ts';
import { requestRestore, restoreStateAt } from './restore-object.ts';
import { storeError, type StoreError, type StoreErrorCode } from './store-error.ts';
import { etagOf, lastModifiedOf, type ObjectOptions, type ObjectVersion } from './stored-object.ts';
import { readTrafficLimit } from './traffic-limit.ts';

export interface StoreSituation {
  readonly facts: StoreFacts & { readonly restoreTakesMs: number | null; readonly enforceTrafficLimit: boolean };
  readonly request: RequestHead;
  readonly address: Address;
  readonly caller: Caller;
  readonly bucket: Bucket;
  readonly bucketName: string;
  readonly underWay: number;
  /** The response with an error, as this store words it. */
  refuse(error: StoreError): ResponsePlan;
}

/** The answer to a request whose signature held. */
export function answerStoreRequest(situation: StoreSituation): Answer {
  const { request, address } = situation;
  const restoring = request.method === 'POST' && parameter(address.query, 'restore') !== null;
  if (request.method !== 'GET' && request.method !== 'HEAD' && !restoring) return refused(situation, storeError('NotImplemented'));
  if (address.key === '') return listing(situation);
  return restoring ? restoration(situation) : reading(situation);
}

function listing(situation: StoreSituation): Answer {
  const { bucket, bucketName, request, address, underWay, facts, refuse } = situation;
  const error = accessError({ ...situation, ...situation.facts }, 'list-objects');
  if (error !== null) return refused(situation, error);
  const { dialect } = facts;
  const object = (key: string): ObjectOptions | null => bucket.newest(key)?.options ?? null;
  const answer = bucket.listScript.answer(NO_FILE, request, underWay, () =>
    planOf(refuse, listObjects({ bucket: bucketName, dialect, keys: bucket.keys, object }, address.query)),
  );
  return inStoreWords(situation, answer);
}

function restoration(situation: StoreSituation): Answer {
  const { request, facts, refuse } = situation;
  const version = accessError({ ...situation, ...situation.facts }, 'restore-object') ?? findVersion(situation);
  if ('code' in version) return refused(situation, version);
  return { kind: 'respond', plan: planOf(refuse, requestRestore(version, request.body, facts.restoreTakesMs, facts.nowMs, facts.dialect)) };
}

function reading(situation: StoreSituation): Answer {
  const { bucket, request, address, underWay, facts, refuse } = situation;
  const { dialect, nowMs } = facts;
  const permission = parameter(address.query, 'versionId') === null ? 'get-object' : 'get-object-version';
  const version = accessError({ ...situation, ...situation.facts }, permission) ?? findVersion(situation);
  if ('code' in version) return refused(situation, version);
  const { options, versionId } = version;
  const restore = restoreStateAt(version, nowMs);
  const limit = readTrafficLimit(request, address.query, dialect);
  const error =
    limit.error ??
    customerKeyError(request, options.customerKey, dialect) ??
    (request.method === 'GET' && (restore.kind === 'archived' || restore.kind === 'ongoing') ? storeError('InvalidObjectState') : null);
  if (error !== null) return refused(situation, error);
  const file = {
    ...servedObject(options),
    ...(facts.enforceTrafficLimit && limit.bytesPerSecond !== null ? { bytesPerSecond: limit.bytesPerSecond } : {}),
  };
  const object = { dialect, options, versionId, restore, query: address.query };
  const answer = bucket.script(address.key).answer(file, request, underWay, (seen) => planOf(refuse, planObject(object, seen, request)));
  return inStoreWords(situation, answer);
}

function findVersion({ bucket, address, facts }: StoreSituation): ObjectVersion | StoreError {
  const vendor = facts.dialect === 'oss' ? 'x-oss' : 'x-amz';
  const versionId = parameter(address.query, 'versionId');
  const found = bucket.find(address.key, versionId);
  if (found?.kind === 'version') return found;
  if (found === null) return storeError(versionId === null ? 'NoSuchKey' : 'NoSuchVersion', { extra: [['Key', address.key]] });
  const headers = [
    [`${vendor}-delete-marker`, 'true'],
    [`${vendor}-version-id`, found.versionId],
  ] as const;
  return storeError(versionId === null ? 'NoSuchKey' : 'MethodNotAllowed', { headers });
}

function servedObject(options: ObjectOptions): ServedFile {
  return {
    ...NO_FILE,
    seed: options.seed,
    sizeBytes: options.sizeBytes,
    periodBytes: options.periodBytes ?? Infinity,
    etag: etagOf(options),
    lastModified: lastModifiedOf(options),
    mediaType: options.mediaType ?? 'application/octet-stream',
    bytesPerSecond: options.rateBytesPerSecond ?? null,
  };
}

const NO_FILE: ServedFile = {
  ...{ seed: 0, sizeBytes: 0, periodBytes: Infinity, etag: null, lastModified: null, disposition: null },
  ...{ mediaType: 'application/xml', ranges: true, framing: 'content-length', bytesPerSecond: null, headers: [], digest: false },
};

function planOf(refuse: StoreSituation['refuse'], planned: ResponsePlan | StoreError): ResponsePlan {
  return 'code' in planned ? refuse(planned) : planned;
}

function refused({ refuse }: StoreSituation, error: StoreError): Answer {
  return { kind: 'respond', plan: refuse(error) };
}

/** A fault turns requests away with plain text; from a store it comes as the store's XML. */
function inStoreWords({ facts, refuse }: StoreSituation, answer: Answer): Answer {
  if (answer.kind !== 'respond' || answer.plan.ofFile) return answer;
  const { headers, status } = answer.plan;
  const code = STATUS_CODES[facts.dialect][status];
  if (code === undefined || !headers.some(([name, value]) => name === 'Content-Type' && value === 'text/plain')) return answer;
  const retryAfter = headers.find(([name]) => name === 'Retry-After')?.[1];
  const plan = refuse(storeError(code));
  return { kind: 'respond', plan: retryAfter === undefined ? plan : withHeader(plan, 'Retry-After', retryAfter) };
}

const STATUS_CODES: Readonly<Record<'oss' | 's3', Readonly<Record<number, StoreErrorCode>>>> = {
  oss: { 403: 'AccessDenied', 404: 'NoSuchKey', 500: 'InternalError', 503: 'ServiceUnavailable' },
  s3: { 403: 'AccessDenied', 404: 'NoSuchKey', 500: 'InternalError', 503: 'SlowDown' },
};
