export { assertNever } from './assert-never.ts';
export { MAX_SIZE_BYTES, byteRange, rangeLength, type ByteRange } from './byte-range.ts';
export { parseDigest, type CryptographicDigest, type CyclicDigest, type Digest, type DigestAlgorithm } from './digest.ts';
export type {
  DiskFailure,
  DiskOperation,
  Failure,
  HttpFailure,
  InputFailure,
  IntegrityFailure,
  InternalFailure,
  JobOptionName,
  NetworkFailure,
  ProtocolFault,
  ProxyFailure,
  ProxyTrouble,
} from './failure.ts';
export { isHeader, parseHeaderLine } from './header-line.ts';
export {
  displayName,
  mayBeNewLink,
  nameInUrl,
  type ConflictPolicy,
  type Job,
  type JobId,
  type JobOptions,
  type JobSecrets,
  type JobSource,
  type JobState,
  type JobStateKind,
  type JobTarget,
  type PartFileIdentity,
  type RemoteFile,
  type Verdict,
  type WaitReason,
} from './job.ts';
export { TRANSITIONS, isRunning, isTerminal, nextState, type JobEvent } from './job-machine.ts';
export { UNKNOWN_END, durableBytesOf, isComplete, missingRanges, partsTile, type Block, type Checkpoint, type Part } from './part.ts';
export type { ConnectionFacts, JobSnapshot, Progress, StripSegment } from './progress.ts';
export { withoutOws } from './without-ows.ts';
export { sameValidator, type Validator } from './validator.ts';
