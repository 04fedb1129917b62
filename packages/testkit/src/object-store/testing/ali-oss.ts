/** The `ali-oss` package, which brings no types, as far as the tests use it: a client of the store that we did not write. */
import { createRequire } from 'node:module';

export interface AliOssOptions {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly stsToken?: string;
  readonly authorizationV4?: boolean;
}

interface AliOssAnswer {
  readonly res: { readonly status: number; readonly headers: Readonly<Record<string, string>> };
}

export interface AliOssClient {
  get(key: string, options?: { readonly headers?: Readonly<Record<string, string>> }): Promise<AliOssAnswer & { readonly content: Buffer }>;
  head(key: string): Promise<AliOssAnswer & { readonly meta: Readonly<Record<string, string>> | null }>;
  listV2(query: Readonly<Record<string, string | number>>): Promise<{
    readonly objects?: readonly { readonly name: string; readonly size: number }[];
    readonly prefixes: readonly string[] | null;
    readonly isTruncated: boolean;
    readonly nextContinuationToken?: string | null;
  }>;
  restore(key: string, options?: Readonly<Record<string, string | number>>): Promise<AliOssAnswer>;
  signatureUrl(key: string, options: { readonly expires: number }): string;
  signatureUrlV4(method: string, expiresSeconds: number, request: object, key: string): Promise<string>;
}

/** A client of the package's own making. */
export function aliOssClient(options: AliOssOptions): AliOssClient {
  const Client = createRequire(import.meta.url)('ali-oss') as new (options: AliOssOptions) => AliOssClient;
  return new Client(options);
}

export interface AliOssRequest {
  readonly url: string;
  readonly params: { readonly headers: Readonly<Record<string, string>> };
}

/** The request as the package would send it: signed, and not yet tidied by its HTTP client. */
export function aliOssRequest(
  client: AliOssClient,
  of: { readonly method: string; readonly bucket: string; readonly object: string },
): AliOssRequest {
  const { createRequest } = createRequire(import.meta.url)('ali-oss/lib/common/utils/createRequest') as {
    createRequest(this: AliOssClient, request: typeof of): AliOssRequest;
  };
  return createRequest.call(client, of);
}
