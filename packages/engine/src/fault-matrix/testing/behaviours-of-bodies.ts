/** Bodies that are cut, stalled, longer, shorter or wrong, and servers that are busy (spec A5, B6, B7, B9, E1). */
import {
  badChunk,
  bitFlip,
  chunked,
  dropAfter,
  http10,
  keepAliveLie,
  longBody,
  maxConnections,
  noLength,
  resetAfter,
  shortBody,
  slowDrip,
  stallAfter,
  stallHead,
  status,
} from '@sluice/testkit';
import type { Behaviour, Outcome } from './behaviour.ts';

const KiB = 1024;
const MiB = 1024 * KiB;
const RIGHT: Outcome = { end: 'right' };
/** A stream without a length begins again after every break. */
const AGAIN: Outcome = { end: 'right', restarts: 1, overBytes: 8 * MiB };
const SOON = new Date(Date.now() + 1000).toUTCString();

export const BODIES: readonly Behaviour[] = [
  { name: 'connections that are closed', spec: 'B7', serve: { faults: [dropAfter(700 * KiB)] }, fresh: RIGHT, resumed: RIGHT },
  { name: 'connections that are reset', spec: 'B7', serve: { faults: [resetAfter(700 * KiB)] }, fresh: RIGHT, resumed: RIGHT },
  { name: 'bodies that stall', spec: 'B6', later: [stallAfter(300 * KiB, { times: 2 })], fresh: RIGHT, resumed: RIGHT },
  { name: 'heads that never come', spec: 'B6', later: [stallHead({ times: 2 })], fresh: RIGHT, resumed: RIGHT },
  {
    name: 'a slow drip on one connection',
    spec: 'B10',
    later: [slowDrip(2 * MiB, { onlyAfterFirst: 1, times: 1 })],
    fresh: RIGHT,
    resumed: RIGHT,
  },
  {
    name: 'a body shorter than announced',
    spec: 'B3',
    serve: { faults: [shortBody(50 * KiB, { times: 6 })] },
    fresh: RIGHT,
    resumed: RIGHT,
  },
  { name: 'a body longer than announced', spec: 'B3', serve: { faults: [longBody(50 * KiB)] }, fresh: RIGHT, resumed: RIGHT },
  { name: 'chunked ranges', spec: 'B3', serve: { faults: [chunked()] }, fresh: RIGHT, resumed: RIGHT },
  { name: 'ranges that end with the connection', spec: 'B3', serve: { faults: [noLength()] }, fresh: RIGHT, resumed: RIGHT },
  { name: 'a bad chunk', spec: 'B5', later: [badChunk({ times: 2 })], fresh: RIGHT, resumed: RIGHT },
  { name: 'HTTP/1.0', spec: 'B3', serve: { faults: [http10()] }, fresh: RIGHT, resumed: RIGHT },
  { name: 'keep-alive that is a lie', spec: 'B6', serve: { faults: [keepAliveLie()] }, fresh: RIGHT, resumed: RIGHT },
  { name: 'no length at all', spec: 'A5', serve: { length: 'chunked' }, fresh: RIGHT, resumed: AGAIN },
  { name: 'no length, and the body ends with the connection', spec: 'A5', serve: { length: 'until-close' }, fresh: RIGHT, resumed: AGAIN },
  {
    name: 'no length, and the connection is cut',
    spec: 'A5',
    serve: { length: 'chunked', faults: [dropAfter(4 * MiB)] },
    fresh: { end: 'failed', failure: 'stream-cut' },
    resumed: { end: 'failed', failure: 'stream-cut' },
  },
  {
    name: 'one wrong bit, and a digest',
    spec: 'E2',
    serve: { digest: true, faults: [bitFlip(100 * KiB, { times: 1 })] },
    fresh: { end: 'right', restarts: 1 },
    resumed: { end: 'right', restarts: 1 },
  },
  { name: '503 with Retry-After in seconds', spec: 'B6', later: [status(503, { times: 2, retryAfter: 1 })], fresh: RIGHT, resumed: RIGHT },
  {
    name: '503 with Retry-After as a date',
    spec: 'B6',
    later: [status(503, { times: 2, retryAfter: SOON })],
    fresh: RIGHT,
    resumed: RIGHT,
  },
  {
    name: '429 with a Retry-After of an hour',
    spec: 'B6',
    later: [status(429, { retryAfter: 3600 })],
    fresh: { end: 'waiting', reason: 'retry-at' },
    resumed: { end: 'waiting', reason: 'retry-at' },
  },
  {
    name: '500, 502, 504 and 408 for a while',
    spec: 'B6',
    later: [500, 502, 504, 408].map((code) => status(code, { times: 1 })),
    fresh: RIGHT,
    resumed: RIGHT,
  },
  {
    name: '500 for ever',
    spec: 'B6',
    later: [status(500)],
    fresh: { end: 'failed', failure: 'http-status' },
    resumed: { end: 'failed', failure: 'http-status' },
  },
  { name: '503 for a third connection', spec: 'B9', serve: { faults: [maxConnections(2, 503)] }, fresh: RIGHT, resumed: RIGHT },
  { name: '429 for a second connection', spec: 'B9', serve: { faults: [maxConnections(1, 429)] }, fresh: RIGHT, resumed: RIGHT },
  { name: 'a reset for a third connection', spec: 'B9', serve: { faults: [maxConnections(2, 'reset')] }, fresh: RIGHT, resumed: RIGHT },
  { name: 'no door for a third connection', spec: 'B9', serve: { faults: [maxConnections(2, 'refuse')] }, fresh: RIGHT, resumed: RIGHT },
];
