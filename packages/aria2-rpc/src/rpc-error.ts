/** What a caller gets instead of a result: JSON-RPC 2.0's codes for its own troubles, aria2's 1 for the rest. */
export class RpcError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.name = 'RpcError';
    this.code = code;
  }
}

export const PARSE_ERROR = -32_700;
export const INVALID_REQUEST = -32_600;
export const NO_SUCH_METHOD = -32_601;
const INVALID_PARAMS = -32_602;
const REFUSED = 1;

export function refused(message: string): RpcError {
  return new RpcError(REFUSED, message);
}

export function invalid(message: string): RpcError {
  return new RpcError(INVALID_PARAMS, message);
}
