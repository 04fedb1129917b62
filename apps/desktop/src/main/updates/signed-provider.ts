/** What electron-updater asks for the newest release: gives an answer only once its signature has been checked. */
import { Provider, type AppUpdater, type ResolvedUpdateFileInfo, type UpdateInfo } from 'electron-updater';
import { parseUpdateInfo, resolveFiles, type ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider.js';
import { isSigned } from './feed-signature.ts';
import type { UpdateSource } from './update-source.ts';

/** A description that is not signed by the key, or that leaves out what it must say. */
export class UntrustedFeed extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'UntrustedFeed';
  }
}

const MAX_DESCRIPTION = 64 * 1024;
const SHA512_BYTES = 64;

export class SignedProvider extends Provider<UpdateInfo> {
  readonly #source: UpdateSource;

  constructor(options: { readonly source: UpdateSource }, _updater: AppUpdater, runtime: ProviderRuntimeOptions) {
    super(runtime);
    this.#source = options.source;
  }

  async getLatestVersion(): Promise<UpdateInfo> {
    const name = `${this.getDefaultChannelName()}.yml`;
    const url = new URL(name, this.#source.url);
    const text = await this.#fetch(url);
    const signature = await this.#fetch(new URL(`${name}.sig`, this.#source.url));
    if (!isSigned({ name, text }, signature, this.#source.publicKey)) throw new UntrustedFeed(`the signature of ${name} is wrong`);
    const info = parseUpdateInfo(text, name, url);
    if (!info.files.every(({ sha512 }) => Buffer.from(sha512, 'base64').length === SHA512_BYTES))
      throw new UntrustedFeed(`${name} names a file without its digest`);
    return info;
  }

  resolveFiles(info: UpdateInfo): ResolvedUpdateFileInfo[] {
    return resolveFiles(info, this.#source.url);
  }

  async #fetch(url: URL): Promise<string> {
    const text = (await this.httpRequest(url, { 'cache-control': 'no-cache' })) ?? '';
    if (text === '' || text.length > MAX_DESCRIPTION) throw new UntrustedFeed(`${url.pathname} is empty or too large`);
    return text;
  }
}
