/** An object store (OSS or S3) on real sockets, for tests: it checks every signature itself, and records every request. */
import { connectionsAtTheDoor } from '../origin.ts';
import { withHeader, type ResponsePlan } from '../plan-response.ts';
import type { RequestHead } from '../read-request.ts';
import type { Answer } from '../respond-with-faults.ts';
import { ScriptedServer, makeIdentity, type Decision, type Identity } from '../scripted-server.ts';
import { regionOf, resolveAddress, type Address, type HostNames } from './address.ts';
import { answerStoreRequest, type StoreSituation } from './answer-request.ts';
import { authenticate } from './authenticate.ts';
import { Bucket, type BucketOptions } from './bucket.ts';
import type { StoreCredential } from './credential.ts';
import { parseTarget } from './raw-target.ts';
import { errorResponse, storeError, type Dialect, type StoreError } from './store-error.ts';
import type { ObjectOptions } from './stored-object.ts';

export interface ObjectStoreOptions {
  readonly dialect: Dialect;
  /** The region of the store's own address. */
  readonly region: string;
  readonly credentials: readonly StoreCredential[];
  /** Endpoint host → region, for requests that name one in Host. Absent: the public endpoint of the region. */
  readonly endpoints?: Readonly<Record<string, string>>;
  /** Custom domain → bucket (CNAME). */
  readonly cnames?: Readonly<Record<string, string>>;
  readonly tls?: boolean | { readonly names: readonly string[] };
  /** The store's clock. Absent: the system's. */
  readonly nowMs?: () => number;
  /** How long a restore takes by that clock. Absent: until `completeRestore`. */
  readonly restoreTakesMs?: number;
  /** Whether `x-oss-traffic-limit` slows the answer, in real time. */
  readonly enforceTrafficLimit?: boolean;
}

/** Opens a store on a free port of 127.0.0.1. Whoever opens it closes it. */
export async function openObjectStore(options: ObjectStoreOptions): Promise<ObjectStore> {
  const store = new ObjectStore(options, await makeIdentity(options.tls));
  await store.open();
  return store;
}

export class ObjectStore extends ScriptedServer {
  readonly #options: ObjectStoreOptions;
  readonly #names: HostNames;
  readonly #buckets = new Map<string, Bucket>();
  #credentials: readonly StoreCredential[];
  #answered = 0;

  constructor(options: ObjectStoreOptions, identity: Identity | null) {
    super(identity);
    this.#options = options;
    this.#credentials = options.credentials;
    this.#names = { endpoints: options.endpoints ?? { [publicEndpoint(options)]: options.region }, cnames: options.cnames ?? {} };
  }

  /** Makes a bucket, in place of one of that name. */
  createBucket(name: string, options: BucketOptions = {}): void {
    this.#buckets.set(name, new Bucket(options));
    this.adjustDoor();
  }

  /** Puts an object; in a versioned bucket another version, whose id is returned. Faults count on unless new ones are given. */
  put(bucket: string, key: string, options: ObjectOptions): string | null {
    const versionId = this.#bucket(bucket).put(key, options);
    this.adjustDoor();
    return versionId;
  }

  /** Deletes an object: in a versioned bucket by a delete marker. */
  remove(bucket: string, key: string): void {
    this.#bucket(bucket).remove(key);
  }

  /** Other credentials from now on: keys revoked, tokens renewed. */
  setCredentials(credentials: readonly StoreCredential[]): void {
    this.#credentials = credentials;
  }

  /** Ends the restore of the newest version that is under way. */
  completeRestore(bucket: string, key: string, { untilMs }: { readonly untilMs: number }): void {
    const version = this.#bucket(bucket).newest(key);
    if (version === null) throw new Error(`no object ${bucket}/${key}`);
    version.restore = { kind: 'restored', untilMs };
  }

  /** Stops all transfers of the object once `bytesOf` is exactly `afterBytes`, until the returned function is called. */
  hold(bucket: string, key: string, { afterBytes }: { readonly afterBytes: number }): () => void {
    return this.#bucket(bucket).script(key).gate.hold(afterBytes);
  }

  /** The name under which requests for an object are recorded, for `bytesSent` and `untilBytesSent`. */
  pathFor(bucket: string, key: string): string {
    return `/${bucket}/${key}`;
  }

  protected override pathOf(request: RequestHead): string {
    const address = this.#address(request);
    return address === null ? request.target : this.pathFor(address.bucket ?? '', address.key);
  }

  protected override decide(_path: string, request: RequestHead, underWay: number): Decision {
    this.#answered += 1;
    const nowMs = (this.#options.nowMs ?? Date.now)();
    const facts = this.#facts(nowMs);
    const address = this.#address(request);
    const refuse = (error: StoreError): ResponsePlan => this.#refuse(error, request);
    const bucket = address?.bucket === null || address === null ? undefined : this.#buckets.get(address.bucket);
    const answer =
      address === null ? respond(refuse(storeError('InvalidURI'))) : this.#answer({ facts, request, address, bucket, underWay, refuse });
    const known = bucket !== undefined && address !== null && bucket.find(address.key, null) !== null;
    return { answer: this.#signed(answer, nowMs), gate: known ? bucket.script(address.key).gate : null };
  }

  protected override doorLimit(): number {
    return Math.min(...[...this.#buckets.values()].flatMap((bucket) => bucket.faults().map(connectionsAtTheDoor)));
  }

  #answer({ facts, request, address, bucket, underWay, refuse }: Asked): Answer {
    const caller = authenticate(request, address, facts);
    if (caller.kind === 'store-error') return respond(refuse(caller));
    if (address.bucket === null) return respond(refuse(storeError('NotImplemented')));
    const error =
      bucket === undefined ? storeError('NoSuchBucket', { extra: [['BucketName', address.bucket]] }) : placeError(bucket, address, facts);
    if (error !== null || bucket === undefined) return respond(refuse(error ?? storeError('NoSuchBucket')));
    return answerStoreRequest({ facts, request, address, caller, bucket, bucketName: address.bucket, underWay, refuse });
  }

  #facts(nowMs: number): StoreSituation['facts'] {
    const { dialect, region, restoreTakesMs = null, enforceTrafficLimit = false } = this.#options;
    return { dialect, region, restoreTakesMs, enforceTrafficLimit, nowMs, credentials: this.#credentials, ...this.#names };
  }

  #refuse(error: StoreError, { method, headers }: RequestHead): ResponsePlan {
    const { dialect } = this.#options;
    return errorResponse(error, { dialect, method, requestId: this.#requestId(), host: headers['host'] ?? '' });
  }

  /** What stands on every answer: the request's id and the store's time. */
  #signed(answer: Answer, nowMs: number): Answer {
    if (answer.kind !== 'respond') return answer;
    const name = this.#options.dialect === 'oss' ? 'x-oss-request-id' : 'x-amz-request-id';
    const dated = withHeader(answer.plan, 'Date', new Date(nowMs).toUTCString());
    return respond(withHeader(dated, name, this.#requestId()));
  }

  /** 24 hexadecimal digits, another for each request. */
  #requestId(): string {
    return this.#answered.toString(16).toUpperCase().padStart(24, '5');
  }

  #address(request: RequestHead): Address | null {
    const target = parseTarget(request.target);
    return target === null ? null : resolveAddress(request.headers['host'] ?? '', target, this.#names);
  }

  #bucket(name: string): Bucket {
    const bucket = this.#buckets.get(name);
    if (bucket === undefined) throw new Error(`no bucket ${name}`);
    return bucket;
  }
}

interface Asked {
  readonly facts: StoreSituation['facts'];
  readonly request: RequestHead;
  readonly address: Address;
  readonly bucket: Bucket | undefined;
  readonly underWay: number;
  refuse(error: StoreError): ResponsePlan;
}

/** A bucket asked for at an endpoint that is not its own: the error names the right one. */
function placeError(
  { options: { elsewhere } }: Bucket,
  { bucket, host }: Address,
  facts: HostNames & { readonly dialect: Dialect },
): StoreError | null {
  if (elsewhere === undefined || regionOf(host, facts) === elsewhere.region) return null;
  const message =
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.';
  const extra = [
    ['Bucket', bucket ?? ''],
    ['Endpoint', elsewhere.endpoint],
  ] as const;
  if (facts.dialect === 'oss') return storeError('AccessDenied', { message, extra });
  return storeError('PermanentRedirect', { message, extra, headers: [['x-amz-bucket-region', elsewhere.region]] });
}

function publicEndpoint({ dialect, region }: ObjectStoreOptions): string {
  return dialect === 'oss' ? `oss-${region}.aliyuncs.com` : `s3.${region}.amazonaws.com`;
}

function respond(plan: ResponsePlan): Answer {
  return { kind: 'respond', plan };
}
