/** An address as it may be stored in the clear and shown (spec C2, D4). */
import { parseObjectAddress, type JobSource } from '@sluice/model';
import { expiryOf } from './expiry.ts';
import { redactUrl } from './redact-url.ts';

/** What is told of an absolute URL: without secrets, and with the time when it ends to work where it says so. */
export function describeSource(url: string): JobSource {
  // Nothing in such an address opens anything, and its key may look like all sorts of secrets.
  const object = parseObjectAddress(url);
  if (object !== null) return { url, host: object.bucket };
  const linkExpiresAtMs = expiryOf(url);
  const source = { url: redactUrl(url), host: new URL(url).host };
  return linkExpiresAtMs === null ? source : { ...source, linkExpiresAtMs };
}

/** The source of a job whose own address is now this one; its mirrors stay, and none of them is in use. */
export function newLinkOf({ mirrors, joined }: JobSource, url: string): JobSource {
  return { ...describeSource(url), ...(mirrors === undefined ? {} : { mirrors }), ...(joined === undefined ? {} : { joined }) };
}
