/** Answers to range requests that are not what was asked (spec A3, B3–B5). */
import {
  contentRangeMissing,
  gzip,
  headRefused,
  headerBomb,
  ignoreRange,
  interim,
  malformedHead,
  multipartByteranges,
  shorterRange,
  starTotal,
  status,
  twoContentLengths,
  wholeBodyAs206,
  wrongEnd,
  wrongStart,
  wrongTotal,
} from '@sluice/testkit';
import type { Behaviour, Outcome } from './behaviour.ts';

const MiB = 1024 * 1024;
const RIGHT: Outcome = { end: 'right' };
/** Ranges are given up, the whole file is read once, and only what is missing is written (0015). */
const READ_THROUGH: Outcome = { end: 'right', overBytes: 9 * MiB };

function protocol(fault: 'content-coding' | 'content-length' | 'head-too-large' | 'status'): Outcome {
  return { end: 'failed', failure: 'protocol', fault };
}

export const RANGES: readonly Behaviour[] = [
  { name: 'an honest server', spec: 'B3', fresh: RIGHT, resumed: RIGHT },
  // A stream that is not resumable begins again, because there is no other way.
  { name: 'a server without ranges', spec: 'A3', serve: { ranges: false }, fresh: RIGHT, resumed: { end: 'right', overBytes: 8 * MiB } },
  {
    name: 'Accept-Ranges: none from a server that has them',
    spec: 'A3',
    serve: { headers: [['Accept-Ranges', 'none']] },
    fresh: RIGHT,
    resumed: RIGHT,
  },
  { name: 'HEAD refused', spec: 'A1', serve: { faults: [headRefused(405)] }, fresh: RIGHT, resumed: RIGHT },
  {
    name: '200 to every range, later',
    spec: 'B4',
    later: [ignoreRange()],
    fresh: RIGHT,
    resumed: READ_THROUGH,
  },
  { name: '200 to some ranges', spec: 'B4', later: [ignoreRange({ times: 3 })], fresh: RIGHT, resumed: RIGHT },
  {
    name: 'a range that starts before the one asked',
    spec: 'B3',
    later: [wrongStart(-1, { onlyAfterFirst: 1 })],
    fresh: RIGHT,
    resumed: READ_THROUGH,
  },
  {
    name: 'a range that starts behind the one asked',
    spec: 'B3',
    later: [wrongStart(1)],
    fresh: RIGHT,
    resumed: READ_THROUGH,
  },
  {
    name: 'a Content-Range that ends behind its body',
    spec: 'B3',
    later: [wrongEnd(5)],
    fresh: RIGHT,
    resumed: READ_THROUGH,
  },
  {
    name: 'a Content-Range that ends before its body',
    spec: 'B3',
    later: [wrongEnd(-5)],
    fresh: RIGHT,
    resumed: READ_THROUGH,
  },
  { name: 'another total', spec: 'B3', later: [wrongTotal(9 * MiB, { onlyAfterFirst: 1, times: 2 })], fresh: RIGHT, resumed: RIGHT },
  {
    name: 'a total of *',
    spec: 'B3',
    later: [starTotal()],
    fresh: RIGHT,
    resumed: RIGHT,
  },
  {
    name: 'a total that no number holds',
    spec: 'A5',
    later: [wrongTotal('18446744073709551616')],
    fresh: { end: 'failed', failure: 'too-large' },
    resumed: { end: 'failed', failure: 'too-large' },
  },
  {
    name: 'a total that is no number',
    spec: 'B3',
    later: [wrongTotal('lots')],
    fresh: RIGHT,
    resumed: READ_THROUGH,
  },
  { name: 'shorter ranges than asked', spec: 'B3', serve: { faults: [shorterRange(700 * 1024)] }, fresh: RIGHT, resumed: RIGHT },
  { name: 'the whole body as 206', spec: 'B3', later: [wholeBodyAs206()], fresh: RIGHT, resumed: READ_THROUGH },
  {
    name: '206 without Content-Range',
    spec: 'B3',
    later: [contentRangeMissing()],
    fresh: RIGHT,
    resumed: READ_THROUGH,
  },
  {
    name: 'multipart/byteranges',
    spec: 'B5',
    later: [multipartByteranges()],
    fresh: RIGHT,
    resumed: READ_THROUGH,
  },
  { name: '416 now and then', spec: 'B5', later: [status(416, { onlyAfterFirst: 1, times: 3 })], fresh: RIGHT, resumed: RIGHT },
  {
    name: '416 to every range',
    spec: 'B5',
    later: [status(416)],
    fresh: { end: 'failed', failure: 'http-status' },
    resumed: { end: 'failed', failure: 'ranges-lost' },
  },
  { name: '412 without a reason', spec: 'B5', later: [status(412, { onlyAfterFirst: 1, times: 1 })], fresh: RIGHT, resumed: RIGHT },
  { name: '304 to a range', spec: 'B5', later: [status(304)], fresh: protocol('status'), resumed: protocol('status') },
  { name: '204 to a range', spec: 'B5', later: [status(204)], fresh: protocol('status'), resumed: protocol('status') },
  { name: 'an interim response before each', spec: 'B5', serve: { faults: [interim(103)] }, fresh: RIGHT, resumed: RIGHT },
  { name: 'gzip although identity was asked for', spec: 'A2', later: [gzip()], resumed: protocol('content-coding') },
  {
    name: 'two Content-Lengths',
    spec: 'B5',
    later: [twoContentLengths()],
    fresh: protocol('content-length'),
    resumed: protocol('content-length'),
  },
  {
    name: 'a header bomb',
    spec: 'B5',
    later: [headerBomb(80 * 1024)],
    fresh: protocol('head-too-large'),
    resumed: protocol('head-too-large'),
  },
  { name: 'a line before the head that is not HTTP', spec: 'B5', later: [malformedHead({ times: 3 })], fresh: RIGHT, resumed: RIGHT },
];
