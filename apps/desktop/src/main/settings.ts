/** The user's settings, kept in the store. Only what was set is stored, so that a default may follow the system or a newer version. */
import { SETTINGS_SCHEMA, type ProxyReply, type Settings } from '@sluice/ipc';
import { assertNever } from '@sluice/model';
import type { SecretBox } from '@sluice/store';
import { openProxy, readTypedProxy, sealProxy, showProxy, SYSTEM_PROXY, type ProxySetting } from './proxy-setting.ts';

/** Where settings live between runs. */
export interface SettingsStore {
  /** What was written under the key, for the caller to parse; undefined when there is nothing. */
  readSetting(key: string): unknown;
  /** Takes any JSON value. Durable when it returns. */
  writeSetting(key: string, value: unknown): void;
}

/** The settings without the proxy, which is stored sealed under a key of its own. */
export type PlainSettings = Omit<Settings, 'proxy'>;
type Changes = { readonly [K in keyof PlainSettings]?: PlainSettings[K] | undefined };

const KEY = 'settings';
const PROXY_KEY = 'proxy';

export class SettingsBox {
  readonly #store: SettingsStore;
  readonly #defaults: PlainSettings;
  readonly #secretBox: SecretBox;
  readonly #listeners = new Set<(settings: Settings) => void>();
  #chosen: Partial<PlainSettings> = {};
  #proxy: ProxySetting = SYSTEM_PROXY;

  constructor(store: SettingsStore, defaults: PlainSettings, secretBox: SecretBox) {
    this.#store = store;
    this.#defaults = defaults;
    this.#secretBox = secretBox;
  }

  /** Reads what was set in earlier runs; `unreadable` when some of it did not parse and its defaults stand in. */
  open(): 'read' | 'unreadable' {
    const { chosen, complete } = parseSettings(this.#store.readSetting(KEY));
    this.#chosen = chosen;
    const proxy = openProxy(this.#store.readSetting(PROXY_KEY), this.#secretBox);
    this.#proxy = proxy ?? SYSTEM_PROXY;
    return complete && proxy !== null ? 'read' : 'unreadable';
  }

  get current(): Settings {
    return { ...this.#defaults, ...this.#chosen, proxy: showProxy(this.#proxy) };
  }

  /** With its secrets. */
  get proxy(): ProxySetting {
    return this.#proxy;
  }

  /** Stores the changes, then tells everybody. An undefined value changes nothing. */
  change(changes: Changes): Settings {
    const chosen: Partial<PlainSettings> = { ...this.#chosen, ...withoutUndefined(changes) };
    this.#store.writeSetting(KEY, chosen);
    this.#chosen = chosen;
    return this.#tell();
  }

  /** Stores the proxy that was typed, then tells everybody. What can't be used changes nothing. */
  changeProxy(text: string): ProxyReply {
    const typed = readTypedProxy(text, this.#proxy);
    switch (typed.kind) {
      case 'refused':
        return typed;
      case 'unchanged':
        return { kind: 'saved', settings: this.current };
      case 'changed':
        this.#store.writeSetting(PROXY_KEY, sealProxy(typed.setting, this.#secretBox));
        this.#proxy = typed.setting;
        return { kind: 'saved', settings: this.#tell() };
      default:
        return assertNever(typed);
    }
  }

  #tell(): Settings {
    const { current } = this;
    for (const listener of this.#listeners) listener(current);
    return current;
  }

  subscribe(listener: (settings: Settings) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** Takes every setting that parses by itself. Unknown keys are those of another version and are no trouble. */
function parseSettings(stored: unknown): { readonly chosen: Partial<PlainSettings>; readonly complete: boolean } {
  if (stored === undefined) return { chosen: {}, complete: true };
  if (typeof stored !== 'object' || stored === null) return { chosen: {}, complete: false };
  const entries: readonly (readonly [string, unknown])[] = Object.entries(stored);
  const known = entries.filter(([key]) => Object.hasOwn(SETTINGS_SCHEMA.shape, key));
  const parsed = known.map(([key, value]) => SETTINGS_SCHEMA.partial().safeParse({ [key]: value }));
  return {
    chosen: withoutUndefined(parsed.reduce<Changes>((all, result) => (result.success ? { ...all, ...result.data } : all), {})),
    complete: parsed.every((result) => result.success),
  };
}

function withoutUndefined(changes: Changes): Partial<PlainSettings> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
