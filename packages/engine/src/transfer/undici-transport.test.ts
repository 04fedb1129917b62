/** The transport over undici keeps the promises of the port. */
import { transportContract } from './testing/transport-contract.ts';
import { openUndiciTransport } from './undici-transport.ts';

transportContract({ name: 'undici', open: openUndiciTransport, isUndici: true });
