/** JSON-RPC 2.0 as aria2 speaks it: the token is the first parameter, several calls may come at once, or inside of system.multicall. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Method, Params } from './methods.ts';
import { INVALID_REQUEST, NO_SUCH_METHOD, PARSE_ERROR, RpcError } from './rpc-error.ts';

export interface Dispatcher {
  /** The answer to the text of one request or batch; null when nothing is to be answered. Never throws for what a caller sent. */
  answer(text: string): Answered;
}

interface Answered {
  readonly text: string | null;
  /** A call came with no token, or a wrong one. */
  readonly unauthorized: boolean;
}

export interface DispatchPorts {
  readonly methods: Readonly<Record<string, Method>>;
  readonly token: string;
  /** Told of faults of ours; the caller only learns that there was one. */
  readonly onFault: (fault: unknown) => void;
}

const MAX_CALLS = 1000;
const UNAUTHORIZED = 'Unauthorized';
const NOTIFICATIONS = ['Start', 'Pause', 'Stop', 'Complete', 'Error'].map((what) => `aria2.onDownload${what}`);

export function createDispatcher({ methods, token, onFault }: DispatchPorts): Dispatcher {
  const system: Readonly<Record<string, (params: Params) => unknown>> = {
    'system.listMethods': () => [...Object.keys(methods), ...Object.keys(system)],
    'system.listNotifications': () => NOTIFICATIONS,
    'system.multicall': ([calls]) => multicall(calls),
  };

  function multicall(calls: unknown): readonly unknown[] {
    if (!Array.isArray(calls) || calls.length > MAX_CALLS) throw new RpcError(INVALID_REQUEST, 'methods must be a list of calls');
    return calls.map((call: unknown) => {
      const { methodName, params } = asRecord(call);
      if (methodName === 'system.multicall') return describe(new RpcError(INVALID_REQUEST, 'Recursive system.multicall forbidden.'));
      try {
        return [invoke(methodName, params)];
      } catch (error) {
        return describe(error);
      }
    });
  }

  function invoke(name: unknown, params: unknown): unknown {
    if (params !== undefined && !Array.isArray(params)) throw new RpcError(INVALID_REQUEST, 'params must be a list');
    const given: Params = params ?? [];
    if (typeof name !== 'string') throw new RpcError(INVALID_REQUEST, 'method must be text');
    // As in aria2: these tell nothing, or carry calls that have tokens of their own.
    if (Object.hasOwn(system, name)) return system[name]?.(given);
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (!isToken(given[0], token)) throw new RpcError(1, UNAUTHORIZED);
    if (method === undefined) throw new RpcError(NO_SUCH_METHOD, `No such method: ${name.slice(0, 100)}`);
    return method(given.slice(1));
  }

  function describe(error: unknown): { readonly code: number; readonly message: string } {
    if (error instanceof RpcError) return { code: error.code, message: error.message };
    onFault(error);
    return { code: 1, message: 'Sluice met a fault of its own.' };
  }

  function answerOne(request: unknown): object {
    const { id, method, params } = asRecord(request);
    const known = typeof id === 'string' || typeof id === 'number' ? id : null;
    try {
      return { id: known, jsonrpc: '2.0', result: invoke(method, params) };
    } catch (error) {
      return { id: known, jsonrpc: '2.0', error: describe(error) };
    }
  }

  return {
    answer(text) {
      const request = parse(text);
      if (request === undefined) return reply({ id: null, jsonrpc: '2.0', error: { code: PARSE_ERROR, message: 'Parse error.' } });
      if (!Array.isArray(request)) return reply(answerOne(request));
      if (request.length === 0 || request.length > MAX_CALLS) {
        return reply({ id: null, jsonrpc: '2.0', error: { code: INVALID_REQUEST, message: 'Invalid Request.' } });
      }
      return reply(request.map(answerOne));
    },
  };
}

function reply(answer: object): Answered {
  const text = JSON.stringify(answer);
  return { text, unauthorized: text.includes(`"message":"${UNAUTHORIZED}"`) };
}

/** Compared in constant time, through digests since lengths may differ. */
function isToken(given: unknown, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return typeof given === 'string' && timingSafeEqual(digest(given), digest(`token:${token}`));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
