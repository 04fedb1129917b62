/** What every Transport promises, against real servers: scripted origins, and raw sockets that say what no server should. */
import { describe, onTestFinished } from 'vitest';
import type { Transport } from '../transport.ts';
import type { UndiciTransportOptions } from '../undici-transport.ts';
import { requestContract } from './request-contract.ts';
import { responseContract } from './response-contract.ts';
import { stopContract } from './stop-contract.ts';
import type { ContractRig } from './transport-rig.ts';
import { troubleContract } from './trouble-contract.ts';

export interface TransportUnderTest extends Pick<ContractRig, 'isUndici'> {
  readonly name: string;
  open(options?: UndiciTransportOptions): Transport;
}

/** Runs the tests; `open` is called by most of them, and what it opened is closed by them. */
export function transportContract({ name, open, isUndici }: TransportUnderTest): void {
  const openTransport: ContractRig['openTransport'] = (options = {}) => {
    const transport = open(options);
    onTestFinished(() => transport.close());
    return transport;
  };

  describe(name, () => {
    for (const part of [responseContract, requestContract, stopContract, troubleContract]) part({ openTransport, isUndici });
  });
}
