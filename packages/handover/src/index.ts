export { handOver, handoverFile, type HandedOver } from './hand-over.ts';
export {
  MAX_HANDOVER_BYTES,
  readRequest,
  writeReply,
  type HandedLink,
  type HandoverOutcome,
  type HandoverReply,
  type HandoverRequest,
} from './handover-message.ts';
