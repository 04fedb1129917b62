/** `sluice doctor`: looks for what could keep Sluice from working, and says it. Repairs nothing behind the user's back. */
import { resolve } from 'node:path';
import { proxyEnvironment, systemClock } from '@sluice/engine';
import { describeFailure } from '@sluice/words';
import type { DoctorCommand } from '../arguments/command.ts';
import { lookAtAddress } from '../compose.ts';
import type { Console } from '../console.ts';
import { examineFolder } from '../doctor/examine-folder.ts';
import { examineJobs } from '../doctor/examine-jobs.ts';
import { examineMachine } from '../doctor/examine-machine.ts';
import { verdictOf, type Finding, type Verdict } from '../doctor/finding.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { stateFolder } from '../state-folder.ts';
import { printable } from '../terminal/printable.ts';
import { findingSentence } from '../text/doctor-sentence.ts';

const LOOK_MS = 20_000;
const MARKS: Readonly<Record<Verdict, string>> = { ok: '✓', warning: '!', error: '✗' };

export async function doctor(command: DoctorCommand, console: Console): Promise<ExitCode> {
  const { env, currentFolder } = console.surroundings;
  const folder = stateFolder(command.stateFolder, console.surroundings);
  const nowMs = systemClock.nowMs();
  const jobs = examineJobs(folder, nowMs);
  const findings = [
    ...jobs.findings,
    ...examineFolder(resolve(currentFolder, command.directory ?? '.'), jobs.partFiles),
    ...examineMachine(env, nowMs),
    ...(command.url === null ? [] : [await reach(command.url, env)]),
  ];
  for (const finding of findings) tell(finding, command, console);
  return findings.some((finding) => verdictOf(finding) === 'error') ? EXIT.failure : EXIT.done;
}

function tell(finding: Finding, { json }: DoctorCommand, { stdout, sentences, language }: Console): void {
  const verdict = verdictOf(finding);
  const message = finding.kind === 'not-reached' ? describeFailure(finding.failure, language) : findingSentence(finding, sentences.doctor);
  const { kind: check, ...facts } = finding;
  stdout.line(json ? JSON.stringify({ check, verdict, ...facts, message }) : `${MARKS[verdict]} ${printable(message)}`);
}

async function reach(url: string, env: Readonly<Record<string, string | undefined>>): Promise<Finding> {
  const proxies = proxyEnvironment(env);
  if (proxies.kind === 'invalid') return { kind: 'proxy-invalid', variable: proxies.variable };
  const reading = await lookAtAddress(url, proxies.proxyFor, AbortSignal.timeout(LOOK_MS));
  switch (reading.kind) {
    case 'found':
      return { kind: 'reached', url: reading.url, resumable: reading.resumable };
    case 'refused':
      return { kind: 'not-reached', failure: reading.failure };
    case 'aborted':
      return { kind: 'not-reached', failure: { kind: 'timeout', waitedFor: 'head', afterMs: LOOK_MS } };
  }
}
