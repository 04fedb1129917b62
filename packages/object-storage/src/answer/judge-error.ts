/** From what a store said to what a user can do about it (spec G6). `EC` is passed on, and never decided by. */
import type { ObjectProvider, ObjectStoreAdvice, ObjectStoreFailure } from '@sluice/model';
import type { ErrorFacts } from './parse-error.ts';

export type Operation = 'get' | 'get-version' | 'list' | 'restore';

const ADVICE: Readonly<Record<string, ObjectStoreAdvice>> = {
  AccessDenied: 'access-denied',
  Forbidden: 'access-denied',
  SignatureDoesNotMatch: 'signature',
  InvalidAccessKeyId: 'invalid-key-id',
  SecurityTokenExpired: 'token-expired',
  InvalidSecurityToken: 'token-expired',
  ExpiredToken: 'token-expired',
  InvalidToken: 'token-expired',
  TokenRefreshRequired: 'token-expired',
  NoSuchKey: 'no-such-key',
  NoSuchVersion: 'no-such-key',
  NoSuchBucket: 'no-such-bucket',
  PermanentRedirect: 'wrong-endpoint',
  TemporaryRedirect: 'wrong-endpoint',
  AuthorizationHeaderMalformed: 'signature',
  RequestTimeTooSkewed: 'clock-skew',
};

const PERMISSION: Readonly<Record<ObjectProvider, Readonly<Record<Operation, string>>>> = {
  oss: { get: 'oss:GetObject', 'get-version': 'oss:GetObjectVersion', list: 'oss:ListObjects', restore: 'oss:RestoreObject' },
  s3: { get: 's3:GetObject', 'get-version': 's3:GetObjectVersion', list: 's3:ListBucket', restore: 's3:RestoreObject' },
};

export function adviceFor({ code, endpoint }: ErrorFacts, status: number): ObjectStoreAdvice {
  // OSS says `AccessDenied` and names the right endpoint, too.
  if (endpoint !== null && (status === 403 || status === 301 || status === 307)) return 'wrong-endpoint';
  if (Object.hasOwn(ADVICE, code)) return ADVICE[code] ?? 'other';
  if (code !== '') return 'other';
  // A HEAD has no body, and gateways have bodies of their own.
  return status === 403 || status === 401 ? 'access-denied' : status === 404 ? 'no-such-key' : 'other';
}

export function failureFrom(provider: ObjectProvider, operation: Operation, status: number, facts: ErrorFacts): ObjectStoreFailure {
  const advice = adviceFor(facts, status);
  const { code, message, requestId, hostId, ec, endpoint, recommendDoc } = facts;
  return {
    kind: 'object-store',
    provider,
    status,
    code,
    message,
    requestId,
    hostId,
    ec,
    advice,
    permission: advice === 'access-denied' ? PERMISSION[provider][operation] : null,
    endpoint,
    ...(recommendDoc === null ? {} : { recommendDoc }),
  };
}
