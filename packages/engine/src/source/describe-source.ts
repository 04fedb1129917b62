/** An address as it may be stored in the clear and shown (spec C2, D4). */
import type { JobSource } from '@sluice/model';
import { expiryOf } from './expiry.ts';
import { redactUrl } from './redact-url.ts';

/** What is told of an absolute URL: without secrets, and with the time when it ends to work where it says so. */
export function describeSource(url: string): JobSource {
  const linkExpiresAtMs = expiryOf(url);
  const source = { url: redactUrl(url), host: new URL(url).host };
  return linkExpiresAtMs === null ? source : { ...source, linkExpiresAtMs };
}
