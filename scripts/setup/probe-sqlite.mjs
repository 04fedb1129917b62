// Whether better-sqlite3 works under a given runtime. A wrong binary does not throw, it crashes: so a child process tries.
import { spawn } from 'node:child_process';

const TRY = `
const Database = require(process.argv[1]);
const database = new Database(':memory:');
const row = database.prepare('select sum(n) as total from (select 40 as n union all select 2)').get();
database.close();
process.exit(row.total === 42 ? 0 : 3);
`;
const LIMIT_MS = 20_000;

/**
 * @typedef {{ name: string, executablePath: string, env: Record<string, string> }} SqliteHost a runtime that is to load the binding
 * @typedef {{ works: true } | { works: false, reason: string }} ProbeOutcome
 */

/**
 * Opens a database in memory under the runtime and selects from it. Never rejects.
 * @param {SqliteHost} host
 * @param {string} packageFolder the folder of better-sqlite3
 * @returns {Promise<ProbeOutcome>}
 */
export function probeSqlite(host, packageFolder) {
  return new Promise((resolve) => {
    const env = { ...process.env, ...host.env };
    const child = spawn(host.executablePath, ['-e', TRY, packageFolder], { env, stdio: ['ignore', 'ignore', 'pipe'], timeout: LIMIT_MS });
    let output = '';
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ works: false, reason: error.message }));
    child.on('close', (code, signal) => resolve(readOutcome(code, signal, output)));
  });
}

/**
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 * @param {string} output
 * @returns {ProbeOutcome}
 */
export function readOutcome(code, signal, output) {
  if (code === 0) return { works: true };
  if (signal !== null) return { works: false, reason: `it crashed with ${signal}` };
  const line = output.split('\n').find((text) => /error|cannot|undefined symbol/i.test(text));
  return { works: false, reason: line?.trim() ?? `it ended with code ${code}` };
}
