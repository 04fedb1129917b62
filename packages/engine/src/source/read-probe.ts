/** What is at this address? Read from the head that answered the first ranged GET, whose body is then used (spec A1–A5, A8). */
import type { HttpFailure, ProtocolFault, RemoteFile } from '@sluice/model';
import { parseContentDisposition } from './content-disposition.ts';
import { contentLengthOf } from './content-length.ts';
import { parseContentRange } from './content-range.ts';
import { suggestName } from './file-name.ts';
import { extensionOf, lastSegment, namesBinaryType } from './file-type.ts';
import { contentCodingOf, isHtml, mediaTypeOf } from './media-type.ts';
import { objectFacts } from './object-facts.ts';
import { publishedDigest } from './published-digest.ts';
import { headerValue, type ResponseHead } from './response-head.ts';
import { retryAfterMs } from './retry-after.ts';
import { boundedText } from './bounded-text.ts';
import { validatorOf } from './validator-of.ts';

export interface ProbeContext {
  /** The address that the user gave. */
  readonly url: string;
  /** The address that answered, after redirects. */
  readonly finalUrl: string;
  /** The request was `Range: bytes=START-`; absent: 0. */
  readonly start?: number;
  readonly nowMs: number;
}

export type ProbeReading =
  | {
      readonly kind: 'file';
      readonly remote: RemoteFile;
      /** Safe to use; see `suggestName`. */
      readonly name: string;
      /** Where in the file the first byte of the body that follows belongs: `start`, or 0 when the server sends everything. */
      readonly bodyStart: number;
      /** How many bytes of the file the body carries; null when the server did not say. 0: there is nothing to read. */
      readonly bodyBytes: number | null;
    }
  | { readonly kind: 'refused'; readonly failure: HttpFailure };

interface Extent {
  readonly kind: 'extent';
  readonly sizeBytes: number | null;
  readonly resumable: boolean;
  readonly bodyStart: number;
  readonly bodyBytes: number | null;
}

type Refusal = Extract<ProbeReading, { readonly kind: 'refused' }>;

/**
 * Reads the answer to `Range: bytes=START-`. Pure, and bounded for hostile heads. A file is resumable only when a 206 with a
 * matching Content-Range and a total was seen and no content coding is applied.
 */
export function readProbe(head: ResponseHead, context: ProbeContext): ProbeReading {
  const extent = extentOf(head, context);
  if (extent.kind === 'refused') return extent;
  // The head of a 416 describes the error page; of the file it says only that it is empty.
  const described: ResponseHead = head.status === 416 ? { status: 416, headers: head.headers.filter(isName) } : head;
  const mediaType = mediaTypeOf(described);
  const contentDisposition = headerValue(described, 'content-disposition');
  if (isPageInsteadOfFile(mediaType, contentDisposition, context)) return refused({ kind: 'not-the-file', mediaType: mediaType ?? '' });
  const { sizeBytes, resumable, bodyStart, bodyBytes } = extent;
  const object = objectFacts(described);
  const remote: RemoteFile = {
    sizeBytes,
    resumable,
    mediaType,
    validator: validatorOf(described),
    etag: shown(described, 'etag'),
    lastModified: shown(described, 'last-modified'),
    contentCoding: contentCodingOf(described),
    digest: publishedDigest(described),
    ...(object === null ? {} : { object }),
  };
  return { kind: 'file', remote, name: suggestName({ contentDisposition, url: namingUrl(context), mediaType }), bodyStart, bodyBytes };
}

function extentOf(head: ResponseHead, { start = 0, nowMs }: ProbeContext): Extent | Refusal {
  if (head.status === 206) return extentOfPart(head, start);
  if (head.status === 200) return extentOfWhole(head);
  if (head.status === 416) {
    const told = parseContentRange(headerValue(head, 'content-range') ?? '');
    if (start === 0 && told?.kind === 'unsatisfied' && told.totalBytes === 0) {
      return { kind: 'extent', sizeBytes: 0, resumable: false, bodyStart: 0, bodyBytes: 0 };
    }
  }
  if (head.status < 400 || head.status > 599) return fault('status');
  return refused({ kind: 'http-status', status: head.status, retryAfterMs: retryAfterMs(headerValue(head, 'retry-after'), nowMs) });
}

function extentOfWhole(head: ResponseHead): Extent | Refusal {
  if (mediaTypeOf(head) === 'multipart/byteranges') return fault('multipart');
  const length = contentLengthOf(head);
  if (length.kind === 'malformed') return fault('content-length');
  if (length.kind === 'too-large') return refused(length);
  const bytes = length.kind === 'count' ? length.value : null;
  return { kind: 'extent', sizeBytes: bytes, resumable: false, bodyStart: 0, bodyBytes: bytes };
}

function extentOfPart(head: ResponseHead, start: number): Extent | Refusal {
  if (mediaTypeOf(head) === 'multipart/byteranges') return fault('multipart');
  const value = headerValue(head, 'content-range');
  if (value === null) return fault('no-content-range');
  const told = parseContentRange(value);
  if (told?.kind === 'too-large') return refused(told);
  if (told?.kind !== 'bytes') return fault('content-range-syntax');
  if (told.range.start !== start) return fault('content-range-start');
  const bodyBytes = told.range.end - start;
  const length = contentLengthOf(head);
  if (length.kind !== 'absent' && !(length.kind === 'count' && length.value === bodyBytes)) return fault('content-length');
  const resumable = told.totalBytes !== null && contentCodingOf(head) === null;
  // A stream that can't be resumed must be whole: nothing may ask for what is before it or after it.
  if (!resumable && start > 0) return fault(told.totalBytes === null ? 'content-range-total' : 'content-coding');
  if (!resumable && told.totalBytes !== null && told.range.end < told.totalBytes) return fault('content-coding');
  return { kind: 'extent', sizeBytes: told.totalBytes, resumable, bodyStart: start, bodyBytes };
}

/** A8: a page for people under a name that no page has, unless the server calls it a file itself. */
function isPageInsteadOfFile(mediaType: string | null, contentDisposition: string | null, context: ProbeContext): boolean {
  if (!isHtml(mediaType) || !(namesBinaryType(context.url) || namesBinaryType(context.finalUrl))) return false;
  const told = contentDisposition === null ? null : parseContentDisposition(contentDisposition);
  return told?.type !== 'attachment' || told.fileName === null;
}

/** The address that names the file better: where it came from, unless only the given one ends in a name with an extension. */
function namingUrl({ url, finalUrl }: ProbeContext): string {
  const named = (candidate: string): boolean => extensionOf(lastSegment(candidate)) !== null;
  return !named(finalUrl) && named(url) ? url : finalUrl;
}

function isName([name]: readonly [name: string, value: string]): boolean {
  return name === 'content-disposition';
}

function shown(head: ResponseHead, name: string): string | null {
  const value = headerValue(head, name)?.trim() ?? '';
  return value === '' ? null : boundedText(value, 1024);
}

function fault(protocolFault: ProtocolFault): Refusal {
  return refused({ kind: 'protocol', fault: protocolFault });
}

function refused(failure: HttpFailure): Refusal {
  return { kind: 'refused', failure };
}
