/** The main side of the contract, without Electron: a message comes in as `unknown`, a reply always goes out. */
import type { z } from 'zod';
import { CONTRACT, type Channel, type InputOf, type OutputOf } from './contract.ts';
import type { Refusal, Reply } from './refusal.ts';

export type Handlers = { readonly [C in Channel]: (input: InputOf<C>) => OutputOf<C> | Promise<OutputOf<C>> };

export interface DispatcherOptions<Sender> {
  isTrusted(sender: Sender): boolean;
  /** Told of everything that a handler threw; the page learns only that it failed. */
  onFault(channel: string, error: unknown): void;
}

/** Answers one message; never rejects and never throws. */
export type Dispatch<Sender> = (sender: Sender, channel: unknown, input: unknown) => Promise<Reply<unknown>>;

export function createDispatcher<Sender>(handlers: Handlers, options: DispatcherOptions<Sender>): Dispatch<Sender> {
  return async (sender, channel, input) => {
    try {
      if (!options.isTrusted(sender)) return refused({ kind: 'untrusted-sender' });
      if (!isChannel(channel)) return refused({ kind: 'unknown-channel' });
      return await answer(handlers, channel, input);
    } catch (error) {
      options.onFault(typeof channel === 'string' ? channel.slice(0, MAX_PLACE_LENGTH) : typeof channel, error);
      return refused({ kind: 'fault' });
    }
  };
}

async function answer<C extends Channel>(handlers: Handlers, channel: C, input: unknown): Promise<Reply<OutputOf<C>>> {
  const parsed = CONTRACT[channel].input.safeParse(input);
  if (!parsed.success) return refused({ kind: 'bad-input', detail: describe(parsed.error) });
  return { ok: true, value: await handlers[channel](parsed.data as InputOf<C>) };
}

function isChannel(name: unknown): name is Channel {
  return typeof name === 'string' && Object.hasOwn(CONTRACT, name);
}

function refused(refusal: Refusal): Reply<never> {
  return { ok: false, refusal };
}

const MAX_ISSUES = 5;
const MAX_PLACE_LENGTH = 80;

/** Where the input did not fit, and which rule it broke. Values stay out: they may hold secrets (spec D4). */
function describe(error: z.ZodError): string {
  return error.issues
    .slice(0, MAX_ISSUES)
    .map((issue) => `${issue.path.map(String).join('.').slice(0, MAX_PLACE_LENGTH) || 'input'}: ${issue.code}`)
    .join('; ');
}
