export { IpcRefusal, createClient, type Bridge, type Client } from './client.ts';
export { Coalescer, FRAME_MS, type CoalescerPorts } from './coalesce.ts';
export {
  MAX_CHOSEN,
  type AddObjectsReply,
  type AddingObjects,
  type ConnectionList,
  type ConnectionNote,
  type ConnectionView,
  type ListedKey,
  type ObjectPage,
  type RecognisedObject,
  type SaveConnectionReply,
  type TestReply,
} from './connections.ts';
export { CONTRACT, type Channel, type InputOf, type OutputOf } from './contract.ts';
export {
  DEFAULT_DESKTOP_SETTINGS,
  type CloseToTray,
  type DesktopSettings,
  type LogLevel,
  type RpcSettings,
  type Schedule,
  type UpdateChoice,
  type WhenDone,
} from './desktop-settings.ts';
export {
  MAX_LIMIT_TIMES,
  NO_CATEGORY_FOLDERS,
  holdsAt,
  type CategoryFolders,
  type DownloadSettings,
  type LimitTime,
  type WeekTime,
} from './download-settings.ts';
export { createDispatcher, type Dispatch, type DispatcherOptions, type Handlers } from './dispatcher.ts';
export { LIST_FORMAT, LIST_SCHEMA, LIST_VERSION, isNewerList, type ListedDownload } from './list-schema.ts';
export { MAX_TEXT_LENGTH, MAX_LINKS, MAX_ROWS, MAX_SNAPSHOTS } from './bounded.ts';
export type { Refusal, Reply } from './refusal.ts';
export type {
  AddReply,
  AdoptReply,
  AddedOrRefused,
  AppFacts,
  BrowserHosts,
  BasketFacts,
  ChosenFolder,
  ClipboardText,
  Command,
  HeaderNames,
  Integrations,
  JobList,
  JobPast,
  JobRows,
  JobsChanged,
  LinkFilesReply,
  ListExportReply,
  ListImportReply,
  LinkInFile,
  ListedLink,
  Notice,
  OpenFailure,
  OpenReply,
  ProbeReply,
  Pushes,
  RefreshReply,
  RefusedLinkFile,
  Resting,
  RestReason,
  RpcState,
  RpcStatus,
  Throughput,
  Topic,
  UnfinishedReply,
  UpdateState,
  UpdateTrouble,
} from './replies.ts';
export {
  SETTINGS_SCHEMA,
  defaultSettings,
  type Language,
  type OnRemoteChange,
  type ProxyReply,
  type Settings,
  type Theme,
} from './settings.ts';
