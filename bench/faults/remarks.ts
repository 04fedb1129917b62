/** Remarks on single rows of the matrix, written by hand after looking into them. */
import type { Prose } from './report.ts';

export const REMARKS: Prose['remarks'] = [
  {
    behaviour: 'an-honest-server',
    text: 'aria2 and axel note their place in a file beside the download, by default aria2 every 60 s and axel every 10 s: killed earlier, they begin again, which is most of what is counted as needless refetch. curl and wget2 need no notes, because one connection fills the file from its start.',
  },
  {
    behaviour: 'a-server-without-ranges',
    text: 'curl ends with exit code 33 and keeps what it has; aria2 does the same after it was stopped (`--always-resume=false` would let it begin again).',
  },
  {
    behaviour: '200-to-every-range-later',
    text: 'The server had ranges and has none any more. Sluice reads the whole body once more, compares it with what is there, and goes on behind that; curl keeps what it has and ends with an error, and the others begin again.',
  },
  {
    behaviour: 'a-range-that-starts-behind-the-one-asked',
    text: 'axel and wget2 write the bytes where they expected others; the others compare the start and refuse.',
  },
  {
    behaviour: 'shorter-ranges-than-asked',
    text: 'An honest 206 for a part of what was asked, which RFC 9110 allows. curl and wget2 take the end of that response for the end of the file; running them once more would go on from there.',
  },
  {
    behaviour: 'the-whole-body-as-206',
    text: 'The header promises the range, the body is the whole file: only the Content-Length gives it away. The others write it where the range should go.',
  },
  {
    behaviour: 'multipart-byteranges',
    text: 'wget2 and axel store the boundary lines as bytes of the file; resumed, axel waits for the bytes that are then missing.',
  },
  {
    behaviour: 'an-interim-response-before-each',
    text: 'wget2 takes the 103 for the response, ends with exit code 0, and leaves no file.',
  },
  {
    behaviour: 'two-content-lengths',
    text: 'The lengths differ by one. RFC 9112 calls such a response invalid, and Sluice refuses it; curl waits for the byte that never comes, and the others go by the length that they know.',
  },
  {
    behaviour: 'a-header-bomb',
    text: 'Sluice reads heads of up to 64 KiB; this one is larger, and the others read it.',
  },
  {
    behaviour: 'connections-that-are-closed',
    text: 'wget2 1.99.1 (the pre-release that Debian 12 has) prints "Just got 716800 of 8400953 bytes" and ends with exit code 0: a person can see it, a script can’t. curl does not count a cut body among what `--retry` tries again; `--retry-all-errors`, tried by hand, gets the right file.',
  },
  {
    behaviour: 'no-length-and-the-connection-is-cut',
    text: 'The body is in chunks, and the last one never comes. wget2 takes what there is for the file; axel speaks HTTP/1.0, which knows no chunks: there nothing tells a body that was cut from a whole one.',
  },
  {
    behaviour: 'heads-that-never-come',
    text: 'axel ends with a segmentation fault.',
  },
  {
    behaviour: '503-with-retry-after-in-seconds',
    text: 'wget2 prints the status and ends with exit code 0, also after 403 and 500; what was there from the first run stays under the name of the file.',
  },
  {
    behaviour: 'no-door-for-a-third-connection',
    text: 'axel is ended by SIGPIPE when its connections are refused.',
  },
  {
    behaviour: 'one-wrong-bit-and-a-digest',
    text: 'The server publishes the SHA-256 in Repr-Digest (RFC 9530), which is younger than these versions of the others; aria2 asks for its forerunner, Digest. Where another program has the right file, the wrong bit fell into bytes that it dropped.',
  },
  {
    behaviour: 'one-wrong-bit-and-the-user-knows-the-sha-256',
    text: 'Sluice and aria2 are given the checksum (`--checksum`). aria2 refuses the file and says so; Sluice fetches it again. The others have no such option, and comparing is left to the user.',
  },
  {
    behaviour: 'another-file-with-another-etag',
    text: 'The others send no If-Range and compare no ETag: of two files of the same size they make one that is neither. Where aria2 and axel get it right after being killed, they began again because they had no notes.',
  },
  {
    behaviour: 'another-file-of-the-same-size-without-validators',
    text: 'Nothing in the headers tells. Sluice compares bytes that it has with the server’s before it goes on.',
  },
  {
    behaviour: 'a-change-in-the-middle-told-by-etag-and-date',
    text: 'The file changes after the second request. curl and wget2 make no more than that.',
  },
  {
    behaviour: 'a-change-in-the-middle-that-nothing-tells',
    text: 'The same, without any header that would tell: a program that compares no bytes can’t see it.',
  },
  {
    behaviour: 'a-url-that-works-once',
    text: 'axel uses up the link with its first request, and then tries again without end; so it does where the goal of a redirect expires.',
  },
  {
    behaviour: 'a-link-that-expires-in-the-middle',
    text: 'The link serves two requests. Programs with one connection have one left for the second run; Sluice keeps what it has and waits for a new link (exit code 3).',
  },
  {
    behaviour: 'a-login-page-instead-of-the-file',
    text: '200 with text/html under an address that ends in .zip. The others store what the server sends, and promise no more; Sluice does not take it for the file.',
  },
];
