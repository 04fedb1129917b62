/** What the processes of this bench agree on. */

export const BUCKET = 'bench';
export const KEY = 'object.bin';
export const KEYS = { accessKeyId: 'bench', secret: 'bench-secret' };
export const SEED = 5;
/** No multiple of any part or block, so that a part in another's place is wrong. */
export const PERIOD_BYTES = 16 * 1024 * 1024 + 7;

/** What one download cost. */
export interface Cost {
  readonly state: string;
  readonly verified: string | null;
  readonly seconds: number;
  readonly parts: number;
  readonly peakRssBytes: number;
  readonly saves: number;
  readonly saveMs: number;
  /** Rows of parts and blocks that were written, over all saves. */
  readonly rows: number;
  readonly largestSaveMs: number;
  readonly databaseBytes: number;
}
