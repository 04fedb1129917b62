/** What every answer owes the client that asked: HTTP/1.0 gets no chunks and no interim responses, and who wants the end gets it. */
import type { ResponsePlan } from './plan-response.ts';
import type { RequestHead } from './read-request.ts';

/** The plan as it may be sent in answer to the request (RFC 9112 §6.1, §9.3, §9.6; RFC 9110 §15.2). */
export function suitedTo(request: RequestHead, plan: ResponsePlan): ResponsePlan {
  const wishes = (request.headers['connection'] ?? '').toLowerCase().split(/\s*,\s*/);
  if (request.version === '1.1') return wishes.includes('close') ? { ...plan, closeAfter: true } : plan;
  const prelude = plan.prelude.startsWith('HTTP/') ? '' : plan.prelude;
  return { ...plan, prelude, chunked: false, closeAfter: plan.closeAfter || plan.chunked || !wishes.includes('keep-alive') };
}
