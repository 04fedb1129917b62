/** For the tests, which are TypeScript: what message.js promises. */
export const HOST: string;
export function isWebAddress(url: unknown): url is string;
export function cookieHeader(cookies: readonly { readonly name: string; readonly value: string }[]): string | null;
export function messageOf(link: {
  readonly url: string;
  readonly referrer: string | undefined;
  readonly cookies: readonly { readonly name: string; readonly value: string }[];
  readonly userAgent: string;
  readonly language: string;
}): object;
export function troubleOf(reply: unknown): { readonly text?: string; readonly key?: string } | null;
export function canTakeOver(item: { readonly url: string; readonly state: string; readonly byExtensionId?: string }): boolean;
