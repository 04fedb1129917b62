/** What can be said outside of the window: tray, notifications, and the system's own dialogs. */
export interface DesktopWords {
  readonly tray: {
    readonly active: (count: number) => string;
    readonly idle: string;
    readonly attention: (count: number) => string;
    readonly resting: Readonly<Record<'schedule' | 'metered' | 'network' | 'sleep' | 'update', string>>;
    readonly open: string;
    readonly addFromClipboard: string;
    readonly more: (count: number) => string;
    readonly pauseAll: string;
    readonly resumeAll: string;
    readonly limit: string;
    readonly noLimit: string;
    readonly dropBasket: string;
    readonly quit: string;
  };
  readonly close: Readonly<Record<'toTray' | 'toTrayDetail' | 'minimise' | 'minimiseDetail' | 'keep' | 'quit' | 'cancel', string>>;
  readonly notify: {
    readonly done: string;
    readonly doneBody: (name: string, size: string) => string;
    readonly severalDone: (count: number) => string;
    readonly attention: (name: string) => string;
    readonly severalAttention: (count: number) => string;
    /** `more`: how many are not named. */
    readonly list: (names: readonly string[], more: number) => string;
    readonly show: string;
    readonly open: string;
    readonly showInFolder: string;
    readonly retry: string;
    readonly refreshLink: string;
    readonly decide: string;
  };
  readonly basket: Readonly<Record<'title' | 'hide', string>>;
  readonly offer: { readonly title: (count: number) => string; readonly add: string };
  readonly whenDone: Readonly<Record<'quit' | 'sleep' | 'shut-down', (seconds: number) => string>> &
    Readonly<Record<'title' | 'cancel' | 'refused', string>>;
  readonly update: { readonly title: (version: string) => string; readonly body: string };
  /** Why the computer is kept awake, as the system may show it. */
  readonly keepAwake: string;
}
