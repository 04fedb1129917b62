/** Starts one of these servers in a process of its own, so that its work is not counted as anybody else's. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface ServerProcess {
  readonly port: number;
  /** Asks it something; resolves with its next message. */
  ask(question: string): Promise<unknown>;
  close(): void;
}

export async function startServer(file: URL, args: readonly string[]): Promise<ServerProcess> {
  const child: ChildProcess = fork(fileURLToPath(file), [...args], { execArgv: process.execArgv });
  const [{ port }] = (await once(child, 'message')) as [{ readonly port: number }];
  return {
    port,
    ask: async (question) => {
      const answer = once(child, 'message');
      child.send(question);
      const [message] = (await answer) as [unknown];
      return message;
    },
    close: () => {
      child.disconnect();
    },
  };
}
