/** What happens once nothing is left to do: counted down, so that whoever sits there can stop it, and done once. */
import type { Clock } from '@sluice/engine';
import type { WhenDone } from '@sluice/ipc';

const COUNTDOWN_MS = 30_000;

export type EndingAct = Exclude<WhenDone, 'nothing'>;

export interface WhenDonePorts {
  readonly clock: Clock;
  readonly wanted: () => WhenDone;
  /** Shows that it is about to happen; returns how to take that away. */
  readonly announce: (act: EndingAct, countdownMs: number) => () => void;
  /** It happens now; the wish is thereby fulfilled. */
  readonly act: (act: EndingAct) => void;
}

export class WhenDoneWatch {
  readonly #ports: WhenDonePorts;
  /** Only the end of work that was seen is an end: a start with nothing to do is none. */
  #worked = false;
  #countdown: { readonly act: EndingAct; readonly stop: () => void } | null = null;

  constructor(ports: WhenDonePorts) {
    this.#ports = ports;
  }

  /** `hasWork`: something runs, or will run by itself. Jobs that need the user are no reason to stay awake for. */
  look(hasWork: boolean): void {
    const wanted = this.#ports.wanted();
    if (hasWork) this.#worked = true;
    if (this.#countdown !== null && (hasWork || wanted !== this.#countdown.act)) this.#stop();
    if (hasWork || !this.#worked || wanted === 'nothing' || this.#countdown !== null) return;
    this.#start(wanted);
  }

  /** The user said no: nothing happens before more work was done. */
  cancel(): void {
    this.#worked = false;
    this.#stop();
  }

  #start(act: EndingAct): void {
    const { announce, clock } = this.#ports;
    const withdraw = announce(act, COUNTDOWN_MS);
    const cancelTimer = clock.after(COUNTDOWN_MS, () => {
      this.#stop();
      this.#worked = false;
      this.#ports.act(act);
    });
    const stop = (): void => {
      cancelTimer();
      withdraw();
    };
    this.#countdown = { act, stop };
  }

  #stop(): void {
    this.#countdown?.stop();
    this.#countdown = null;
  }
}
