/** How Sluice behaves as a part of the desktop: tray, notifications, sleep, sign-in, and when it may work. */
import { z } from 'zod';
import {
  DEFAULT_DOWNLOAD_SETTINGS,
  DOWNLOAD_SETTINGS_SHAPE,
  WEEK_TIME_SHAPE,
  type DownloadSettings,
  type WeekTime,
} from './download-settings.ts';

/** What closing the window does. `ask`: asked the first time. */
export type CloseToTray = 'ask' | 'tray' | 'quit';

/** What happens once nothing is left to do. It happens once: the setting then is `nothing` again. */
export type WhenDone = 'nothing' | 'quit' | 'sleep' | 'shut-down';

/** When downloads may run. Outside of it nothing is started, and what runs rests until it is time again. */
export type Schedule = WeekTime;

/** How much is written to the log: a level and all that is worse. */
export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** Whether new versions are looked for. They are offered, never forced. */
export type UpdateChoice = 'notify' | 'off';

export interface DesktopSettings extends DownloadSettings {
  readonly startAtLogin: boolean;
  /** Whether a start at sign-in shows no window, where there is a tray. */
  readonly openAtLoginHidden: boolean;
  readonly closeToTray: CloseToTray;
  /** Whether the computer is kept from sleeping by itself while downloads run. */
  readonly keepAwake: boolean;
  /** Changed as a whole. */
  readonly notifications: { readonly done: boolean; readonly attention: boolean };
  readonly whenDone: WhenDone;
  /** Null: at all times. */
  readonly schedule: Schedule | null;
  /** Whether downloads rest while the system says that the connection is paid by volume. */
  readonly pauseOnMetered: boolean;
  /** Whether links that are copied in any program are offered. Off: the clipboard is never looked at. */
  readonly clipboardOffer: boolean;
  /** Whether the small always-on-top target for drops is shown. */
  readonly dropBasket: boolean;
  /** Changed as a whole. */
  readonly rpc: RpcSettings;
  /** Whether the browsers of this user are told where the extension finds this program. */
  readonly browserExtension: boolean;
  readonly logLevel: LogLevel;
  readonly updates: UpdateChoice;
}

/** The endpoint through which other programs on this computer may add and steer downloads, as aria2 has it. */
export interface RpcSettings {
  readonly enabled: boolean;
  /** 1…65535, on the loopback interface. */
  readonly port: number;
  /** Web pages that may ask, such as `https://example.org`; extensions and programs need only the token. */
  readonly allowedOrigins: readonly string[];
}

export const DEFAULT_DESKTOP_SETTINGS: DesktopSettings = {
  ...DEFAULT_DOWNLOAD_SETTINGS,
  startAtLogin: false,
  openAtLoginHidden: true,
  closeToTray: 'ask',
  keepAwake: true,
  notifications: { done: true, attention: true },
  whenDone: 'nothing',
  schedule: null,
  pauseOnMetered: false,
  clipboardOffer: false,
  dropBasket: false,
  rpc: { enabled: false, port: 6800, allowedOrigins: [] },
  browserExtension: false,
  logLevel: 'info',
  updates: 'notify',
};

/** As a browser sends it: scheme, host and perhaps a port, in lower case and without a path. */
const origin = z
  .string()
  .max(300)
  .regex(/^https?:\/\/(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/);

export const DESKTOP_SETTINGS_SHAPE = {
  ...DOWNLOAD_SETTINGS_SHAPE,
  startAtLogin: z.boolean(),
  openAtLoginHidden: z.boolean(),
  closeToTray: z.enum(['ask', 'tray', 'quit']),
  keepAwake: z.boolean(),
  notifications: z.strictObject({ done: z.boolean(), attention: z.boolean() }),
  whenDone: z.enum(['nothing', 'quit', 'sleep', 'shut-down']),
  schedule: z.strictObject(WEEK_TIME_SHAPE).nullable(),
  pauseOnMetered: z.boolean(),
  clipboardOffer: z.boolean(),
  dropBasket: z.boolean(),
  rpc: z.strictObject({ enabled: z.boolean(), port: z.int().min(1).max(65_535), allowedOrigins: z.array(origin).max(20) }),
  browserExtension: z.boolean(),
  logLevel: z.enum(['error', 'warn', 'info', 'debug']),
  updates: z.enum(['notify', 'off']),
} satisfies { readonly [K in keyof DesktopSettings]: z.ZodType<DesktopSettings[K]> };
