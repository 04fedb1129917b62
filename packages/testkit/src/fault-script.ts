/** The faults of one served thing, with the counts that they go by and the gate that its bodies pass. */
import { BodyGate } from './body-gate.ts';
import type { Fault } from './faults.ts';
import { parseRange, type RequestHead } from './read-request.ts';
import { answerRequest, type Answer, type Planner } from './respond-with-faults.ts';
import { FaultSelector } from './select-faults.ts';
import type { ServedFile } from './served-file.ts';

export class FaultScript {
  readonly gate: BodyGate;
  #faults: FaultSelector;
  #requests = 0;
  #gets = 0;
  readonly #getsByTarget = new Map<string, number>();

  constructor(faults: readonly Fault[], gate: BodyGate = new BodyGate()) {
    this.#faults = new FaultSelector(faults);
    this.gate = gate;
  }

  /** Other faults from now on; requests go on being counted. */
  setFaults(faults: readonly Fault[]): void {
    this.#faults = new FaultSelector(faults);
  }

  /** The answer to the next request for the file; `underWay` counts it and all that are being answered. */
  answer(file: ServedFile, request: RequestHead, underWay: number, plan?: Planner): Answer {
    this.#requests += 1;
    if (request.method !== 'HEAD') this.#gets += 1;
    const asked = parseRange(request.headers['range']);
    const firstByte = asked === null ? 0 : asked.kind === 'from' ? asked.start : Math.max(0, file.sizeBytes - asked.length);
    const targetNumber = (this.#getsByTarget.get(request.target) ?? 0) + 1;
    this.#getsByTarget.set(request.target, targetNumber);
    const situation = { request, requestNumber: this.#requests, getNumber: this.#gets, targetNumber, underWay };
    const { answer, by } = answerRequest(file, this.#faults.next(firstByte), situation, plan);
    this.#faults.struck(by);
    return answer;
  }
}
