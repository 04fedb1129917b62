/** What the program runs on: Node, the speed of its checksums, proxies, the clock, and what is trusted over TLS. */
import { rootCertificates } from 'node:tls';
import { crc32, proxyEnvironment } from '@sluice/engine';
import type { Finding } from './finding.ts';

const LEAST_NODE = '20.18.0';
/** Slower than this, the checksums of a fast connection would keep a processor busy. */
const SLOW_BYTES_PER_SECOND = 500_000_000;
const SAMPLE = new Uint8Array(4 * 1024 * 1024);
const PROXY_NAME = /^(?:https?|all)_proxy$/i;
/** When this was written; no clock is right that says it is earlier. */
const WRITTEN_MS = Date.UTC(2025, 0, 1);
const FAR_MS = Date.UTC(2100, 0, 1);

type Environment = Readonly<Record<string, string | undefined>>;

export function examineMachine(env: Environment, nowMs: number): readonly Finding[] {
  return [runtime(process.versions.node), checksums(), proxies(env), clock(nowMs), trust(env)];
}

function runtime(node: string): Finding {
  return node.localeCompare(LEAST_NODE, 'en', { numeric: true }) < 0
    ? { kind: 'runtime-old', node, least: LEAST_NODE }
    : { kind: 'runtime', node };
}

function checksums(): Finding {
  crc32(SAMPLE);
  const startMs = performance.now();
  crc32(SAMPLE);
  const bytesPerSecond = Math.round((SAMPLE.length * 1000) / Math.max(0.001, performance.now() - startMs));
  return { kind: bytesPerSecond < SLOW_BYTES_PER_SECOND ? 'checksum-slow' : 'checksum-speed', bytesPerSecond };
}

/** Names alone: a proxy's address may hold a password. */
function proxies(env: Environment): Finding {
  const read = proxyEnvironment(env);
  if (read.kind === 'invalid') return { kind: 'proxy-invalid', variable: read.variable };
  const variables = Object.keys(env).filter((name) => PROXY_NAME.test(name) && (env[name] ?? '') !== '');
  return variables.length === 0 ? { kind: 'proxy-none' } : { kind: 'proxy-set', variables };
}

function clock(nowMs: number): Finding {
  const now = new Date(nowMs).toISOString();
  return { kind: nowMs < WRITTEN_MS || nowMs > FAR_MS ? 'clock-wrong' : 'clock', now };
}

function trust(env: Environment): Finding {
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') return { kind: 'tls-off', variable: 'NODE_TLS_REJECT_UNAUTHORIZED' };
  return { kind: 'tls', roots: rootCertificates.length };
}
