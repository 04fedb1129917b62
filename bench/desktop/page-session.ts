/** Looks into a page of the app from outside, through Chromium's debugging port: unlike Playwright it neither holds up the start nor slows the main process. */
import { once } from 'node:events';
import WebSocket from 'ws';

const LOOK_AGAIN_MS = 10;
const GIVE_UP_MS = 60_000;
/** A question that a change of page has swallowed is never answered. */
const ANSWER_MS = 30_000;

interface Answer {
  readonly id?: number;
  readonly error?: { readonly message: string };
  readonly result?: { readonly result?: { readonly value?: unknown }; readonly exceptionDetails?: { readonly text: string } };
}

export interface PageSession {
  /** The value of an expression in the page, once it is settled; rejects with what it throws. */
  evaluate<T>(expression: string): Promise<T>;
  /** Any other command of the DevTools protocol. */
  send(method: string, params?: object): Promise<unknown>;
  close(): void;
}

/** The first page whose address begins with `urlStart`, as soon as there is one. */
export async function openPage(port: number, urlStart: string): Promise<PageSession> {
  const socket = new WebSocket(await addressOf(port, urlStart), { perMessageDeflate: false });
  await once(socket, 'open');
  const waiting = new Map<number, (answer: Answer) => void>();
  let last = 0;
  socket.on('message', (data: Buffer) => {
    const answer = JSON.parse(data.toString()) as Answer;
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
  });
  const send = async (method: string, params: object = {}): Promise<Answer['result']> => {
    last += 1;
    const id = last;
    const answer = await new Promise<Answer>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${method}: no answer within ${ANSWER_MS} ms`)), ANSWER_MS);
      waiting.set(id, (told) => {
        clearTimeout(late);
        resolve(told);
      });
      socket.send(JSON.stringify({ id, method, params }));
    });
    waiting.delete(id);
    if (answer.error !== undefined) throw new Error(`${method}: ${answer.error.message}`);
    return answer.result;
  };
  return {
    async evaluate<T>(expression: string) {
      const result = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
      if (result?.exceptionDetails !== undefined) throw new Error(result.exceptionDetails.text);
      return result?.result?.value as T;
    },
    send,
    close: () => {
      socket.close();
    },
  };
}

async function addressOf(port: number, urlStart: string): Promise<string> {
  const begunMs = performance.now();
  while (performance.now() - begunMs < GIVE_UP_MS) {
    const targets = await fetch(`http://127.0.0.1:${port}/json`).then(
      async (response) => (await response.json()) as readonly { readonly url: string; readonly webSocketDebuggerUrl: string }[],
      () => [],
    );
    const found = targets.find(({ url }) => url.startsWith(urlStart));
    if (found !== undefined) return found.webSocketDebuggerUrl;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
  throw new Error(`no page ${urlStart} within ${GIVE_UP_MS} ms`);
}
