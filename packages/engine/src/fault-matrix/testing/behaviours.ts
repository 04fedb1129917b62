/** Servers as they are, each with what must come of it: the right file, or a clear state that keeps everything durable (issue 3). */
import type { Behaviour } from './behaviour.ts';
import { BODIES } from './behaviours-of-bodies.ts';
import { CHANGES } from './behaviours-of-changes.ts';
import { LINKS } from './behaviours-of-links.ts';
import { RANGES } from './behaviours-of-ranges.ts';

/** All of them; names are unique. */
export const BEHAVIOURS: readonly Behaviour[] = [...RANGES, ...BODIES, ...CHANGES, ...LINKS];
