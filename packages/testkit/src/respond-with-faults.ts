/** What a request gets when faults strike: turned away first, then another file seen, then the honest answer distorted. All of it pure. */
import { assertNever } from '@sluice/model';
import { distort, strikes } from './distort-response.ts';
import type { AccessFault, Fault, FileFault } from './faults.ts';
import { plainResponse, planResponse, type ResponsePlan } from './plan-response.ts';
import type { RequestHead } from './read-request.ts';
import { changedSeed, type ServedFile } from './served-file.ts';

export interface Situation {
  readonly request: RequestHead;
  /** Counted from 1 for this file. */
  readonly requestNumber: number;
  readonly getNumber: number;
  /** GETs for this very target, its query included. */
  readonly targetNumber: number;
  /** Requests for this file that are being answered, this one included. */
  readonly underWay: number;
}

export type Answer = { readonly kind: 'respond'; readonly plan: ResponsePlan } | { readonly kind: 'silence' } | { readonly kind: 'reset' };

export interface Struck {
  readonly answer: Answer;
  /** The faults that had a part in it. */
  readonly by: readonly Fault[];
}

/** What an honest server answers, given the file as the faults let it be seen. */
export type Planner = (file: ServedFile, request: RequestHead) => ResponsePlan;

/** The answer to one request for the file, given the faults that may strike. The first that turns the request away leaves nothing to the others. */
export function answerRequest(file: ServedFile, faults: readonly Fault[], situation: Situation, plan: Planner = planResponse): Struck {
  for (const fault of faults) {
    const refusal = fault.strikes === 'access' ? turnAway(fault, situation) : null;
    if (refusal !== null) return { answer: refusal, by: [fault] };
  }
  const seen = faults.reduce((so, fault) => (fault.strikes === 'file' ? disguise(so, fault, situation) : so), file);
  const honest = plan(seen, situation.request);
  const by = faults.filter((fault) => fault.strikes === 'file' || strikes(honest, fault, situation.request.version));
  return { answer: { kind: 'respond', plan: by.reduce((so, fault) => distort(so, fault, seen), honest) }, by };
}

function turnAway(fault: AccessFault, { request, requestNumber, getNumber, targetNumber, underWay }: Situation): Answer | null {
  switch (fault.kind) {
    case 'stall-head':
      return { kind: 'silence' };
    case 'status':
      return refuse(fault.status, fault.retryAfter);
    case 'head-refused':
      return request.method === 'HEAD' ? refuse(fault.status) : null;
    case 'expire-after':
      return getNumber > fault.requests ? refuse(fault.status) : null;
    case 'expire-each-after':
      return targetNumber > fault.requests ? refuse(fault.status) : null;
    case 'range-header-only':
      return Object.keys(request.headers).every((name) => BARE_HEADERS.has(name)) ? null : refuse(fault.status);
    case 'condition-refused':
      return request.headers['if-range'] === undefined ? null : refuse(fault.status);
    case 'cookie-bound':
      return hasCookie(request, fault.name) ? null : refuse(403);
    case 'max-connections':
      if (underWay <= fault.connections || fault.then === 'refuse') return null;
      return fault.then === 'reset' ? { kind: 'reset' } : refuse(fault.then);
    case 'redirect':
      return lead(fault.status, fault.to.replace('{n}', String(requestNumber)));
    case 'redirect-loop':
      return lead(302, request.target);
    case 'html-login':
      return { kind: 'respond', plan: plainResponse(200, 'text/html; charset=utf-8', LOGIN_PAGE) };
    default:
      return assertNever(fault);
  }
}

function disguise(file: ServedFile, fault: FileFault, { request, requestNumber }: Situation): ServedFile {
  switch (fault.kind) {
    case 'change-etag-after':
      return requestNumber > fault.requests ? changed(file) : file;
    case 'same-size-swap-after':
      return requestNumber > fault.requests ? { ...file, seed: changedSeed(file.seed) } : file;
    case 'weak-etag':
      return { ...file, etag: file.etag === null ? null : `W/${file.etag}` };
    case 'no-etag':
      return { ...file, etag: null };
    case 'no-validators':
      return { ...file, etag: null, lastModified: null };
    case 'per-node-etag':
      return { ...file, etag: file.etag?.replace(/"$/, `-node${requestNumber % 2}"`) ?? null };
    case 'ignore-range':
      return { ...file, ranges: false };
    case 'refuse-if-range':
      return request.headers['if-range'] === undefined ? file : { ...file, ranges: false };
    default:
      return assertNever(fault);
  }
}

/** What HTTP itself needs, and the range. */
const BARE_HEADERS: ReadonlySet<string> = new Set(['host', 'connection', 'range']);

const LOGIN_PAGE = '<!doctype html><title>Sign in</title><form method="post"><input name="user"><input type="password"></form>\n';

function changed(file: ServedFile): ServedFile {
  return {
    ...file,
    seed: changedSeed(file.seed),
    etag: file.etag?.replace(/"$/, '-changed"') ?? null,
    lastModified: file.lastModified === null ? null : new Date(Date.parse(file.lastModified) + 86_400_000).toUTCString(),
  };
}

function refuse(status: number, retryAfter: string | null = null): Answer {
  const plan = plainResponse(status, 'text/plain', `status ${status}\n`, retryAfter === null ? [] : [['Retry-After', retryAfter]]);
  return { kind: 'respond', plan };
}

function lead(status: number, to: string): Answer {
  return { kind: 'respond', plan: plainResponse(status, 'text/plain', 'elsewhere\n', [['Location', to]]) };
}

function hasCookie(request: RequestHead, name: string): boolean {
  return (request.headers['cookie'] ?? '').split(';').some((cookie) => cookie.trim().startsWith(`${name}=`));
}
