/** What a store says when it refuses: facts first, then the XML that OSS or S3 would send. */
import { plainResponse, withHeader, type ResponsePlan } from '../plan-response.ts';
import type { Header } from '../served-file.ts';

export type Dialect = 'oss' | 's3';

/** Code → status and the message that goes with it when there is none that says more. */
const KNOWN = {
  AccessDenied: [403, 'AccessDenied'],
  AuthorizationHeaderMalformed: [400, 'The authorization header is malformed.'],
  AuthorizationQueryParametersError: [400, 'Query-string authentication is malformed.'],
  ExpiredToken: [400, 'The provided token has expired.'],
  InternalError: [500, 'We encountered an internal error. Please try again.'],
  InvalidAccessKeyId: [403, 'The access key id you provided does not exist in our records.'],
  InvalidArgument: [400, 'Invalid Argument.'],
  InvalidObjectState: [403, "The operation is not valid for the object's state"],
  InvalidRange: [416, 'The requested range cannot be satisfied.'],
  InvalidRequest: [400, 'Invalid Request.'],
  InvalidSecurityToken: [403, 'The security token you provided is invalid.'],
  InvalidToken: [400, 'The provided token is malformed or otherwise invalid.'],
  InvalidURI: [400, 'The URI could not be parsed.'],
  MethodNotAllowed: [405, 'The specified method is not allowed against this resource.'],
  NoSuchBucket: [404, 'The specified bucket does not exist.'],
  NoSuchKey: [404, 'The specified key does not exist.'],
  NoSuchVersion: [404, 'The specified version does not exist.'],
  NotImplemented: [501, 'This store is only read.'],
  OperationNotSupported: [400, 'The operation is not supported for this object.'],
  PermanentRedirect: [301, 'The bucket you are attempting to access must be addressed using the specified endpoint.'],
  PreconditionFailed: [412, 'At least one of the pre-conditions you specified did not hold.'],
  RequestTimeTooSkewed: [403, 'The difference between the request time and the current time is too large.'],
  RestoreAlreadyInProgress: [409, 'The restore operation is in progress.'],
  SecurityTokenExpired: [403, 'The security token you provided has expired.'],
  ServiceUnavailable: [503, 'Please reduce your request rate.'],
  SignatureDoesNotMatch: [
    403,
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  ],
  SlowDown: [503, 'Please reduce your request rate.'],
  XAmzContentSHA256Mismatch: [400, "The provided 'x-amz-content-sha256' header does not match what was computed."],
} as const satisfies Record<string, readonly [number, string]>;

export type StoreErrorCode = keyof typeof KNOWN;

export interface StoreError {
  readonly kind: 'store-error';
  readonly code: StoreErrorCode;
  readonly message: string;
  /** Elements of the XML beside those that every error has. */
  readonly extra: readonly (readonly [name: string, text: string])[];
  readonly headers: readonly Header[];
}

/** An error with the usual message unless it is given. */
export function storeError(code: StoreErrorCode, said: Partial<Pick<StoreError, 'message' | 'extra' | 'headers'>> = {}): StoreError {
  return { kind: 'store-error', code, message: KNOWN[code][1], extra: [], headers: [], ...said };
}

export interface ErrorSetting {
  readonly dialect: Dialect;
  readonly method: string;
  readonly requestId: string;
  readonly host: string;
}

/** The response with the error: XML in the body, and for OSS in `x-oss-err` too, which is all that a HEAD gets of it. */
export function errorResponse(error: StoreError, setting: ErrorSetting): ResponsePlan {
  const xml = errorXml(error, setting);
  const plan = error.headers.reduce(
    (so, [name, value]) => withHeader(so, name, value),
    plainResponse(KNOWN[error.code][0], 'application/xml', xml),
  );
  if (setting.dialect === 's3') return plan;
  const told = withHeader(plan, 'x-oss-ec', ecOf(error.code));
  return setting.method === 'HEAD' ? withHeader(told, 'x-oss-err', Buffer.from(xml).toString('base64')) : told;
}

/** Text for XML: markup escaped. */
export function xmlText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function errorXml({ code, message, extra }: StoreError, { dialect, requestId, host }: ErrorSetting): string {
  const elements: (readonly [string, string])[] = [
    ['Code', code],
    ['Message', message],
    ['RequestId', requestId],
    ['HostId', host],
    ...extra,
  ];
  if (dialect === 'oss') elements.push(['EC', ecOf(code)], ['RecommendDoc', `https://api.aliyun.com/troubleshoot?q=${ecOf(code)}`]);
  const lines = elements.map(([name, text]) => `  <${name}>${xmlText(text)}</${name}>\n`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>\n${lines.join('')}</Error>\n`;
}

/** Shaped like OSS's, made of the code: nobody may branch on it. */
function ecOf(code: StoreErrorCode): string {
  return `0099-${String(Object.keys(KNOWN).indexOf(code)).padStart(8, '0')}`;
}
