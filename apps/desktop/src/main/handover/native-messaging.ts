/** Native messaging as browsers speak it on standard input and output: four bytes of length in the machine's order, then JSON. */
import { endianness } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import type { HandedOver, HandoverRequest } from '@sluice/handover';
import { MAX_BROWSER_MESSAGE_BYTES, readBrowserMessage } from './browser-message.ts';

export interface BrowserPorts {
  readonly input: Readable;
  readonly output: Writable;
  readonly handOver: (request: HandoverRequest) => Promise<HandedOver>;
}

const LITTLE = endianness() === 'LE';

/** Answers each message in turn. Resolves when the browser ends the talk, or says what is too long to be a link. */
export async function serveBrowser({ input, output, handOver }: BrowserPorts): Promise<void> {
  let kept = Buffer.alloc(0);
  for await (const part of input) {
    kept = Buffer.concat([kept, Buffer.from(part)]);
    for (;;) {
      if (kept.length < 4) break;
      const length = LITTLE ? kept.readUInt32LE() : kept.readUInt32BE();
      if (length > MAX_BROWSER_MESSAGE_BYTES) {
        await write(output, { kind: 'not-understood' });
        return;
      }
      if (kept.length < 4 + length) break;
      await write(output, await answer(kept.subarray(4, 4 + length), handOver));
      kept = kept.subarray(4 + length);
    }
  }
}

/** The outcome of the one link. */
async function answer(bytes: Buffer, handOver: BrowserPorts['handOver']): Promise<object> {
  const request = readBrowserMessage(parse(bytes.toString('utf8')));
  if (request === null) return { kind: 'not-understood' };
  const handed = await handOver(request);
  return handed.kind === 'answered' ? (handed.outcomes[0] ?? { kind: 'no-answer' }) : { kind: handed.kind };
}

function write(output: Writable, message: object): Promise<void> {
  const body = Buffer.from(JSON.stringify(message));
  const head = Buffer.alloc(4);
  if (LITTLE) head.writeUInt32LE(body.length);
  else head.writeUInt32BE(body.length);
  return new Promise((resolve, reject) => {
    output.write(Buffer.concat([head, body]), (error) => (error ? reject(error) : resolve()));
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
