/** The endpoint as the settings want it: opened, moved and closed while the program runs. One step after the other. */
import { startRpcServer, type RpcServer } from '@sluice/aria2-rpc';
import type { JobQueue } from '@sluice/engine';
import type { RpcState, RpcStatus } from '@sluice/ipc';
import type { SecretBox } from '@sluice/store';
import type { SettingsBox, SettingsStore } from '../settings.ts';
import { queueDownloads } from './queue-downloads.ts';
import { makeToken, storedToken } from './rpc-token.ts';

export interface RpcEndpointPorts {
  readonly queue: JobQueue;
  readonly settings: SettingsBox;
  readonly store: SettingsStore;
  readonly secretBox: SecretBox;
  readonly nowMs: () => number;
  readonly onFault: (fault: unknown) => void;
  readonly onChange: () => void;
}

interface Wish {
  readonly port: number;
  readonly allowedOrigins: readonly string[];
  readonly token: string;
}

interface Opened {
  readonly wish: Wish;
  readonly close: () => Promise<void>;
}

export class RpcEndpoint {
  readonly #ports: RpcEndpointPorts;
  #state: RpcState = { kind: 'off' };
  #token: string | null = null;
  #opened: Opened | null = null;
  #turn: Promise<void> = Promise.resolve();
  #stop: () => void = () => undefined;

  constructor(ports: RpcEndpointPorts) {
    this.#ports = ports;
  }

  /** The token is null until the endpoint was first turned on. */
  get status(): RpcStatus {
    return { state: this.#state, token: this.#token };
  }

  /** Follows the settings until it is closed. */
  open(): void {
    const { settings, store, secretBox } = this.#ports;
    this.#token = storedToken(store, secretBox);
    this.#look();
    this.#stop = settings.subscribe(() => this.#look());
  }

  /** Callers with the old token are turned away from now on. */
  newToken(): void {
    this.#token = makeToken(this.#ports.store, this.#ports.secretBox);
    this.#look();
    this.#ports.onChange();
  }

  /** Resolves when what the settings ask for has come about, or was refused. */
  settled(): Promise<void> {
    return this.#turn;
  }

  async close(): Promise<void> {
    this.#stop();
    await this.#turn;
    await this.#opened?.close();
    this.#opened = null;
  }

  #look(): void {
    const wish = this.#wish();
    this.#turn = this.#turn.then(() => this.#follow(wish)).catch(this.#ports.onFault);
  }

  #wish(): Wish | null {
    const { enabled, port, allowedOrigins } = this.#ports.settings.current.rpc;
    if (!enabled) return null;
    this.#token ??= makeToken(this.#ports.store, this.#ports.secretBox);
    return { port, allowedOrigins, token: this.#token };
  }

  async #follow(wish: Wish | null): Promise<void> {
    if (wish !== null && this.#opened !== null && isSame(wish, this.#opened.wish)) return;
    await this.#opened?.close();
    this.#opened = null;
    const state = wish === null ? ({ kind: 'off' } as const) : await this.#start(wish);
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#ports.onChange();
  }

  async #start(wish: Wish): Promise<RpcState> {
    const { nowMs, onFault, queue, settings } = this.#ports;
    const downloads = queueDownloads({ queue, settings, background: (task) => void task.catch(onFault) });
    try {
      const server: RpcServer = await startRpcServer(downloads, { ...wish, nowMs, onFault });
      const close = async (): Promise<void> => {
        downloads.close();
        await server.close();
      };
      this.#opened = { wish, close };
      return { kind: 'on', port: server.port };
    } catch (error) {
      downloads.close();
      return { kind: 'failed', port: wish.port, reason: reasonOf(error) };
    }
  }
}

function isSame(one: Wish, other: Wish): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function reasonOf(error: unknown): 'port-taken' | 'port-forbidden' | 'other' {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') return 'port-taken';
  return code === 'EACCES' ? 'port-forbidden' : 'other';
}
