/** Which faults may strike a request: counts requests and strikes for one served file. */
import type { ByteRange } from '@sluice/model';
import type { Fault } from './faults.ts';

export class FaultSelector {
  readonly #faults: readonly Fault[];
  readonly #strikes: number[];
  #requests = 0;

  constructor(faults: readonly Fault[]) {
    this.#faults = faults;
    this.#strikes = faults.map(() => 0);
  }

  /** The faults that may strike the next request for the file, in the order in which they were given. */
  next(firstByte: number): readonly Fault[] {
    this.#requests += 1;
    return this.#faults.filter((fault, index) => {
      const strikes = this.#strikes[index] ?? 0;
      if (this.#requests <= (fault.onlyAfterFirst ?? 0)) return false;
      if (strikes >= (fault.times ?? Infinity)) return false;
      return fault.forRange === undefined || contains(fault.forRange, firstByte);
    });
  }

  /** Counts the faults that did strike: one that another fault kept from its turn is not used up. */
  struck(faults: readonly Fault[]): void {
    this.#faults.forEach((fault, index) => {
      if (faults.includes(fault)) this.#strikes[index] = (this.#strikes[index] ?? 0) + 1;
    });
  }
}

function contains(range: ByteRange, position: number): boolean {
  return position >= range.start && position < range.end;
}
