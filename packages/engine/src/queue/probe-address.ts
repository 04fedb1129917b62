/** What is at an address, asked without beginning a job: one request for one byte, whose connection is closed at once. */
import type { AddressAnswer, JobSecrets } from '@sluice/model';
import { findSource } from '../source/find-source.ts';
import { readProbe } from '../source/read-probe.ts';
import { redactUrl } from '../source/redact-url.ts';
import { Route, type Ask } from '../transfer/ask-range.ts';
import type { EnginePorts } from './engine-ports.ts';

export type ProbePorts = Pick<EnginePorts, 'transport' | 'sources' | 'clock'>;

export type AddressReading = AddressAnswer | { readonly kind: 'aborted' };

const FIRST_BYTE: Ask = { start: 0, end: 1, validator: null };
const ALL: Ask = { start: 0, end: null, validator: null };

/** Asks the server once, follows its redirects, and reads no body. Never tries again: what it can't tell, the job will find out. */
export async function probeAddress(ports: ProbePorts, secrets: JobSecrets, signal: AbortSignal): Promise<AddressReading> {
  const found = findSource(secrets.url, ports.sources);
  if (found.kind === 'refused') return found;
  const { source, url } = found;
  const route = new Route(ports.transport, source, { ...secrets, url });
  const ask = (range: Ask): Promise<AddressReading> => look(route, range, { url, nowMs: ports.clock.nowMs() }, signal);
  const first = await ask(FIRST_BYTE);
  // An empty file has no first byte; without a range it says so.
  const isEmpty = first.kind === 'refused' && first.failure.kind === 'http-status' && first.failure.status === 416;
  return isEmpty && route.withoutRanges() ? ask(ALL) : first;
}

async function look(
  route: Route,
  range: Ask,
  { url, nowMs }: { readonly url: string; readonly nowMs: number },
  signal: AbortSignal,
): Promise<AddressReading> {
  const response = await route.ask(range, signal);
  if (response.kind === 'aborted') return response;
  if (response.kind === 'failed') return { kind: 'refused', failure: response.failure };
  const reading = readProbe(response.head, { url, finalUrl: route.finalUrl, nowMs });
  await response.discard();
  if (reading.kind === 'refused') return reading;
  const { sizeBytes, resumable } = reading.remote;
  return { kind: 'found', url: redactUrl(url), name: reading.name, sizeBytes, resumable };
}
