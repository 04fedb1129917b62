/** The programs of the benches, in the order of the tables. */
import { aria2 } from './aria2.ts';
import { axel } from './axel.ts';
import { curl } from './curl.ts';
import type { Peer } from './peer.ts';
import { sluice } from './sluice.ts';
import { wget2 } from './wget2.ts';

export const EVERY_PEER: readonly Peer[] = [sluice, aria2, curl, wget2, axel];
