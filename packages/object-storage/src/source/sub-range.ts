/** A part of an object as a file of its own: heads speak of the part, and no checksum of the whole is believed (spec G7). */
import { headerValue, type ResponseHead } from '@sluice/engine';
import type { ObjectOptions } from '@sluice/model';

/** Checksums of the whole object; the name of the file stays. */
const OF_THE_WHOLE = /^(?:x-oss-hash-crc64ecma|x-amz-checksum-.*|content-md5|digest|repr-digest|content-digest)$/;

/** The head as it would be if the sub-range were the whole file. What is not understood stays as it is, and is refused later. */
export function headOfSubRange(head: ResponseHead, { start, end }: NonNullable<ObjectOptions['subRange']>): ResponseHead {
  const headers = head.headers.filter(([name]) => !OF_THE_WHOLE.test(name));
  const match = /^bytes (\d{1,16})-(\d{1,16})\/(\d{1,16})$/i.exec(headerValue(head, 'content-range')?.trim() ?? '');
  if (head.status !== 206 || match === null) return { ...head, headers };
  const [first = 0, last = 0, total = 0] = match.slice(1).map(Number);
  const size = Math.min(end ?? total, total) - start;
  const shifted = `bytes ${first - start}-${last - start}/${size}`;
  return { ...head, headers: headers.map(([name, value]) => [name, name === 'content-range' ? shifted : value] as const) };
}
