/** Faults that change an honest answer on its way out. Pure: a plan in, a plan out. */
import { gzipSync } from 'node:zlib';
import { assertNever, byteRange, rangeLength, type ByteRange } from '@sluice/model';
import type { Fault, RangeFault, ResponseFault } from './faults.ts';
import { bodyLength, seededSegment, withHeader, withoutHeader, type BodySegment, type ResponsePlan } from './plan-response.ts';
import { seededBytes } from './seeded-bytes.ts';
import type { Header, ServedFile } from './served-file.ts';

const BOUNDARY = 'sluice-boundary';
const BOMB_LINE_BYTES = 1024;

/** Well-formed and wrong, in the two spellings that object stores have. */
const CRC64_LIES: Readonly<Record<string, string>> = {
  'x-oss-hash-crc64ecma': '1234567890123456789',
  'x-amz-checksum-crc64nvme': 'ESIzRFVmd4g=',
};

/** Whether the fault has something to distort in this response. HTTP/1.0 knows neither chunks nor interim responses. */
export function strikes(plan: ResponsePlan, fault: Fault, version: '1.0' | '1.1'): boolean {
  if (version === '1.0' && (fault.kind === 'bad-chunk' || fault.kind === 'interim')) return false;
  return (fault.strikes === 'response' && plan.ofFile) || (fault.strikes === 'range' && plan.range !== null);
}

/** The plan as the fault leaves it. */
export function distort(plan: ResponsePlan, fault: Fault, file: ServedFile): ResponsePlan {
  if (fault.strikes === 'response') return distortAny(plan, fault, file);
  return fault.strikes === 'range' && plan.range !== null ? distortRange(plan, plan.range, fault, file) : plan;
}

function distortAny(plan: ResponsePlan, fault: ResponseFault, file: ServedFile): ResponsePlan {
  switch (fault.kind) {
    case 'drop-after':
      return { ...plan, cut: { kind: 'drop', afterBytes: fault.bytes } };
    case 'reset-after':
      return { ...plan, cut: { kind: 'reset', afterBytes: fault.bytes } };
    case 'stall-after':
      return { ...plan, cut: { kind: 'stall', afterBytes: fault.bytes } };
    case 'slow-drip':
      return { ...plan, bytesPerSecond: fault.bytesPerSecond };
    case 'bit-flip':
      return { ...plan, flips: [...plan.flips, fault.at] };
    case 'short-body':
      return { ...plan, cut: { kind: 'drop', afterBytes: Math.max(0, bodyLength(plan.body) - fault.bytes) } };
    case 'long-body':
      return { ...plan, body: [...plan.body, { kind: 'bytes', bytes: Buffer.alloc(fault.bytes, 'x') }] };
    case 'chunked':
      return inChunks(plan);
    case 'no-length':
      return { ...withoutHeader(plan, 'Content-Length'), chunked: false, closeAfter: true };
    case 'bad-chunk':
      return { ...inChunks(plan), body: firstHalf(plan.body), chunkedEnd: 'no chunk size\r\n\r\n' };
    case 'gzip':
      return compressed(plan, file);
    case 'two-content-lengths':
      return { ...plan, headers: [...plan.headers, ['Content-Length', String(bodyLength(plan.body) + 1)]] };
    case 'header-bomb':
      return { ...plan, headers: [...plan.headers, ...bombHeaders(fault.bytes)] };
    case 'interim':
      return { ...plan, prelude: `HTTP/1.1 ${fault.status} Interim\r\nLink: </style.css>; rel=preload\r\n\r\n` };
    case 'malformed-head':
      return { ...plan, prelude: 'SSH-2.0-OpenSSH_9.2\r\n' };
    case 'http10':
      return { ...plan, version: '1.0', closeAfter: true };
    case 'keep-alive-lie':
      return { ...withHeader(plan, 'Connection', 'keep-alive'), closeAfter: true };
    case 'wrong-crc64':
      return { ...plan, headers: plan.headers.map(([name, value]) => [name, CRC64_LIES[name.toLowerCase()] ?? value]) };
    default:
      return assertNever(fault);
  }
}

function distortRange(plan: ResponsePlan, range: ByteRange, fault: RangeFault, file: ServedFile): ResponsePlan {
  switch (fault.kind) {
    case 'wrong-start':
      return carrying(plan, byteRange(Math.min(Math.max(0, range.start + fault.delta), range.end - 1), range.end), file);
    case 'shorter-range':
      return carrying(plan, byteRange(range.start, Math.min(range.end, range.start + fault.bytes)), file);
    case 'wrong-end':
      return withHeader(plan, 'Content-Range', `bytes ${range.start}-${range.end - 1 + fault.delta}/${file.sizeBytes}`);
    case 'wrong-total':
      return withHeader(plan, 'Content-Range', `bytes ${range.start}-${range.end - 1}/${fault.total}`);
    case 'content-range-missing':
      return withoutHeader(plan, 'Content-Range');
    case 'whole-body-as-206':
      return withBody(plan, [seededSegment(file, byteRange(0, file.sizeBytes))]);
    case 'multipart-byteranges':
      return inMultipart(plan, range, file);
    default:
      return assertNever(fault);
  }
}

function withBody(plan: ResponsePlan, body: readonly BodySegment[]): ResponsePlan {
  return { ...withHeader(plan, 'Content-Length', String(bodyLength(body))), body };
}

function carrying(plan: ResponsePlan, range: ByteRange, file: ServedFile): ResponsePlan {
  const moved = withBody({ ...plan, range }, [seededSegment(file, range)]);
  return withHeader(moved, 'Content-Range', `bytes ${range.start}-${range.end - 1}/${file.sizeBytes}`);
}

function inMultipart(plan: ResponsePlan, range: ByteRange, file: ServedFile): ResponsePlan {
  const contentRange = `bytes ${range.start}-${range.end - 1}/${file.sizeBytes}`;
  const before = Buffer.from(`--${BOUNDARY}\r\nContent-Type: ${file.mediaType}\r\nContent-Range: ${contentRange}\r\n\r\n`);
  const after = Buffer.from(`\r\n--${BOUNDARY}--\r\n`);
  const wrapped = withBody(plan, [{ kind: 'bytes', bytes: before }, ...plan.body, { kind: 'bytes', bytes: after }]);
  return withoutHeader(withHeader(wrapped, 'Content-Type', `multipart/byteranges; boundary=${BOUNDARY}`), 'Content-Range');
}

function inChunks(plan: ResponsePlan): ResponsePlan {
  return { ...withoutHeader(plan, 'Content-Length'), chunked: true, closeAfter: false };
}

/** As nginx does it: compression takes ranges and the strength of the ETag away. */
function compressed(plan: ResponsePlan, file: ServedFile): ResponsePlan {
  // Stored, not compressed: what matters is the coding, and clients wait for the head meanwhile.
  const bytes = gzipSync(seededBytes(file.seed, byteRange(0, file.sizeBytes)), { level: 0 });
  const whole: ResponsePlan = { ...plan, status: 200, range: null, body: [{ kind: 'bytes', bytes }] };
  const coded = withHeader(withoutHeader(withoutHeader(whole, 'Content-Range'), 'Accept-Ranges'), 'Content-Encoding', 'gzip');
  return inChunks(file.etag === null ? coded : withHeader(coded, 'ETag', `W/${file.etag}`));
}

function firstHalf(body: readonly BodySegment[]): readonly BodySegment[] {
  return body.slice(0, 1).map((segment) => {
    if (segment.kind === 'bytes') return { kind: 'bytes', bytes: segment.bytes.subarray(0, segment.bytes.byteLength >> 1) };
    const { start } = segment.range;
    return { ...segment, range: byteRange(start, start + Math.floor(rangeLength(segment.range) / 2)) };
  });
}

function bombHeaders(bytes: number): readonly Header[] {
  const lines = Math.ceil(bytes / BOMB_LINE_BYTES);
  return Array.from({ length: lines }, (_, index) => [`X-Bomb-${index}`, 'b'.repeat(BOMB_LINE_BYTES)]);
}
