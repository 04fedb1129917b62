/** SSE-C: the three headers of a customer's key, checked as the stores check them. */
import { createHash } from 'node:crypto';
import type { RequestHead } from '../read-request.ts';
import type { Header } from '../served-file.ts';
import { storeError, type Dialect, type StoreError } from './store-error.ts';

/** What is wrong with the key that the request brings, or does not bring, for an object encrypted with `key`; null when it fits. */
export function customerKeyError({ headers }: RequestHead, key: string | undefined, dialect: Dialect): StoreError | null {
  const [algorithm, given, md5] = namesIn(dialect).map((name) => headers[name]);
  if (key === undefined)
    return given === undefined ? null : storeError('InvalidArgument', { message: 'The object is not encrypted with a customer key.' });
  if (algorithm === undefined || given === undefined || md5 === undefined)
    return storeError('InvalidRequest', {
      message:
        'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.',
    });
  const bytes = Buffer.from(given, 'base64');
  if (algorithm !== 'AES256' || bytes.length !== 32)
    return storeError('InvalidArgument', { message: 'The secret key was invalid for the specified algorithm.' });
  if (createHash('md5').update(bytes).digest('base64') !== md5)
    return storeError('InvalidArgument', { message: 'The calculated MD5 hash of the key did not match the hash that was provided.' });
  return given === key ? null : storeError('AccessDenied', { message: 'The customer key does not match.' });
}

/** What an answer says of the key. */
export function customerKeyHeaders(key: string | undefined, dialect: Dialect): readonly Header[] {
  if (key === undefined) return [];
  const [algorithm, , md5] = namesIn(dialect);
  return [
    [algorithm, 'AES256'],
    [md5, createHash('md5').update(Buffer.from(key, 'base64')).digest('base64')],
  ];
}

function namesIn(dialect: Dialect): readonly [algorithm: string, key: string, md5: string] {
  const base = `x-${dialect === 'oss' ? 'oss' : 'amz'}-server-side-encryption-customer`;
  return [`${base}-algorithm`, `${base}-key`, `${base}-key-md5`];
}
