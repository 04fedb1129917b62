/** The conflict policies in the order in which they are offered, the safest first. */
import type { ConflictPolicy } from '@sluice/model';

export const CONFLICT_POLICIES: readonly ConflictPolicy[] = ['keep-both', 'overwrite', 'skip', 'ask'];
