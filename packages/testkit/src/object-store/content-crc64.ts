/** The CRC-64 of seeded content: periodic content of any size costs no more than its period. */
import { fill } from '../seeded-bytes.ts';
import { CRC64_NVME, CRC64_XZ, type Crc64 } from './crc64.ts';

const READ_BYTES = 256 * 1024;
const known = new Map<string, bigint>();

export interface Content {
  readonly seed: number;
  readonly sizeBytes: number;
  /** Infinity when it does not repeat itself. */
  readonly periodBytes: number;
}

/** As OSS writes it: unsigned decimal. */
export function ossCrc64(content: Content): string {
  return String(crc64Of('xz', CRC64_XZ, content));
}

/** As S3 writes it: eight bytes, the highest first, in base64. */
export function s3Crc64(content: Content): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(crc64Of('nvme', CRC64_NVME, content));
  return bytes.toString('base64');
}

function crc64Of(name: string, crc64: Crc64, content: Content): bigint {
  const key = JSON.stringify([name, content.seed, content.sizeBytes, content.periodBytes]);
  const crc = known.get(key) ?? computeCrc64(crc64, content);
  known.set(key, crc);
  return crc;
}

function computeCrc64(crc64: Crc64, { seed, sizeBytes, periodBytes }: Content): bigint {
  if (sizeBytes <= periodBytes) return crc64OfStart(crc64, seed, sizeBytes);
  const times = Math.floor(sizeBytes / periodBytes);
  const restBytes = sizeBytes - times * periodBytes;
  const whole = crc64.repeat(crc64OfStart(crc64, seed, periodBytes), periodBytes, times);
  return crc64.combine(whole, crc64OfStart(crc64, seed, restBytes), restBytes);
}

function crc64OfStart(crc64: Crc64, seed: number, sizeBytes: number): bigint {
  let crc = 0n;
  const buffer = new Uint8Array(READ_BYTES);
  for (let at = 0; at < sizeBytes; at += READ_BYTES) {
    const bytes = buffer.subarray(0, Math.min(READ_BYTES, sizeBytes - at));
    fill(seed, bytes, at);
    crc = crc64.update(crc, bytes);
  }
  return crc;
}
