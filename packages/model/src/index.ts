export type { AddressAnswer } from './address-answer.ts';
export type { AdoptTrouble, Claim, ClaimedRange, ForeignProgram, FoundBlock } from './adopt.ts';
export { assertNever } from './assert-never.ts';
export { MAX_SIZE_BYTES, byteRange, rangeLength, type ByteRange } from './byte-range.ts';
export { isCyclic, parseDigest, type CryptographicDigest, type CyclicDigest, type Digest, type DigestAlgorithm } from './digest.ts';
export type {
  ConnectionTrouble,
  DiskFailure,
  DiskOperation,
  Failure,
  HttpFailure,
  InputFailure,
  IntegrityFailure,
  InternalFailure,
  JobOptionName,
  NetworkFailure,
  ObjectFailure,
  ObjectOptionName,
  ObjectStoreFailure,
  ProtocolFault,
  ProxyFailure,
  ProxyTrouble,
} from './failure.ts';
export { FILE_KINDS, fileKindOf, type FileKind } from './file-kind.ts';
export { HISTORY_KEPT, boundedHistory, type HistoryEvent, type HistoryFact } from './history.ts';
export { isHeader, parseHeaderLine } from './header-line.ts';
export {
  MAX_MIRRORS,
  displayName,
  hostInUse,
  mayBeNewLink,
  nameInUrl,
  type ConflictPolicy,
  type Job,
  type JobId,
  type JobOptions,
  type JobSecrets,
  type JobSource,
  type Mirror,
  type JobState,
  type JobStateKind,
  type JobTarget,
  type PartFileIdentity,
  type RemoteFile,
  type Verdict,
  type VerifyPolicy,
  type WaitReason,
} from './job.ts';
export { NO_OPTIONS } from './no-options.ts';
export { OBJECT_SCHEMES, objectAddress, parseObjectAddress, type ObjectAddress, type ObjectProvider } from './object-address.ts';
export {
  TRAFFIC_LIMIT_BITS,
  type Connection,
  type ConnectionRef,
  type ObjectFacts,
  type ObjectOptions,
  type ObjectStoreAdvice,
} from './object-store.ts';
export { TRANSITIONS, isRunning, isTerminal, nextState, type JobEvent } from './job-machine.ts';
export { UNKNOWN_END, durableBytesOf, isComplete, missingRanges, partsTile, type Block, type Checkpoint, type Part } from './part.ts';
export type { ConnectionFacts, JobSnapshot, Progress, SpeedVerdict, StripSegment } from './progress.ts';
export { ranksAfterMove, type Ranked } from './queue-order.ts';
export { withoutOws } from './without-ows.ts';
export { sameValidator, type Validator } from './validator.ts';
export {
  LIST_FILTERS,
  LIST_PLACES,
  countJobs,
  countOf,
  filterOf,
  isListed,
  listKeyOf,
  needsUser,
  searchWords,
  toListCounts,
  type CountedCell,
  type ListCounts,
  type ListFilter,
  type ListKey,
  type ListPlace,
  type ListQuery,
  type ListedRows,
} from './listing.ts';
