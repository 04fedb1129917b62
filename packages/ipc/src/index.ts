export { IpcRefusal, createClient, type Bridge, type Client } from './client.ts';
export { Coalescer, FRAME_MS, type CoalescerPorts } from './coalesce.ts';
export { CONTRACT, type Channel, type InputOf, type OutputOf } from './contract.ts';
export { createDispatcher, type Dispatch, type DispatcherOptions, type Handlers } from './dispatcher.ts';
export { MAX_TEXT_LENGTH, MAX_LINKS } from './bounded.ts';
export type { Refusal, Reply } from './refusal.ts';
export type {
  AddReply,
  AddedOrRefused,
  AppFacts,
  ChosenFolder,
  ClipboardText,
  Command,
  JobList,
  JobsChanged,
  Notice,
  OpenFailure,
  OpenReply,
  Pushes,
  RefreshReply,
  Throughput,
  Topic,
} from './replies.ts';
export { SETTINGS_SCHEMA, type Language, type OnRemoteChange, type ProxyReply, type Settings, type Theme } from './settings.ts';
