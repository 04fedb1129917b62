/**
 * Two faults of undici 7.30 met at its sockets. (1) Where a response ends with its connection, undici asserts that its parser is not
 * paused when the end comes: back-pressure and a FIN together end the whole program. (2) For such a response it takes a reset for the
 * clean end of the body, so that a cut file would pass for a whole one (spec A5). See docs/decisions/0011-guarded-sockets.md.
 */
import type { Socket } from 'node:net';
import type { buildConnector } from 'undici';

/** The connector, its sockets guarded. */
export function guarded(connect: buildConnector.connector): buildConnector.connector {
  return (options, callback) =>
    connect(options, (error, socket) => {
      // Added before undici's own listeners, and so called before them.
      if (error === null) guard(socket);
      if (error === null) callback(null, socket);
      else callback(error, null);
    });
}

function guard(socket: Socket): void {
  // All bytes before a FIN have been given to the receiver: the parser may be told the end, although the receiver is still busy.
  socket.on('end', () => wakeParser(socket));
  socket.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ECONNRESET') error.code = 'EPIPE';
  });
}

/** undici's parser of the socket, as far as it is known here; a test fails when another version looks different. */
function wakeParser(socket: Socket): void {
  const key = Object.getOwnPropertySymbols(socket).find((symbol) => symbol.description === 'parser');
  const parser: unknown = key === undefined ? null : Reflect.get(socket, key);
  if (!isParser(parser) || !parser.paused) return;
  parser.llhttp.llhttp_resume(parser.ptr);
  parser.paused = false;
}

interface Parser {
  paused: boolean;
  readonly ptr: number;
  readonly llhttp: { readonly llhttp_resume: (ptr: number) => void };
}

function isParser(value: unknown): value is Parser {
  return typeof value === 'object' && value !== null && 'paused' in value && 'ptr' in value && 'llhttp' in value && value.ptr !== null;
}
