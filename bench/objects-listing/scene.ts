/** What the processes of this bench agree on. */

export const BUCKET = 'pictures';
export const PREFIX = 'data/';
export const KEYS = { accessKeyId: 'bench', secret: 'bench-secret' };
