/** Who may ask the store, and for what. */

export type Permission = 'get-object' | 'get-object-version' | 'list-objects' | 'restore-object';

export interface StoreCredential {
  readonly accessKeyId: string;
  readonly secret: string;
  /** A security token (STS) that has to come along. */
  readonly token?: string;
  /** When the token expires; absent: never. */
  readonly expiresAtMs?: number;
  /** Absent: everything. */
  readonly may?: readonly Permission[];
  /** Whether the bucket is its own, so that it needs no word about who pays. */
  readonly owner?: boolean;
}
