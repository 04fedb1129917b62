export { examineState, type DatabaseCondition, type StateExamination } from './examine-state.ts';
export { openDatabase } from './open-database.ts';
export type { OpenOptions, OpenOutcome } from './open-outcome.ts';
export type { QuarantinedRow } from './quarantine.ts';
export { plainBox, type SecretBox } from './secret-box.ts';
export type { SqliteJobStore } from './sqlite-job-store.ts';
export type { StoreNotice } from './store-notice.ts';
