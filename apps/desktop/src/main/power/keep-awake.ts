/** Keeps the computer from falling asleep by itself while something is being downloaded. The screen may go dark. */
import { powerSaveBlocker } from 'electron';

export class KeepAwake {
  #id: number | null = null;

  /** The same wish twice changes nothing. */
  hold(on: boolean): void {
    if (on && this.#id === null) this.#id = powerSaveBlocker.start('prevent-app-suspension');
    if (!on && this.#id !== null) {
      powerSaveBlocker.stop(this.#id);
      this.#id = null;
    }
  }
}
