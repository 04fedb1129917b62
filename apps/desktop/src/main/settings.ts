/** The user's settings, kept in the store. Only what was set is stored, so that a default may follow the system or a newer version. */
import { SETTINGS_SCHEMA, type Settings } from '@sluice/ipc';

/** Where settings live between runs. */
export interface SettingsStore {
  /** What was written under the key, for the caller to parse; undefined when there is nothing. */
  readSetting(key: string): unknown;
  /** Takes any JSON value. Durable when it returns. */
  writeSetting(key: string, value: unknown): void;
}

type Changes = { readonly [K in keyof Settings]?: Settings[K] | undefined };

const KEY = 'settings';

export class SettingsBox {
  readonly #store: SettingsStore;
  readonly #defaults: Settings;
  readonly #listeners = new Set<(settings: Settings) => void>();
  #chosen: Partial<Settings> = {};

  constructor(store: SettingsStore, defaults: Settings) {
    this.#store = store;
    this.#defaults = defaults;
  }

  /** Reads what was set in earlier runs; `unreadable` when some of it did not parse and its defaults stand in. */
  open(): 'read' | 'unreadable' {
    const { chosen, complete } = parseSettings(this.#store.readSetting(KEY));
    this.#chosen = chosen;
    return complete ? 'read' : 'unreadable';
  }

  get current(): Settings {
    return { ...this.#defaults, ...this.#chosen };
  }

  /** Stores the changes, then tells everybody. An undefined value changes nothing. */
  change(changes: Changes): Settings {
    const chosen: Partial<Settings> = { ...this.#chosen, ...withoutUndefined(changes) };
    this.#store.writeSetting(KEY, chosen);
    this.#chosen = chosen;
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
function parseSettings(stored: unknown): { readonly chosen: Partial<Settings>; readonly complete: boolean } {
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

function withoutUndefined(changes: Changes): Partial<Settings> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
