/** The few parts of the browsers' interface that the extension uses. Both browsers give promises. */
interface ChromeEvent<A extends readonly unknown[]> {
  addListener(listener: (...args: A) => unknown): void;
  /** As the browser does. */
  dispatch(...args: A): void;
}

interface ChromeTab {
  readonly id?: number;
  /** Firefox's own. */
  readonly cookieStoreId?: string;
}

interface ChromeClick {
  readonly menuItemId: string;
  readonly editable: boolean;
  readonly linkUrl?: string;
  readonly srcUrl?: string;
  readonly frameUrl?: string;
  readonly pageUrl?: string;
}

interface ChromeDownload {
  readonly id: number;
  readonly url: string;
  readonly referrer?: string;
  readonly state: string;
  readonly byExtensionId?: string;
}

interface ChromeCookie {
  readonly name: string;
  readonly value: string;
}

declare const chrome: {
  readonly runtime: {
    readonly onInstalled: ChromeEvent<[]>;
    sendNativeMessage(host: string, message: object): Promise<unknown>;
    getURL(path: string): string;
  };
  readonly i18n: { getMessage(key: string): string; getUILanguage(): string };
  readonly contextMenus: {
    readonly onClicked: ChromeEvent<[ChromeClick, ChromeTab | undefined]>;
    removeAll(then: () => void): void;
    create(item: { readonly id: string; readonly title: string; readonly contexts: readonly string[] }): void;
  };
  readonly downloads: {
    readonly onCreated: ChromeEvent<[ChromeDownload]>;
    download(options: { readonly url: string }): Promise<number>;
    search(query: object): Promise<readonly ChromeDownload[]>;
    pause(id: number): Promise<void>;
    resume(id: number): Promise<void>;
    cancel(id: number): Promise<void>;
    erase(query: { readonly id: number }): Promise<unknown>;
  };
  readonly cookies: {
    getAll(query: { readonly url: string; readonly storeId?: string }): Promise<readonly ChromeCookie[]>;
    getAllCookieStores(): Promise<readonly { readonly id: string; readonly tabIds: readonly (number | undefined)[] }[]>;
  };
  readonly storage: { readonly local: { get<T extends object>(defaults: T): Promise<T>; set(values: object): Promise<void> } };
  readonly notifications: {
    create(note: { readonly type: 'basic'; readonly iconUrl: string; readonly title: string; readonly message: string }): void;
    getAll(): Promise<object>;
  };
};
