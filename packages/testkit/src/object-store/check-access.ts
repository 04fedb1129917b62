/** Whether a caller may do what it asks: the bucket's rule for strangers, the credential's permissions, and who pays. */
import type { RequestHead } from '../read-request.ts';
import type { Address } from './address.ts';
import type { Caller } from './authenticate.ts';
import type { Bucket } from './bucket.ts';
import type { Permission } from './credential.ts';
import { parameter } from './raw-target.ts';
import { storeError, type Dialect, type StoreError } from './store-error.ts';

interface Asker {
  readonly caller: Caller;
  readonly bucket: Bucket;
  readonly dialect: Dialect;
  readonly request: RequestHead;
  readonly address: Address;
}

/** Null when it may. */
export function accessError({ caller, bucket, dialect, request, address }: Asker, permission: Permission): StoreError | null {
  const { acl, requesterPays } = bucket.options;
  if (caller.kind === 'anonymous') {
    if (acl === 'public-read' && permission !== 'restore-object') return null;
    return storeError(
      'AccessDenied',
      dialect === 'oss' ? { message: 'You have no right to access this object because of bucket acl.' } : {},
    );
  }
  const { may, owner } = caller.credential;
  if (may?.includes(permission) === false) return notAuthorised(permission, dialect, caller.credential.accessKeyId);
  const name = dialect === 'oss' ? 'x-oss-request-payer' : 'x-amz-request-payer';
  const pays = (request.headers[name] ?? parameter(address.query, name)) === 'requester';
  return requesterPays === true && owner !== true && !pays
    ? storeError('AccessDenied', { message: 'Access denied for requester pay bucket' })
    : null;
}

const ACTIONS: Readonly<Record<Permission, readonly [oss: string, s3: string]>> = {
  'get-object': ['oss:GetObject', 's3:GetObject'],
  'get-object-version': ['oss:GetObjectVersion', 's3:GetObjectVersion'],
  'list-objects': ['oss:ListObjects', 's3:ListBucket'],
  'restore-object': ['oss:RestoreObject', 's3:RestoreObject'],
};

function notAuthorised(permission: Permission, dialect: 'oss' | 's3', accessKeyId: string): StoreError {
  const [oss, s3] = ACTIONS[permission];
  if (dialect === 's3')
    return storeError('AccessDenied', {
      message: `User: ${accessKeyId} is not authorized to perform: ${s3} because no identity-based policy allows the ${s3} action`,
    });
  const message = 'You have no right to access this object because of bucket acl or RAM policy.';
  return storeError('AccessDenied', { message, extra: [['AuthAction', oss]] });
}
