/** Puts a planned response on a connection: through the gate, at its rate, up to its cut. */
import { STATUS_CODES } from 'node:http';
import { rangeLength } from '@sluice/model';
import type { BodyGate } from './body-gate.ts';
import type { Connection } from './connection.ts';
import type { BodySegment, ResponsePlan } from './plan-response.ts';
import { fillPeriodic } from './seeded-bytes.ts';

const CHUNK_BYTES = 128 * 1024;
const DRIPS_PER_SECOND = 20;

/** Where body bytes pass and are counted. */
export interface Outlet {
  readonly gate: BodyGate;
  sent(bytes: number): void;
}

/** Sends the response; resolves with whether the connection can take another request. */
export async function sendResponse(connection: Connection, plan: ResponsePlan, withBody: boolean, outlet: Outlet): Promise<boolean> {
  if (!(await connection.write(headText(plan)))) return false;
  if (withBody) {
    const complete = await sendBody(connection, plan, outlet);
    if (!complete) return cutOff(connection, plan);
    if (plan.chunked) await connection.write(plan.chunkedEnd);
  }
  if (plan.closeAfter) connection.end();
  return !plan.closeAfter && !connection.closed.aborted;
}

function headText(plan: ResponsePlan): string {
  const lines = [`HTTP/${plan.version} ${plan.status} ${STATUS_CODES[plan.status] ?? 'Unknown'}`];
  const names = new Set(plan.headers.map(([name]) => name.toLowerCase()));
  if (!names.has('date')) lines.push(`Date: ${new Date().toUTCString()}`);
  lines.push(...plan.headers.map(([name, value]) => `${name}: ${value}`));
  if (plan.chunked) lines.push('Transfer-Encoding: chunked');
  if (!names.has('connection')) lines.push(`Connection: ${plan.closeAfter ? 'close' : 'keep-alive'}`);
  return `${plan.prelude}${lines.join('\r\n')}\r\n\r\n`;
}

/** True when all of the body went out; false when it came to its cut, or the connection is gone. */
async function sendBody(connection: Connection, plan: ResponsePlan, outlet: Outlet): Promise<boolean> {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  const stepBytes = plan.bytesPerSecond === null ? CHUNK_BYTES : Math.max(1, Math.floor(plan.bytesPerSecond / DRIPS_PER_SECOND));
  let left = plan.cut?.afterBytes ?? Infinity;
  for (const segment of plan.body) {
    const length = segmentLength(segment);
    for (let at = 0; at < length;) {
      if (left <= 0) return false;
      const granted = await outlet.gate.take(Math.min(stepBytes, CHUNK_BYTES, length - at, left), connection.closed);
      if (granted === 0) return false;
      const bytes = buffer.subarray(0, granted);
      copySegment(segment, at, bytes, plan.flips);
      if (!(await sendChunk(connection, plan.chunked, bytes))) {
        outlet.gate.giveBack(granted);
        return false;
      }
      outlet.sent(granted);
      at += granted;
      left -= granted;
      if (plan.bytesPerSecond !== null) await rest((granted / plan.bytesPerSecond) * 1000, connection.closed);
    }
  }
  return true;
}

async function sendChunk(connection: Connection, chunked: boolean, bytes: Uint8Array): Promise<boolean> {
  if (!chunked) return connection.write(bytes);
  return connection.write(Buffer.concat([Buffer.from(`${bytes.byteLength.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]));
}

async function cutOff(connection: Connection, plan: ResponsePlan): Promise<boolean> {
  switch (plan.cut?.kind) {
    case 'drop':
      connection.end();
      return false;
    case 'reset':
      connection.reset();
      return false;
    case 'stall':
    case undefined:
      await untilClosed(connection.closed);
      return false;
  }
}

/** Resolves when the connection is gone. */
export function untilClosed(closed: AbortSignal): Promise<void> {
  if (closed.aborted) return Promise.resolve();
  return new Promise((resolve) => closed.addEventListener('abort', () => resolve(), { once: true }));
}

function rest(delayMs: number, closed: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(finish, delayMs);
    closed.addEventListener('abort', finish, { once: true });
    function finish(): void {
      clearTimeout(timer);
      closed.removeEventListener('abort', finish);
      resolve();
    }
  });
}

function segmentLength(segment: BodySegment): number {
  return segment.kind === 'bytes' ? segment.bytes.byteLength : rangeLength(segment.range);
}

function copySegment(segment: BodySegment, at: number, into: Uint8Array, flips: readonly number[]): void {
  if (segment.kind === 'bytes') {
    into.set(segment.bytes.subarray(at, at + into.byteLength));
    return;
  }
  const position = segment.range.start + at;
  fillPeriodic(segment.seed, segment.periodBytes, into, position);
  for (const flip of flips) {
    const byte = into[flip - position];
    if (byte !== undefined) into[flip - position] = byte ^ 1;
  }
}
