/** Validators that are weak, missing, each node's own, or changed, and files that change under one's hands (spec B1, C6). */
import {
  changeETagAfter,
  conditionRefused,
  noETag,
  noValidators,
  perNodeETag,
  refuseIfRange,
  sameSizeSwapAfter,
  weakETag,
} from '@sluice/testkit';
import type { Behaviour, Outcome } from './behaviour.ts';

const MiB = 1024 * 1024;
const RIGHT: Outcome = { end: 'right' };
/** Two random blocks and the last 64 KiB, and 64 KiB of every part at the end. */
const COMPARED: Outcome = { end: 'right', overBytes: 5 * MiB };
const CHANGED: Outcome = { end: 'right', of: 'changed', restarts: 1 };
const ANOTHER_DAY = 'Thu, 02 Jan 2025 00:00:00 GMT';

export const CHANGES: readonly Behaviour[] = [
  { name: 'a weak ETag beside a strong date', spec: 'B1', serve: { faults: [weakETag()] }, fresh: RIGHT, resumed: RIGHT },
  { name: 'a weak ETag alone', spec: 'B1', serve: { lastModified: null, faults: [weakETag()] }, fresh: COMPARED, resumed: COMPARED },
  { name: 'a date alone', spec: 'B1', serve: { faults: [noETag()] }, fresh: RIGHT, resumed: RIGHT },
  { name: 'no validators', spec: 'B1', serve: { faults: [noValidators()] }, fresh: COMPARED, resumed: COMPARED },
  { name: 'an ETag of each node', spec: 'B1', serve: { faults: [perNodeETag()] }, fresh: COMPARED, resumed: COMPARED },
  { name: 'If-Range answered with 200', spec: 'B1', serve: { faults: [refuseIfRange()] }, fresh: RIGHT, resumed: RIGHT },
  { name: 'If-Range answered with 412', spec: 'B5', serve: { faults: [conditionRefused(412)] }, fresh: RIGHT, resumed: RIGHT },
  {
    name: 'If-Range answered with 200, and an ETag of each node',
    spec: 'B1',
    serve: { faults: [perNodeETag(), refuseIfRange()] },
    fresh: COMPARED,
    resumed: COMPARED,
  },
  { name: 'another file with another ETag', spec: 'C6', replaced: { seed: 99 }, resumed: CHANGED },
  { name: 'another file of another size', spec: 'C6', replaced: { seed: 99, sizeBytes: 6 * MiB }, resumed: CHANGED },
  { name: 'a shorter file, so that the ranges are gone', spec: 'B5', replaced: { seed: 99, sizeBytes: MiB }, resumed: CHANGED },
  { name: 'an empty file in its place', spec: 'B5', replaced: { seed: 99, sizeBytes: 0 }, resumed: CHANGED },
  {
    name: 'another file of the same size and date under another ETag',
    spec: 'B1',
    replaced: { seed: 99, lastModified: 'Wed, 01 Jan 2025 00:00:00 GMT' },
    resumed: CHANGED,
  },
  {
    name: 'another file of the same size without validators',
    spec: 'B1',
    serve: { faults: [noValidators()] },
    replaced: { seed: 99 },
    resumed: CHANGED,
  },
  {
    name: 'another file of the same size under the same weak ETag',
    spec: 'B1',
    serve: { etag: '"same"', lastModified: null, faults: [weakETag()] },
    replaced: { seed: 99, etag: '"same"', lastModified: null },
    resumed: CHANGED,
  },
  {
    name: 'another file, and the user wants to be asked',
    spec: 'C6',
    options: { onRemoteChange: 'ask' },
    replaced: { seed: 99 },
    resumed: { end: 'waiting', reason: 'decision' },
  },
  {
    name: 'the same bytes under another ETag and date',
    spec: 'C6',
    replaced: { seed: 7, etag: '"again"', lastModified: ANOTHER_DAY },
    resumed: { end: 'right', restarts: 1 },
  },
  {
    name: 'the same bytes under another ETag',
    spec: 'B1',
    replaced: { seed: 7, etag: '"again"', lastModified: 'Wed, 01 Jan 2025 00:00:00 GMT' },
    resumed: COMPARED,
  },
  {
    name: 'a change in the middle, told by ETag and date',
    spec: 'C6',
    serve: { faults: [changeETagAfter(2)] },
    fresh: CHANGED,
    resumed: CHANGED,
  },
  {
    name: 'a change in the middle that nothing tells',
    spec: 'B1',
    serve: { faults: [noValidators(), sameSizeSwapAfter(2)] },
    fresh: CHANGED,
    resumed: CHANGED,
  },
  {
    name: 'a change in the middle under the same ETag, and a digest',
    spec: 'E2',
    serve: { digest: true, faults: [sameSizeSwapAfter(2)] },
    fresh: CHANGED,
    resumed: CHANGED,
  },
];
