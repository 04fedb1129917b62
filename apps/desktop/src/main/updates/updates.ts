/** When new versions are looked for, and what is told of them. Looking by itself is quiet when it fails: the next day is soon enough. */
import type { Clock } from '@sluice/engine';
import type { UpdateState } from '@sluice/ipc';
import type { EventLog } from '../log/event-log.ts';
import type { CheckOutcome, StepOutcome, UpdaterPort } from './updater-port.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A start has better things to do. */
const FIRST_MS = 20_000;
/** So that not all copies ask at the same time of the day. */
const JITTER_MS = 2 * 60 * 60 * 1000;
const FIRST_JITTER_MS = 40_000;

export interface UpdatesPorts {
  readonly clock: Clock;
  readonly random: () => number;
  /** Whether this copy was packaged with a feed, and is of a kind that can be replaced. */
  readonly supported: boolean;
  /** Whether the user wants it to look by itself. */
  readonly wanted: () => boolean;
  /** Null: this copy can't be replaced. Called when it is first needed. */
  readonly open: () => Promise<UpdaterPort | null>;
  readonly show: (state: UpdateState) => void;
  /** A version was found without anybody asking. */
  readonly offer: (version: string) => void;
  /** Puts the queue to rest, everything received on the disk; and wakes it when the update came to nothing. */
  readonly rest: (on: boolean) => Promise<void>;
  readonly log: Pick<EventLog, 'write'>;
}

export class Updates {
  readonly #ports: UpdatesPorts;
  #updater: Promise<UpdaterPort | null> | null = null;
  #state: UpdateState;
  #cancelTimer: (() => void) | null = null;

  constructor(ports: UpdatesPorts) {
    this.#ports = ports;
    this.#state = ports.supported ? { kind: 'current', checkedAtMs: null } : { kind: 'unsupported' };
  }

  get state(): UpdateState {
    return this.#state;
  }

  /** Looks soon, then once a day, as long as the user wants it. */
  open(): void {
    if (this.#state.kind === 'unsupported') return;
    this.#lookAfter(FIRST_MS + this.#ports.random() * FIRST_JITTER_MS);
  }

  close(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }

  /** The user asks. */
  async check(): Promise<void> {
    if (isBusy(this.#state) || this.#state.kind === 'unsupported') return;
    this.#become({ kind: 'checking' });
    const outcome = await this.#ask();
    this.#become(outcome.kind === 'failed' ? { kind: 'failed', reason: outcome.reason } : this.#stateAfter(outcome));
  }

  async download(): Promise<void> {
    const { state } = this;
    if (state.kind !== 'available') return;
    const { version } = state;
    this.#become({ kind: 'downloading', version, percent: 0 });
    const updater = await this.#opened();
    const onPercent = (percent: number): void => this.#progress(version, percent);
    const outcome: StepOutcome = updater === null ? NOT_OPEN : await updater.download(onPercent);
    if (outcome.kind === 'failed') this.#fail(outcome);
    else this.#become({ kind: 'ready', version });
  }

  /** Ends the program when it succeeds. */
  async restart(): Promise<void> {
    if (this.#state.kind !== 'ready') return;
    const updater = await this.#opened();
    await this.#ports.rest(true);
    const outcome: StepOutcome = updater === null ? NOT_OPEN : await updater.install();
    if (outcome.kind === 'done') return;
    this.#fail(outcome);
    await this.#ports.rest(false);
  }

  async #lookByItself(): Promise<void> {
    this.#lookAfter(DAY_MS + this.#ports.random() * JITTER_MS);
    if (!this.#ports.wanted() || isBusy(this.#state) || this.#state.kind === 'unsupported') return;
    const outcome = await this.#ask();
    if (outcome.kind === 'failed' || isBusy(this.#state)) return;
    this.#become(this.#stateAfter(outcome));
    if (outcome.kind === 'available') this.#ports.offer(outcome.version);
  }

  /** Failures are only written down here; who asks decides whether to tell them. */
  async #ask(): Promise<CheckOutcome> {
    const updater = await this.#opened();
    const outcome: CheckOutcome = updater === null ? { kind: 'current' } : await updater.check();
    if (outcome.kind === 'failed') this.#ports.log.write('warn', 'updates', `${outcome.reason}: ${outcome.detail}`);
    return outcome;
  }

  async #opened(): Promise<UpdaterPort | null> {
    this.#updater ??= this.#ports.open();
    const updater = await this.#updater;
    if (updater === null) this.#become({ kind: 'unsupported' });
    return updater;
  }

  #stateAfter(outcome: Exclude<CheckOutcome, { kind: 'failed' }>): UpdateState {
    if (this.#state.kind === 'unsupported') return this.#state;
    if (outcome.kind === 'available') return { kind: 'available', version: outcome.version };
    return { kind: 'current', checkedAtMs: this.#ports.clock.nowMs() };
  }

  #fail({ reason, detail }: Extract<StepOutcome, { kind: 'failed' }>): void {
    this.#ports.log.write('warn', 'updates', `${reason}: ${detail}`);
    this.#become({ kind: 'failed', reason });
  }

  #progress(version: string, percent: number): void {
    const whole = Math.min(100, Math.max(0, Math.floor(percent)));
    if (this.#state.kind === 'downloading' && this.#state.percent !== whole) this.#become({ kind: 'downloading', version, percent: whole });
  }

  #become(state: UpdateState): void {
    this.#state = state;
    this.#ports.show(state);
  }

  #lookAfter(delayMs: number): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#ports.clock.after(delayMs, () => {
      this.#lookByItself().catch((fault: unknown) => this.#ports.log.write('error', 'updates', String(fault)));
    });
  }
}

const NOT_OPEN: StepOutcome = { kind: 'failed', reason: 'not-installed', detail: 'this copy can not be replaced' };

/** An update that was found, or is under way, is not looked for again. */
function isBusy({ kind }: UpdateState): boolean {
  return kind === 'checking' || kind === 'available' || kind === 'downloading' || kind === 'ready';
}
